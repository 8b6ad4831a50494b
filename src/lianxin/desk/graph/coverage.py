"""Coverage by district on a day: the same figures as everywhere, cut by district, beside the bodies that they are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lianxin.access.actors import Actor
from lianxin.desk.days import Day
from lianxin.desk.graph.pages import Line, associations_of, lines_on, zoom
from lianxin.figures.engine import Figure, remember
from lianxin.figures.selections import default_period, select
from lianxin.figures.together import figures_of, tables_of
from lianxin.reference.models import Place
from lianxin.register.queries.rosters import coverage
from lianxin.ui.federation import Mark

COUNTED = ("C4.social_organisations", "C4.organisations_with_liaison", "C1.organisations", "B1.key_contacts")
"""The measures of the table, in the order of its columns."""


@dataclass(frozen=True, slots=True)
class Row:
    """One district. `is_unit` is false for zones without a code, which count towards nothing (C2)."""

    line: Line
    is_unit: bool
    is_covered: bool
    association: Mark | None
    figures: list[Figure | None]
    missing: int
    missing_href: str


def coverage_page(day: Day, actor: Actor) -> dict[str, Any]:
    """The table by district and its totals; at most six statements."""
    start = min(default_period().start, day.on)
    selected = [select(key, start=start, end=day.on) for key in COUNTED]
    tables, covered_share = tables_of(selected), select("C2.coverage", start=start, end=day.on)
    columns = [{_key(line.place): line.figure for line in tables[one]} for one in selected]
    known = figures_of([*selected, covered_share])
    totals = [known[one] for one in selected]
    units = coverage(day.on)
    covered = {one.unit.district_id: one for one in units}
    associations = associations_of(units, day, actor)
    rows = []
    for line in lines_on(day):
        one = covered.get(line.key)
        figures = [column.get(line.key) for column in columns]
        if one is None and not any(cell is not None and cell.value for cell in figures):
            continue
        is_unit = one is not None and one.unit.level == Place.Level.DISTRICT
        missing = int(_value(figures[0]) - _value(figures[1]))
        href = zoom(day, district=line.code, missing=True)
        rows.append(
            Row(
                line,
                is_unit,
                one is not None and one.counts,
                associations.get(line.key),
                figures,
                missing,
                href,
            )
        )
    remember(cell.selection for row in rows for cell in row.figures if cell is not None)
    return {
        "day": day,
        "rows": rows,
        "totals": totals,
        "missing": int(_value(totals[0]) - _value(totals[1])),
        "missing_href": zoom(day, missing=True),
        "rate": known[covered_share],
        "columns": [cell.selection.definition.name for cell in totals],
    }


def _key(place: Place | None) -> int:
    return 0 if place is None else place.district_id or place.pk


def _value(cell: Figure | None) -> float:
    return cell.value or 0 if cell is not None else 0
