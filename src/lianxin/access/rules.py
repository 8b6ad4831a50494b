"""The rule registry: one truth for lists, single rows, pages, API and figures. Default deny.

    allow(Role.DISTRICT_OFFICER, "view", Person, placed_within_my_place)

A rule names a role, a verb, a model and a predicate that gives the rows as one queryset. The rules of a person's roles
are united as a UNION of id subqueries, never OR-ed across joins: at a million people the first costs a millisecond and
the second a second.

    allow(Role.CITY_OFFICER, "view", Person, every_one, but=who_took_back_the_register)

A predicate of a very large table whose rows are told by their own columns gives a condition (`Q`) instead of a list of ids:
it is asked of the rows at hand, and millions of ids need not be put together. It names no join to many.

`but` names rows that the rule leaves out; another rule of the same actor without it (the person's own) opens them all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from lianxin.access.roles import Role
from lianxin.core.errors import NotAllowed, UnknownName

if TYPE_CHECKING:
    from lianxin.access.actors import Actor

M = TypeVar("M", bound=Model)
Part = QuerySet[Any] | Q
Predicate = Callable[["Actor"], "Part | None"]
Left = Callable[["Actor"], "Part"]


@dataclass(frozen=True, slots=True)
class Rule:
    """`which` gives the rows of `model` on which `role` may do `verb`, or a condition on them, None for every row; `but` those that
    it leaves out.
    """

    role: Role
    verb: str
    model: type[Model]
    which: Predicate
    but: Left | None = None

    @property
    def sentence(self) -> str:
        """The predicate's name as words: a permission map that reads as prose."""
        return self.which.__name__.replace("_", " ")


_RULES: dict[tuple[str, type[Model]], list[Rule]] = {}


def every_one(actor: Actor) -> None:
    """Every row of the model."""
    return


def allow(
    roles: Role | Iterable[Role],
    verb: str | Iterable[str],
    model: type[Model],
    which: Predicate,
    *,
    but: Left | None = None,
) -> None:
    """Let each of `roles` do each `verb` on the rows of `model` that `which(actor)` gives, those of `but(actor)` apart.

    Rules of one verb on one model that leave rows out leave out the same.
    """
    for role in [roles] if isinstance(roles, Role) else roles:
        for one in [verb] if isinstance(verb, str) else verb:
            rules = _RULES.setdefault((one, model), [])
            rule = Rule(role, one, model, which, but)
            if any((known.role, known.which) == (role, which) for known in rules):
                raise ValueError(f"declared twice: {rule}")
            if but is not None and any(known.but not in {None, but} for known in rules):
                raise ValueError(f"leaves out other rows than the rules beside it: {rule}")
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


def opens_all(actor: Actor, verb: str, model: type[Model]) -> bool:
    """Does some rule let the actor do `verb` on every row, those apart that it leaves out?"""
    return any(rule.which(actor) is None for rule in rules_for(actor, verb, model))


def visible(rows: QuerySet[M], actor: Actor, verb: str = "view", *, few: bool = False) -> QuerySet[M]:
    """The rows on which `actor` may do `verb`.

    Say `few` when `rows` are few already (one row, a page, the ties of one party): each rule is then asked of those
    rows alone, instead of uniting everything that the actor may see in order to look up a handful.
    """
    found = opened(actor, verb, rows.model)
    if found is None:
        return rows.none()
    if found.hidden:
        rows = rows.exclude(found.hidden)
    if found.parts is None:
        return rows
    lists = [part for part in found.parts if isinstance(part, QuerySet)]
    conditions = [part for part in found.parts if isinstance(part, Q)]
    if few and len(lists) > 1:
        lists = [rows.order_by().filter(pk__in=part).values("pk") for part in lists]
    if lists:
        conditions.append(Q(pk__in=united(lists)))
    return rows.filter(reduce(or_, conditions))


def left_out(rows: QuerySet[M], actor: Actor, verb: str = "view") -> QuerySet[M] | None:
    """The rows on which `actor` may not do `verb`, where the rules open every row but some; None where they open only some.

    They are few: to count them takes less than to count all others.
    """
    found = opened(actor, verb, rows.model)
    if found is None or found.parts is not None:
        return None
    return rows.filter(found.hidden) if found.hidden else rows.none()


def united(parts: Sequence[QuerySet[Any]]) -> QuerySet[Any]:
    """The ids of several lists as one list, each once."""
    return parts[0].union(*parts[1:]) if len(parts) > 1 else parts[0]


@dataclass(frozen=True, slots=True)
class Opened:
    """What rules open: the lists of ids and the conditions that they name, None for every row, without those that are `hidden`."""

    parts: tuple[Part, ...] | None
    hidden: Q

    def lists(self, model: type[Model]) -> tuple[QuerySet[Any], ...]:
        """The parts as lists of ids, the conditions among them too; none where every row is opened."""
        rows = model._default_manager.order_by()
        return tuple(rows.filter(part).values("pk") if isinstance(part, Q) else part for part in self.parts or ())


def opened(actor: Actor, verb: str, model: type[Model]) -> Opened | None:
    """The rows on which the rules let the actor do `verb`, not yet asked of the database; None where no rule lets them."""
    rules = rules_for(actor, verb, model)
    if not rules:
        return None
    whole = {rule.which for rule in rules if rule.but is None}
    parts: dict[Predicate, Part] = {}
    everything = False
    for which in dict.fromkeys(rule.which for rule in rules):
        part = which(actor)
        if part is not None:
            parts[which] = _ids(part)
        elif which in whole:
            return Opened(None, Q())
        else:
            everything = True
    hidden = Q()
    but = next((rule.but for rule in rules if rule.but is not None), None)
    if but is not None:
        hidden = _condition(but(actor))
        for which in parts.keys() & whole:
            hidden &= ~_condition(parts[which])
    return Opened(None if everything else tuple(parts.values()), hidden)


def _ids(part: Part) -> Part:
    if isinstance(part, Q):
        return part
    # `Tie…values("person_id")` is a list of people as it stands: joining it to Person costs the tenfold at a million.
    is_list_of_ids = getattr(part, "_fields", None)
    return part.order_by() if is_list_of_ids else part.order_by().values("pk")


def _condition(part: Part) -> Q:
    return part if isinstance(part, Q) else Q(pk__in=_ids(part))


def gives(rule: Rule, actor: Actor, obj: Model) -> bool:
    """Does this one rule, asked by itself, open the row?"""
    row = type(obj)._default_manager.filter(pk=obj.pk)
    opened, apart = rule.which(actor), rule.but(actor) if rule.but is not None else None
    if opened is not None:
        row = row.filter(_condition(opened))
    if apart is not None:
        row = row.exclude(_condition(apart))
    return row.exists()


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
