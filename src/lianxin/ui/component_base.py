"""The strict component layer: what a component is, and how its props are checked.

A component is a frozen dataclass whose fields are its props; its template stands in ``ui/components/<name>.html``.
Names and required props are checked when a template is compiled, types when it is rendered, so that a misspelt prop
never turns silently into nothing.
"""

import dataclasses
import types
from collections.abc import Callable, Iterable, Mapping
from typing import (
    Any,
    ClassVar,
    Literal,
    TypeVar,
    Union,
    cast,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

from django.utils.functional import Promise


class ComponentError(Exception):
    """A component was called in a way that it does not declare; the text names what it accepts."""


class Component:
    """Base of all components. Fields are props; properties are what the template derives from them."""

    component_name: ClassVar[str] = ""
    takes_content: ClassVar[bool] = False
    named_slots: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def template_name(cls) -> str:
        """Give the path of the component's template."""
        return f"ui/components/{cls.component_name}.html"


ComponentClass = TypeVar("ComponentClass", bound=type[Component])
_registry: dict[str, type[Component]] = {}


@dataclass_transform(kw_only_default=True, frozen_default=True)
def component(
    name: str, *, block: bool = False, parts: tuple[str, ...] = ()
) -> Callable[[ComponentClass], ComponentClass]:
    """Register a component class under the name that templates use.

    ``block`` components take content up to ``{% endc %}``; ``parts`` are the named slots that the content may fill.
    """

    def register(cls: ComponentClass) -> ComponentClass:
        cls.component_name, cls.takes_content, cls.named_slots = name, block, parts
        made = dataclasses.dataclass(frozen=True, kw_only=True)(cls)
        _registry[name] = made
        return cast("ComponentClass", made)

    return register


def all_components() -> Mapping[str, type[Component]]:
    """Give every component by its name."""
    return _registry


def find_component(name: str) -> type[Component]:
    """Give the component of this name, or raise ComponentError naming the known ones."""
    try:
        return _registry[name]
    except KeyError:
        known = ", ".join(sorted(_registry))
        raise ComponentError(f'there is no component "{name}"; known are: {known}') from None


def prop_names(cls: type[Component]) -> list[str]:
    """Give the names of a component's props."""
    return [field.name for field in dataclasses.fields(cls)]  # type: ignore[arg-type]


def check_names(cls: type[Component], given: Iterable[str]) -> None:
    """Raise ComponentError for an unknown prop or a missing required one."""
    fields = {field.name: field for field in dataclasses.fields(cls)}  # type: ignore[arg-type]
    accepted = ", ".join(f"{name}*" if is_required(field) else name for name, field in fields.items())
    names = set(given)
    unknown = sorted(names - set(fields))
    if unknown:
        raise ComponentError(
            f'"{cls.component_name}" has no prop {", ".join(unknown)}; it accepts: {accepted or "none"}'
        )
    missing = [name for name, field in fields.items() if is_required(field) and name not in names]
    if missing:
        raise ComponentError(
            f'"{cls.component_name}" needs {", ".join(missing)}; it accepts (* required): {accepted}'
        )


def is_required(field: "dataclasses.Field[Any]") -> bool:
    """Tell whether a prop has no default."""
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def build(cls: type[Component], given: Mapping[str, Any]) -> Component:
    """Make the component from resolved values; ``None`` for an optional prop means its default."""
    check_names(cls, given)
    hints = get_type_hints(cls)
    values = {}
    for field in dataclasses.fields(cls):  # type: ignore[arg-type]
        if field.name not in given:
            continue
        value, hint = given[field.name], hints[field.name]
        if value is None and not is_required(field):
            continue
        if not accepts(hint, value):
            raise ComponentError(
                f'"{cls.component_name}": {field.name} must be {describe(hint)}, not {type(value).__name__}'
            )
        values[field.name] = str(value) if get_origin(hint) is Literal else value
    return cls(**values)


def check_literal(cls: type[Component], name: str, value: str | float) -> None:
    """Refuse a constant of the wrong type while the template is compiled."""
    hint = get_type_hints(cls)[name]
    if not accepts(hint, value):
        raise ComponentError(f'"{cls.component_name}": {name} must be {describe(hint)}, not {value!r}')


def accepts(hint: Any, value: object) -> bool:
    """Tell whether a value fits a prop's type: lazy translations count as text, bool is not a number."""
    origin = get_origin(hint)
    if origin is Literal:
        return isinstance(value, (str, Promise)) and str(value) in get_args(hint)
    if origin in (Union, types.UnionType):
        return any(accepts(arg, value) for arg in get_args(hint))
    if hint is str:
        return isinstance(value, (str, Promise))
    if hint in (int, float):
        return isinstance(value, (int, hint)) and not isinstance(value, bool)
    if origin is not None:
        return isinstance(value, origin) and not isinstance(value, str)
    return hint is Any or isinstance(value, hint)


def describe(hint: Any) -> str:
    """Put a prop's type in words for an error message."""
    if get_origin(hint) is Literal:
        return "one of " + ", ".join(repr(arg) for arg in get_args(hint))
    return str(getattr(hint, "__name__", hint))
