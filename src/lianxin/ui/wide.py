"""Lists of which a reader may see a million rows: a page and its count cost what a page costs.

What narrows such a list are conditions: the rule of the reader, and filters that look at other tables. Each is one truth that can
be asked two ways: which rows it names (`parts`, lists of ids), or which of some rows fulfil it (`among`). A database that is
given all of them at once unites everything that the reader may see in order to show twenty-five rows. So the shape is
chosen here:

* a condition names few rows: they lead, and the others are asked of them alone. The count is exact;
* all name many: rows are taken in the order of the list, some at a time, and all conditions are asked of these. The count
  is a lower bound ("1,240+"), found in a sample.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.utils.functional import cached_property
from django_tables2.rows import BoundRows

from lianxin.access.conditions import Condition
from lianxin.access.rules import united
from lianxin.ui.tables import COUNTED, CappedPage, CappedPaginator

if TYPE_CHECKING:
    from django.db.models import QuerySet

    Ids = QuerySet[Any]
FEW = 1000
"""So many ids stand in a statement themselves; more as the question that gives them."""
SAMPLE = 1000
"""Among so many rows of a condition the others are counted when all name many."""
SOME = 40_000
"""A condition that names so many is put to the database as a whole for pages far down."""
SPARE, TIMES = 10, 3
"""So many rows are taken beyond those of the page, and so many times, before all is put to the database at once."""


class WidePaginator(CappedPaginator):
    """Pages of `plain` rows under `conditions`. The object list is the table's rows of the same list, asked as one question."""

    def __init__(
        self,
        rows: BoundRows,
        per_page: int,
        *,
        plain: QuerySet[Any],
        conditions: Sequence[Condition],
        **kwargs: Any,
    ) -> None:
        super().__init__(rows, per_page, **kwargs)
        self.conditions = conditions
        self.table = rows.table
        self.whole: QuerySet[Any] = rows.data.data
        self.plain = plain.order_by(*self.whole.query.order_by)

    # What is counted

    @cached_property
    def _lead(self) -> tuple[Condition | None, list[int]]:
        """The condition that names the fewest rows, with their ids; none when all name many, with some ids of `_asked_first`."""
        best: Condition | None = None
        ids: list[int] = []
        for condition in self.conditions:
            if condition.is_wide:
                continue
            named = list(condition.named[: COUNTED + 1])
            if len(named) <= COUNTED and (best is None or len(named) < len(ids)):
                best, ids = condition, named
            elif best is None and condition is self._asked_first:
                ids = named
            if best is not None and len(ids) <= FEW:
                break
        return best, list(dict.fromkeys(ids))

    @property
    def _asked_first(self) -> Condition | None:
        return next((condition for condition in self.conditions if not condition.is_wide), None)

    @cached_property
    def _all(self) -> list[int] | None:
        """Every id of the list in its order, when a condition names few enough to look at each."""
        condition, ids = self._lead
        if condition is None:
            return None
        rows = self._some(ids if len(ids) <= FEW else united(condition.parts))
        return list(self._fulfilling(rows, condition).values_list("pk", flat=True))

    @cached_property
    def counted(self) -> int:
        """Rows of the list, up to one more than are counted; where all of several conditions name many, those in a sample."""
        if not self.conditions:
            return self.plain.order_by()[: COUNTED + 1].count()
        if self._all is not None:
            return len(self._all)
        if len(self.conditions) == 1:
            if self.conditions[0].is_wide:
                return self.plain.filter(self.conditions[0].q).order_by()[: COUNTED + 1].count()
            # Who is named is listed, but for the few that were merged, erased or left out.
            return self.plain.filter(pk__in=self.conditions[0].named[: COUNTED + 1]).order_by().count()
        return self._fulfilling(self._some(self._lead[1][:SAMPLE]), self._asked_first).order_by().count()

    @property
    def capped(self) -> bool:
        """Whether there are, or may be, more rows than were counted."""
        return self.counted > COUNTED or (bool(self.conditions) and self._all is None)

    def _fulfilling(self, rows: QuerySet[Any], named_by: Condition | None = None) -> QuerySet[Any]:
        """Those of a few rows of `plain` that fulfil all conditions; the one that named them, if it is exact, need not be asked."""
        found = rows
        for condition in self.conditions:
            if condition.exact and condition is not named_by:
                found = found.filter(condition.of_each)
            elif not condition.exact:
                found = found.filter(pk__in=condition.among(rows.order_by()).values("pk"))
        return found

    def _some(self, ids: Ids | Sequence[int]) -> QuerySet[Any]:
        return self.plain.filter(pk__in=ids)

    # What is shown

    def page(self, number: Any) -> CappedPage:
        """A page; its rows are fetched by their ids."""
        number = self.validate_number(number)
        if not self.conditions:
            return super().page(number)
        first = (number - 1) * self.per_page
        rows = self._rows(slice(first, first + self.per_page + 1))
        shown = BoundRows(data=rows[: self.per_page], table=self.table)
        return WidePage(shown, number, self, more=len(rows) > self.per_page)

    def _rows(self, wanted: slice) -> list[Any]:
        """The rows of the page and one more. Rows that the parts name are taken in order; of these those count that fulfil all."""
        if self._all is not None:
            return list(self.plain.filter(pk__in=self._all[wanted]))
        if wanted.start > FEW // 4:
            # Far down a list of some ten thousand rows everything that is passed costs more than the whole.
            for condition in self.conditions:
                if not condition.is_wide and condition.named[: SOME + 1].count() <= SOME:
                    return list(self._fulfilling(self._some(united(condition.parts)), condition)[wanted])
        found: list[Any] = []
        for some in self._in_order(wanted.stop + SPARE):
            rows = some
            if not all(condition.exact for condition in self.conditions):
                rows = self._fulfilling(self._some(list(some.values_list("pk", flat=True))))
            # Of a later page the rows before it are looked at, not fetched.
            found += rows if wanted.start == 0 else rows.values_list("pk", flat=True)
            if len(found) >= wanted.stop:
                return found[wanted] if wanted.start == 0 else list(self.plain.filter(pk__in=found[wanted]))
        return list(self.whole[wanted])

    def _in_order(self, size: int) -> Iterator[QuerySet[Any]]:
        """Rows in the order of the list, some at a time; ends after a few times."""
        order = self.whole.query.order_by
        for condition in self.conditions:
            portions = condition.in_order(order) if condition.in_order is not None else None
            if portions is not None:
                others = [one.of_each for one in self.conditions if one is not condition]
                for q in islice(portions, TIMES):
                    yield self.plain.filter(q, *others)[:size]
                return
        rows = self.plain.filter(*(condition.of_each for condition in self.conditions))
        start = 0
        for _time in range(TIMES):
            yield rows[start : start + size]
            start, size = start + size, size * 4


class WidePage(CappedPage):
    """A page that knows whether another follows."""

    def __init__(self, rows: Any, number: int, paginator: WidePaginator, *, more: bool) -> None:
        super().__init__(rows, number, paginator)
        self.more = more

    def has_next(self) -> bool:
        """Whether rows follow."""
        return self.more
