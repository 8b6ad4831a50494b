"""Conditions that narrow a list, each asked two ways: which rows it names, and which of some rows fulfil it.

`visible` and filters put all conditions to the database at once, which is right for exports and objects. A page of a list of which
somebody may see a million rows must not unite everything in order to show twenty-five: it needs the same conditions by
themselves, to begin with the one that names the fewest rows (`ui.wide`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import OuterRef, Q, Subquery
from django.db.models.lookups import IsNull

from lianxin.access.rules import opened, united

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    from lianxin.access.actors import Actor

    Ids = QuerySet[Any]
    Among = Callable[[QuerySet[Any]], QuerySet[Any]]
    InOrder = Callable[[Sequence[Any]], Iterator[Q] | None]

M = TypeVar("M", bound="Model")


@dataclass(frozen=True, slots=True)
class Condition:
    """One narrowing of a list, whole in `q`. `parts` name every row that fulfils it and, unless `exact`, perhaps others too.

    `of_few` asks it of rows that are few; without it `q` is asked of them. `in_order` gives rows, in the order of the list, some
    at a time, for a condition whose rows stand together there: a walk through the order would pass everybody else first.
    `is_wide` says what is known already: it names too many to begin with it. `each` is a better question of row after row than
    whether a part names it.
    """

    q: Q
    parts: tuple[Ids, ...]
    of_few: Among | None = None
    in_order: InOrder | None = None
    exact: bool = True
    is_wide: bool = False
    each: Q | None = None

    def among(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Those of a few rows that fulfil it."""
        return rows.filter(self.q) if self.of_few is None else self.of_few(rows)

    @property
    def named(self) -> Ids:
        """The ids of all parts, some perhaps twice: whoever needs a few stops after a few."""
        first, *rest = (part.order_by().values_list(column_of(part), flat=True) for part in self.parts)
        return first.union(*rest, all=True) if rest else first

    @property
    def of_each(self) -> Q:
        """Rows that a part names, asked of row after row: what a database must not answer by making the whole list of ids."""
        if self.each is not None:
            return self.each
        found = Q()
        for part in self.parts:
            column = column_of(part)
            found |= looked_up(part.order_by().filter(**{column: OuterRef("pk")}).values(column))
        return found


def looked_up(rows: Ids) -> Q:
    """Is there such a row? EXISTS and IN may be turned into a join; a single value is looked up when it is needed."""
    return Q(IsNull(Subquery(rows[:1]), False))


def either(*parts: Ids) -> Condition:
    """Rows that one of these lists of ids names."""

    def of_few(rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(
            pk__in=united([rows.order_by().filter(pk__in=part).values("pk") for part in parts])
        )

    return Condition(Q(pk__in=united(parts)), parts, of_few if len(parts) > 1 else None)


def of_rules(rows: QuerySet[M], actor: Actor, verb: str = "view") -> tuple[QuerySet[M], Condition | None]:
    """`visible` in two: the rows without those that the rules leave out, and what the rules name, None for every row."""
    found = opened(actor, verb, rows.model)
    if found is None:
        return rows.none(), None
    if found.hidden:
        rows = rows.exclude(found.hidden)
    return rows, either(*found.lists(rows.model)) if found.parts is not None else None


def seen_among(rows: QuerySet[M], actor: Actor, verb: str = "view") -> list[QuerySet[M]]:
    """`visible` in parts: of some rows, however many, those that each rule names; a row may be in several parts."""
    found = opened(actor, verb, rows.model)
    if found is None:
        return []
    if found.hidden:
        rows = rows.exclude(found.hidden)
    if found.parts is None:
        return [rows]
    # A rule that names rows of the same model is asked with them in one question, not by their ids.
    return [
        part & rows.values(column_of(part)) if _names(part, rows.model) else rows.filter(pk__in=part)
        for part in found.lists(rows.model)
    ]


def _names(part: Ids, model: type[Model]) -> bool:
    """Whether a list of ids is rows of the model itself."""
    return part.model is model and column_of(part) in {"pk", "id"} and not part.query.combinator


def column_of(part: Ids) -> str:
    """The column of a list of ids that holds them."""
    fields: tuple[str, ...] | None = getattr(part, "_fields", None)
    return fields[0] if fields else "pk"
