"""Computes figures: one queryset gives the value and the list; what a reader may not open is counted, not hidden."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Model, QuerySet, Sum
from django.utils.translation import gettext as _

from lianxin.access.rules import left_out, rules_of, visible
from lianxin.core.dates import today
from lianxin.core.errors import BadInput, LianxinError
from lianxin.figures.measures import Measure, Ratio
from lianxin.figures.models import NamedSelection
from lianxin.figures.patterns import SMALL
from lianxin.figures.places import UNPLACED, WHOLE_CITY, find_reporting_place, is_unit, place_code, units
from lianxin.figures.selections import Selection, read_selection
from lianxin.figures.suppression import is_hidden, one_moment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models.expressions import Combinable
    from django.utils.functional import _StrOrPromise

    from lianxin.access.actors import Actor
    from lianxin.figures.units import Unit
    from lianxin.reference.models import Place

TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Figure:
    """The value of a selection. `value` is None when suppressed or when a rate's denominator is 0."""

    selection: Selection
    name: _StrOrPromise
    unit: Unit
    value: int | float | None
    suppressed: bool = False
    provisional: bool = False
    numerator: int | None = None
    denominator: int | None = None

    @property
    def key(self) -> str:
        return self.selection.measure

    @property
    def code(self) -> str:
        return self.selection.code

    @property
    def url(self) -> str:
        return self.selection.url

    @property
    def is_rate(self) -> bool:
        return isinstance(self.selection.definition, Ratio)

    @property
    def shown(self) -> str:
        """The value as it is printed, without its unit: 1,012, 96.4%, or "" when there is none to print."""
        if self.value is None:
            return ""
        return f"{self.drawn}".removesuffix(".0") + "%" if self.is_rate else f"{self.value:,}"

    @property
    def drawn(self) -> int | float | None:
        """The value as a chart draws it, in the digits of `shown`: of a rate per cent to one decimal, halves upwards.

        Neither rounded up to 100 nor down to 0: these are kept for "all of them" and "none of them".
        """
        if self.value is None or not self.is_rate:
            return self.value
        percent = (Decimal(str(self.value)) * 100).quantize(TENTH, rounding=ROUND_HALF_UP)
        return float(min(max(percent, TENTH), 100 - TENTH) if 0 < self.value < 1 else percent)

    @property
    def unit_word(self) -> _StrOrPromise:
        """The word after the printed value; a rate has none."""
        return "" if self.is_rate else self.unit.label


@dataclass(frozen=True, slots=True)
class Opened:
    """A figure's list for one reader: the rows they may open, what those come to, and what is withheld."""

    figure: Figure
    rows: QuerySet[Any]
    opened: int
    withheld: int


@dataclass(frozen=True, slots=True)
class DistrictLine:
    """One line of a table by district; `place` is None for what has no place."""

    place: Place | None
    figure: Figure


def rows_of(selection: Selection) -> QuerySet[Any]:
    """The measure's rows in the selection, before anything is reduced. Ratios have none of their own.

    Records whose measure knows no place count for the whole city only.
    """
    measure = measure_of(selection)
    rows: QuerySet[Any] = measure.rows().filter(measure.when.within(selection.period))
    for name, value in selection.filters:
        try:
            rows = rows.filter(**{measure.filters[name]: value})
        except (ValueError, TypeError, ValidationError) as error:
            raise BadInput(_("“{value}” is no value of the filter {name}.").format(value=value[:40], name=name)) from error
    if selection.place != WHOLE_CITY:
        rows = _lying_in(rows, measure, selection)
    return rows


def _lying_in(rows: QuerySet[Any], measure: Measure, selection: Selection) -> QuerySet[Any]:
    if measure.place is None:
        return rows.none()
    narrowed: QuerySet[Any]
    if selection.place == UNPLACED:
        narrowed = rows.annotate(figure_district=measure.place.district(selection.end)).filter(figure_district=None)
        return narrowed
    place = find_reporting_place(selection.place, selection.end)
    if is_unit(place):
        # By the unit's latest form, so that a unit that was renamed in the period keeps its records.
        narrowed = rows.annotate(figure_district=measure.place.district(selection.end)).filter(figure_district=place.district_id)
    else:
        narrowed = rows.annotate(figure_path=measure.place.path(selection.end)).filter(figure_path__startswith=place.path)
    return narrowed


