"""A report as JSON: every figure with its value, unit, code and the address of its records."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from lianxin.figures.engine import Figure
from lianxin.reports.building import Bound, Report


def report_data(report: Report) -> dict[str, Any]:
    """The report's figures as plain values. A rate's value is a share from 0 to 1, None without a denominator."""
    data: dict[str, Any] = {
        "report": report.kind.name,
        "title": report.title,
        "from": report.period.start.isoformat(),
        "to": report.period.end.isoformat(),
        "place": report.place.code or report.place.name if report.place else "",
        "made_on": report.made_on.isoformat(),
        "empty": report.is_empty,
        "figures": [_entry(key, bound) for key, bound in report.figures.items()],
    }
    if report.is_empty:
        data["note"] = nothing_found()
    return data


def nothing_found() -> str:
    """What every form of a report of an empty period says."""
    return _("No record of any figure lies in this period.")


def provisional_note() -> str:
    """What every printed form says of figures inside their late-entry window (F9)."""
    return _("Figures marked * are provisional: records may still be entered late.")


def _entry(key: str, bound: Bound) -> dict[str, Any]:
    fig = bound if isinstance(bound, Figure) else bound.whole
    entry = {
        "key": key,
        "name": str(fig.name if isinstance(bound, Figure) else bound.kind.name),
        "value": bound.value,
        "unit": fig.unit.zh if isinstance(bound, Figure) else "table",
        "code": fig.code,
        "records": settings.LIANXIN_URL + fig.url,
        "suppressed": fig.suppressed,
        "provisional": fig.provisional,
    }
    if fig.is_rate:
        entry |= {"numerator": fig.numerator, "denominator": fig.denominator}
    return entry


def as_json(report: Report) -> str:
    return json.dumps(report_data(report), ensure_ascii=False, indent=2) + "\n"
