"""Loading and changing programmes."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.errors import BadInput
from lianxin.figures.measures import measures
from lianxin.journal.services.entries import record
from lianxin.programmes.models import Programme
from lianxin.programmes.shelves import check_spec

DATA = Path(__file__).resolve().parent.parent / "data"
CHARTS = ("by_district", "over_time")


def read_programmes(city: str = "dalian") -> list[dict[str, Any]]:
    """The programmes of a city's file as column values, in order."""
    rows: list[dict[str, Any]] = json.loads((DATA / f"{city}.json").read_text(encoding="utf-8"))
    return [row | {"chapter": row["code"][0], "position": int(row["code"][1:])} for row in rows]


@transaction.atomic
def load_programmes(*, by: Actor, at: dt.date | None = None, city: str = "dalian") -> list[Programme]:
    """Write the programmes of a city's file over those of the same code. Texts that an editor changed are lost; nothing is sent."""
    loaded = []
    for row in read_programmes(city):
        _check(row["measures"], row["chart"])
        for spec in row["shows"]:
            check_spec(spec)
        programme, _new = Programme.objects.update_or_create(code=row["code"], defaults=row)
        by.require("edit", programme)
        loaded.append(programme)
    record("load_programmes", None, by=by, at=at, data={"codes": [p.code for p in loaded]})
    return loaded


@transaction.atomic
def edit_programme(
    programme: Programme, *, values: dict[str, Any], by: Actor, at: dt.date | None = None
) -> Programme:
    """Change names, texts, figures or the chart of a programme; unknown measures raise with the known ones."""
    by.require("edit", programme)
    allowed = {"name", "name_en", "text", "text_en", "measures", "chart"}
    if set(values) - allowed:
        raise BadInput(_("Of a programme, names, texts, figures and the chart can be changed."))
    _check(values.get("measures", programme.measures), values.get("chart", programme.chart))
    changed = sorted(name for name, value in values.items() if getattr(programme, name) != value)
    for name in changed:
        setattr(programme, name, values[name])
    programme.save(update_fields=changed)
    record("edit_programme", programme, by=by, at=at, data={"fields": changed})
    return programme


def _check(keys: list[str], chart: str) -> None:
    for key in keys:
        measures.get(key)
    if chart:
        shape, _colon, key = chart.partition(":")
        if shape not in CHARTS:
            raise BadInput(_("A chart reads by_district:KEY or over_time:KEY."))
        measures.get(key)
