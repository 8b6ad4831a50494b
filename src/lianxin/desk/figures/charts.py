"""Charts of figures: every mark is a link to the records that it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from lianxin.figures.engine import table_by_district
from lianxin.figures.series import over_time
from lianxin.ui.charts import Chart, bar_chart, line_chart

if TYPE_CHECKING:
    from lianxin.desk.figures.period import Chosen
    from lianxin.figures.engine import DistrictLine, Figure
    from lianxin.figures.series import Point


def time_chart(name: str, points: list[Point]) -> Chart | None:
    """A line over the parts of the period; None when there is nothing to draw."""
    if sum(point.figure.value is not None for point in points) < 2:
        return None
    rows = [_row(point.label, point.figure) for point in points]
    return line_chart(rows, "label", "value", "url", _("{name} over time").format(name=name), _unit(points[0].figure))


def district_chart(name: str, lines: list[DistrictLine]) -> Chart | None:
    """Bars by district; None when there is nothing to draw."""
    if all(line.figure.value is None for line in lines):
        return None
    rows = [_row(line.place.name if line.place else _("in no district"), line.figure) for line in lines]
    return bar_chart(rows, "label", "value", "url", _("{name} by district").format(name=name), _unit(lines[0].figure))


def chart_of(words: str, chosen: Chosen) -> Chart | None:
    """The chart that a programme names: `by_district:KEY` or `over_time:KEY`; None when it names none."""
    shape, _colon, key = words.partition(":")
    if not key:
        return None
    selection = chosen.select(key)
    name = str(selection.definition.name)
    if shape == "over_time":
        return time_chart(name, over_time(selection))
    return district_chart(name, table_by_district(selection))


def _row(label: str, figure: Figure) -> dict[str, Any]:
    return {"label": label, "value": figure.drawn, "url": figure.url, "absent": _("Not shown") if figure.suppressed else ""}


def _unit(figure: Figure) -> str:
    return str(figure.unit_word) or "%"