def members(selection: Selection) -> QuerySet[Any]:
    """The records that the figure counts: the rows, or the distinct subjects of the rows (F1)."""
    measure, rows = measure_of(selection), rows_of(selection)
    if not measure.distinct:
        return rows
    assert measure.listed is not None  # noqa: S101  declared so
    return measure.listed._default_manager.filter(pk__in=rows.order_by().values(measure.distinct))


def reduce(selection: Selection, listed: QuerySet[Any]) -> int:
    """What a list (all members, or those a reader may open) comes to in the measure's unit."""
    measure = measure_of(selection)
    if measure.total:
        return int(listed.aggregate(total=Sum(measure.total))["total"] or 0)
    return listed.count()


def value_of(selection: Selection) -> int:
    """The value in one statement; for nobody in particular, before small counts are hidden."""
    measure, rows = measure_of(selection), rows_of(selection)
    if measure.distinct:
        return int(rows.aggregate(n=Count(measure.distinct, distinct=True))["n"])
    return reduce(selection, rows)


def figure(selection: Selection) -> Figure:
    """Compute one figure; the same for every reader and on every surface (F15).

    Raises `UnknownName` when no rule says who may open its records: without a list there is no figure (F16).
    """
    definition = selection.definition
    if isinstance(definition, Ratio):
        return _ratio(definition, selection)
    rules_of("view", model_listed(definition))
    value = value_of(selection)
    return figure_with(definition, selection, value, hidden=definition.sensitive and is_hidden(definition, selection))


def figure_with(measure: Measure, selection: Selection, value: int, *, hidden: bool) -> Figure:
    """The figure of a value that was counted; without the value where it is hidden."""
    hidden = hidden or (measure.sensitive and 0 < value < SMALL)
    shown = None if hidden else value
    return Figure(selection, measure.name, measure.unit, shown, suppressed=hidden, provisional=is_provisional(selection))


def _ratio(ratio: Ratio, selection: Selection) -> Figure:
    up, down = (figure(part) for part in parts_of(selection))
    return share_of(ratio, selection, up, down)


def share_of(ratio: Ratio, selection: Selection, up: Figure, down: Figure) -> Figure:
    """The rate of two figures; hidden with either of them."""
    hidden = up.suppressed or down.suppressed
    return Figure(
        selection,
        ratio.name,
        ratio.unit,
        None if hidden or not down.value else float(up.value or 0) / float(down.value),
        suppressed=hidden,
        provisional=is_provisional(selection),
        numerator=None if up.value is None else int(up.value),
        denominator=None if down.value is None else int(down.value),
    )


def parts_of(selection: Selection) -> tuple[Selection, Selection]:
    """Numerator and denominator of a ratio, as selections of the same place and period (F4)."""
    ratio = selection.definition
    if not isinstance(ratio, Ratio):
        raise LianxinError(_("This figure is no rate."))
    up, down = ratio.parts
    return (
        replace(selection, measure=ratio.numerator, version=up, filters=()),
        replace(selection, measure=ratio.denominator, version=down, filters=()),
    )


def is_provisional(selection: Selection) -> bool:
    """Inside its late-entry window records may still arrive (F9); of a rate, inside its numerator's or denominator's."""
    definition = selection.definition
    if isinstance(definition, Ratio):
        return any(is_provisional(part) for part in parts_of(selection))
    return (today() - selection.end).days < definition.late_days


def table_by_district(selection: Selection) -> list[DistrictLine]:
    """One figure per reporting unit of the city and a line for what lies in none when it is not empty; one statement, two for a rate.

    Totals are never the sum of these: compute the city's own figure (F5).
    """
    whole, definition = replace(selection, place=WHOLE_CITY), selection.definition
    if isinstance(definition, Ratio):
        return _rates_by_district(definition, whole)
    counts = {} if definition.place is None else _counts_by(definition, whole, definition.place.district(whole.end))
    return lines_of(whole, counts)


