"""Figures that a text or a page asks for one after another, counted together: it is read twice, and the first time only notes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from lianxin.figures.engine import DistrictLine, Figure, figure, table_by_district
from lianxin.figures.suppression import one_moment
from lianxin.figures.together import figures_of, tables_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lianxin.figures.selections import Selection

T = TypeVar("T")


class Figures:
    """Figures and tables by selection. What is not known yet is computed by itself and known from then on."""

    def __init__(self, known: Iterable[Figure] = ()) -> None:
        self.figures = {fig.selection: fig for fig in known}
        self.tables: dict[Selection, list[DistrictLine]] = {}

    def figure(self, selection: Selection) -> Figure:
        """As `engine.figure`."""
        if selection not in self.figures:
            self.figures[selection] = figure(selection)
        return self.figures[selection]

    def table(self, selection: Selection) -> list[DistrictLine]:
        """As `engine.table_by_district`."""
        if selection not in self.tables:
            self.tables[selection] = table_by_district(selection)
        return self.tables[selection]

    def count(self, figures: Iterable[Selection], tables: Iterable[Selection]) -> None:
        """Count these in few statements, so that they are known."""
        self.figures |= figures_of(one for one in figures if one not in self.figures)
        self.tables |= tables_of(one for one in tables if one not in self.tables)


class _Noting(Figures):
    """Answers every question with nothing, and notes it."""

    def figure(self, selection: Selection) -> Figure:
        definition = selection.definition
        return self.figures.setdefault(selection, Figure(selection, definition.name, definition.unit, None, suppressed=True))

    def table(self, selection: Selection) -> list[DistrictLine]:
        return self.tables.setdefault(selection, [])


def together(read: Callable[[Figures], T], known: Iterable[Figure] = ()) -> T:
    """What `read` makes of its figures; all that it asks for is counted in a few statements, as of one moment.

    `read` is called twice, the first time with figures that have no value, and writes nothing. `known` are figures that are not
    counted anew: those that are being signed.
    """
    noting, answering = _Noting(), Figures(known)
    read(noting)
    with one_moment():
        answering.count(noting.figures, noting.tables)
        return read(answering)
