"""The rule registry: one truth for lists, single rows, pages, API and figures. Default deny.

    allow(Role.DISTRICT_OFFICER, "view", Person, placed_within_my_place)

A rule names a role, a verb, a model and a predicate that gives the rows as one queryset. The rules of a person's roles
are united as a UNION of id subqueries, never OR-ed across joins: at a million people the first costs a millisecond and
the second a second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from lianxin.access.roles import Role
from lianxin.core.errors import NotAllowed, UnknownName

if TYPE_CHECKING:
    from lianxin.access.actors import Actor

M = TypeVar("M", bound=Model)
Predicate = Callable[["Actor"], "QuerySet[Any] | None"]


@dataclass(frozen=True, slots=True)
class Rule:
    """`which` gives the rows of `model` on which `role` may do `verb`; None means every row."""

    role: Role
    verb: str
    model: type[Model]
    which: Predicate

    @property
    def sentence(self) -> str:
        """The predicate's name as words: a permission map that reads as prose."""
        return self.which.__name__.replace("_", " ")


_RULES: dict[tuple[str, type[Model]], list[Rule]] = {}


def every_one(actor: Actor) -> None:
    """Every row of the model."""
    return


def allow(
    roles: Role | Iterable[Role], verb: str | Iterable[str], model: type[Model], which: Predicate
) -> None:
    """Let each of `roles` do each `verb` on the rows of `model` that `which(actor)` gives."""
    for role in [roles] if isinstance(roles, Role) else roles:
        for one in [verb] if isinstance(verb, str) else verb:
            rules = _RULES.setdefault((one, model), [])
            rule = Rule(role, one, model, which)
            if rule in rules:
                raise ValueError(f"declared twice: {rule}")
            rules.append(rule)


def all_rules() -> list[Rule]:
    return [rule for rules in _RULES.values() for rule in rules]


def rules_of(verb: str, model: type[Model]) -> list[Rule]:
    """Rules of one verb on one model; a verb that no rule names raises, so that a typing error never opens or hides."""
    try:
        return _RULES[(verb, model)]
    except KeyError:
        known = ", ".join(sorted({name for name, of in _RULES if of is model})) or "none"
        raise UnknownName(f"No rule names “{verb}” on {model.__name__}. Known verbs: {known}") from None


def rules_for(actor: Actor, verb: str, model: type[Model]) -> list[Rule]:
    roles = actor.roles
    return [rule for rule in rules_of(verb, model) if rule.role in roles]


def visible(rows: QuerySet[M], actor: Actor, verb: str = "view", *, few: bool = False) -> QuerySet[M]:
    """The rows on which `actor` may do `verb`.

    Say `few` when `rows` are few already (one row, a page, the ties of one party): each rule is then asked of those
    rows alone, instead of uniting everything that the actor may see in order to look up a handful.
    """
    rules = rules_for(actor, verb, rows.model)
    if not rules:
        return rows.none()
    parts: list[QuerySet[Any]] = []
    for which in dict.fromkeys(rule.which for rule in rules):
        part = which(actor)
        if part is None:
            return rows
        # `Tie…values("person_id")` is a list of people as it stands: joining it to Person costs the tenfold at a million.
        is_list_of_ids = getattr(part, "_fields", None)
        parts.append(part.order_by() if is_list_of_ids else part.order_by().values("pk"))
    if len(parts) == 1:
        return rows.filter(pk__in=parts[0])
    if few:
        parts = [rows.order_by().filter(pk__in=part).values("pk") for part in parts]
    return rows.filter(pk__in=parts[0].union(*parts[1:]))


class GuardedQuerySet(QuerySet[M]):
    """Base of every queryset of ours: rows come through `visible_to`."""

    def visible_to(self, actor: Actor, verb: str = "view") -> QuerySet[M]:
        return visible(self, actor, verb)


def fetch(rows: QuerySet[M], actor: Actor, verb: str = "view", **lookup: Any) -> M:
    """The one row that a page is about, or Http404 when there is none or the actor may not see it.

    When the actor may view the row but not do `verb`, `NotAllowed` says who may.
    """
    from django.shortcuts import get_object_or_404  # noqa: PLC0415  keeps the registry importable before Django is set up

    obj = get_object_or_404(visible(rows.filter(**lookup), actor, "view", few=True))
    if verb != "view":
        actor.require(verb, obj)
    return obj


def denial(verb: str, model: type[Model]) -> NotAllowed:
    """The refusal that explains itself: which roles may, and on which rows."""
    why = tuple(f"{rule.role.label}: {rule.sentence}" for rule in rules_of(verb, model))
    return NotAllowed(_("You may not do this with the posts that you hold today."), why)