def lines_of(whole: Selection, counts: dict[Any, int]) -> list[DistrictLine]:
    """The table of counts by district, `None` for what lies in none. No statement, unless small figures are hidden."""
    definition = measure_of(whole)
    lines: list[tuple[Place | None, int]] = [(unit, counts.get(unit.district_id, 0)) for unit in units(whole.end)]
    if counts.get(None):
        lines.append((None, counts[None]))
    with one_moment():
        return [DistrictLine(place, _cell(definition, _at(whole, place), count)) for place, count in lines]


def _cell(measure: Measure, selection: Selection, count: int) -> Figure:
    return figure_with(measure, selection, count, hidden=measure.sensitive and is_hidden(measure, selection))


def _at(selection: Selection, place: Place | None) -> Selection:
    return replace(selection, place=place_code(place) if place else UNPLACED)


def _rates_by_district(ratio: Ratio, whole: Selection) -> list[DistrictLine]:
    top, bottom = parts_of(whole)
    return rates_of(ratio, whole, table_by_district(top), table_by_district(bottom))


def rates_of(ratio: Ratio, whole: Selection, top: list[DistrictLine], bottom: list[DistrictLine]) -> list[DistrictLine]:
    """The table of a rate from those of its numerator and denominator: a line for each of the denominator's."""
    ups = {line.figure.selection.place: line.figure for line in top}
    out = []
    for line in bottom:
        at = _at(whole, line.place)
        up = ups.get(at.place) or replace(line.figure, value=0, suppressed=False)
        out.append(DistrictLine(line.place, share_of(ratio, at, up, line.figure)))
    return out


def _counts_by(measure: Measure, selection: Selection, key: Combinable) -> dict[Any, int]:
    """The selection's rows reduced for every value of an expression, in one statement."""
    grouped = rows_of(selection).order_by().annotate(figure_key=key).values("figure_key")
    if measure.distinct:
        grouped = grouped.annotate(figure_n=Count(measure.distinct, distinct=True))
    else:
        grouped = grouped.annotate(figure_n=Sum(measure.total) if measure.total else Count("pk"))
    return {row["figure_key"]: int(row["figure_n"] or 0) for row in grouped}


def open_figure(selection: Selection, actor: Actor) -> Opened:
    """The list behind a figure for one reader: opened + withheld = value (F1, F8). Ratios open through their parts."""
    measure_of(selection)
    fig = figure(selection)
    if fig.suppressed:
        return Opened(fig, members(selection).none(), 0, 0)
    everyone = members(selection)
    listed, apart = visible(everyone, actor), left_out(everyone, actor)
    if apart is not None:
        withheld = reduce(selection, apart)
        return Opened(fig, listed, int(fig.value or 0) - withheld, withheld)
    opened = reduce(selection, listed)
    return Opened(fig, listed, opened, int(fig.value or 0) - opened)


def remember(selections: Iterable[Selection]) -> None:
    """Keep the codes of selections that are shown, so that a printed code can be opened later."""
    wanted = {selection.code: selection.text for selection in selections}
    known = set(NamedSelection.objects.filter(code__in=wanted).values_list("code", flat=True))
    new = [NamedSelection(code=code, text=text) for code, text in wanted.items() if code not in known]
    if new:
        NamedSelection.objects.bulk_create(new, ignore_conflicts=True)


def selection_of_code(code: str) -> Selection:
    """The selection that a short code stands for."""
    named = NamedSelection.objects.filter(code=code.strip().upper()).first()
    if named is None:
        raise BadInput(_("No figure has the code {code}. Compare it with the appendix of the report.").format(code=code[:20]))
    return read_selection(named.text)


def measure_of(selection: Selection) -> Measure:
    """The definition of a figure that has a list of its own."""
    definition = selection.definition
    if not isinstance(definition, Measure):
        raise LianxinError(_("A rate has no list of its own: open its numerator or its denominator."))
    return definition


def model_listed(measure: Measure) -> type[Model]:
    """The model whose rows the figure's list shows."""
    return measure.listed if measure.distinct and measure.listed else measure.rows().model
