"""The records behind a locked figure, as they were counted, for one reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Prefetch
from django.utils.translation import get_language, to_locale

from lianxin.access.rules import visible
from lianxin.core.pieces import chunks
from lianxin.figures.engine import Figure, measure_of
from lianxin.figures.rows import unpack
from lianxin.figures.units import Unit
from lianxin.reports.models import ScoreLock

if TYPE_CHECKING:
    from django.db.models import Model

    from lianxin.access.actors import Actor
    from lianxin.figures.models import FrozenFigure
    from lianxin.reports.models import IndicatorScore


@dataclass
class LockedList:
    """The list of the newest lock of a score; of a rate, of its `part` (0 what is counted, 1 what it is divided by)."""

    score: IndicatorScore
    actor: Actor
    part: int = 0
    lock: ScoreLock | None = field(init=False)
    frozen: FrozenFigure | None = field(init=False, default=None)
    parts: Sequence[FrozenFigure] = field(init=False, default=())
    pks: list[int] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.lock = self.score.lock
        if self.lock is None:
            return
        self.frozen = self.lock.frozen
        if self.frozen.is_rate:
            self.parts = list(self.frozen.parts.select_related("listed").order_by("position"))
            self.frozen = self.parts[self.part] if self.part < len(self.parts) else self.parts[0]
        if self.frozen.listed_id is not None:
            slices = self.frozen.listed.slices.values_list("rows", flat=True)
            self.pks = [row.pk for packed in slices for row in unpack(bytes(packed))]

    @property
    def model(self) -> type[Model] | None:
        """What the figure counts the rows of."""
        return measure_of(self.frozen.selection).rows().model if self.frozen is not None else None

    def opened(self) -> list[int]:
        """The ids of the records that the reader may open, one statement for each two thousand."""
        if self.model is None:
            return []
        rows = self.model._default_manager.all()
        return [
            pk
            for some in chunks(self.pks)
            for pk in visible(rows.filter(pk__in=some), self.actor, few=True)
            .order_by("pk")
            .values_list("pk", flat=True)
        ]

    def record(self, pk: int) -> Any:
        """One record of the list that the reader may open, in either part of a rate; None for any other."""
        for number in range(max(len(self.parts), 1)):
            held = self if number == self.part else LockedList(self.score, self.actor, number)
            if held.model is not None and pk in held.pks:
                return visible(held.model._default_manager.filter(pk=pk), self.actor, few=True).first()
        return None


def with_figures() -> Prefetch[str]:
    """The locks of scores with their frozen figures, one statement for any number."""
    return Prefetch("locks", ScoreLock.objects.select_related("frozen"))


def as_figure(frozen: FrozenFigure) -> Figure:
    """The figure as it was locked, to be shown like any other; its name in the words of then, to readers of other languages in theirs."""
    is_own = to_locale(get_language() or settings.LANGUAGE_CODE) == to_locale(settings.LANGUAGE_CODE)
    value = None if frozen.value is None else frozen.value if frozen.is_rate else int(frozen.value)
    return Figure(
        frozen.selection,
        frozen.name if is_own else frozen.selection.definition.name,
        Unit(frozen.unit),
        value,
        suppressed=frozen.suppressed,
        provisional=frozen.provisional,
        numerator=frozen.numerator,
        denominator=frozen.denominator,
    )
