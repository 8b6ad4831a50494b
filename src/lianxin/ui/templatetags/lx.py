"""Template tags of the interface: ``{% c %}`` for components, ``{% slot %}``, ``{% icon %}``, and number filters."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.template.exceptions import TemplateSyntaxError
from django.utils.safestring import SafeString

from lianxin.core.wording import in_a_row
from lianxin.ui import components  # noqa: F401  (declares the components)
from lianxin.ui.component_base import (
    Component,
    ComponentError,
    build,
    check_literal,
    check_names,
    find_component,
    prop_names,
)
from lianxin.ui.icons import icon_svg
from lianxin.ui.numbers import group_digits

register = template.Library()

# What a component's own template may read of the page around it; everything else comes in as a prop.
SHARED = ("request", "csrf_token", "shell")


class SlotNode(Node):
    """A named part of a component's content; only the component renders it."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """Render the part; a slot outside its component is an error that compiling cannot see."""
        return self.nodelist.render(context)


class ComponentNode(Node):
    """One use of a component in a template."""

    child_nodelists = ("content",)

    def __init__(
        self,
        cls: type[Component],
        props: dict[str, FilterExpression],
        content: NodeList,
        slots: dict[str, SlotNode],
    ) -> None:
        self.cls = cls
        self.props = props
        self.content = content
        self.slots = slots

    def render(self, context: Context) -> SafeString:
        """Resolve the props, check their types and render the component's template apart from the page's names."""
        given = {name: value.resolve(context, ignore_failures=True) for name, value in self.props.items()}
        try:
            made = build(self.cls, given)
        except ComponentError as error:
            raise TemplateSyntaxError(f"c {error}") from error
        values: dict[str, Any] = {name: getattr(made, name) for name in prop_names(self.cls)}
        values["it"] = made
        if self.cls.takes_content:
            values["content"] = self.content.render(context)
            values["slots"] = {name: node.render(context) for name, node in self.slots.items()}
        values |= {name: context[name] for name in SHARED if name in context}
        engine = context.template.engine  # type: ignore[union-attr]
        return engine.get_template(self.cls.template_name()).render(context.new(values))


@register.tag("c")
def do_component(parser: Parser, token: Token) -> ComponentNode:
    """Compile ``{% c "name" prop=value … %}``; block components end with ``{% endc %}`` or ``/ %}`` when empty."""
    bits = token.split_contents()[1:]
    if not bits or bits[0][0] not in "\"'":
        raise TemplateSyntaxError('c needs a quoted component name first: {% c "card" title=… %}')
    name = bits.pop(0)[1:-1]
    closed = bool(bits) and bits[-1] == "/"
    if closed:
        bits.pop()
    props = token_kwargs(bits, parser)
    if bits:
        raise TemplateSyntaxError(f'c "{name}": "{bits[0]}" is not of the form prop=value')
    try:
        cls = find_component(name)
        check_names(cls, props)
        for prop, expression in props.items():
            # Only plain constants are known now; translated ones and those with filters are checked at rendering.
            if isinstance(expression.var, str) and not expression.filters:
                check_literal(cls, prop, expression.var)
    except ComponentError as error:
        raise TemplateSyntaxError(f"c {error}") from error
    content: NodeList = NodeList()
    slots: dict[str, SlotNode] = {}
    if cls.takes_content and not closed:
        content, slots = split_slots(cls, parser.parse(("endc",)))
        parser.delete_first_token()
    return ComponentNode(cls, props, content, slots)


def split_slots(cls: type[Component], nodes: NodeList) -> tuple[NodeList, dict[str, SlotNode]]:
    """Part a block's own content from its named slots; an undeclared slot is an error."""
    content: NodeList = NodeList()
    slots: dict[str, SlotNode] = {}
    for node in nodes:
        if not isinstance(node, SlotNode):
            content.append(node)
        elif node.name in cls.named_slots:
            slots[node.name] = node
        else:
            known = ", ".join(cls.named_slots) or "none"
            raise TemplateSyntaxError(
                f'c "{cls.component_name}" has no slot "{node.name}"; it accepts: {known}'
            )
    return content, slots


@register.tag("slot")
def do_slot(parser: Parser, token: Token) -> SlotNode:
    """Compile ``{% slot "actions" %}…{% endslot %}``, a direct child of a block component."""
    bits = token.split_contents()
    if len(bits) != 2 or bits[1][0] not in "\"'":
        raise TemplateSyntaxError('slot needs one quoted name: {% slot "actions" %}')
    nodelist = parser.parse(("endslot",))
    parser.delete_first_token()
    return SlotNode(bits[1][1:-1], nodelist)


@register.simple_tag
def icon(name: str, label: str = "", size: int = 18) -> SafeString:
    """Draw an icon of the sprite; without a label it is decoration and hidden from screen readers."""
    return icon_svg(name, label=label, size=size)


@register.filter
def num(value: object) -> str:
    """Print a number with digits grouped by thousands; anything else is left as it is."""
    return group_digits(value)


@register.filter(name="in_a_row")
def words_in_a_row(words: Iterable[object]) -> str:
    """Print words as a list within a sentence, with the comma of the page's language."""
    return in_a_row(words)


@register.filter
def split_words(value: str) -> list[str]:
    """Split text at its spaces, for short lists in templates."""
    return value.split()
