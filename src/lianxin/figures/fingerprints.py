"""The fingerprint of a definition: what the engine computes by, so that a definition that changed cannot go by unnoticed (F18).

It covers the rows, dates, place and filters as the statement that they come to for one fixed period, and the unit, the
key counted once, the column summed and the hiding of small counts. Names and words are not in it: they may be mended.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.models import F

from lianxin.figures.measures import Measure, Period, Ratio, measures

if TYPE_CHECKING:
    from lianxin.figures.measures import Definition

LENGTH = 32
FIXED = Period(dt.date(2016, 1, 1), dt.date(2016, 12, 31))
"""The period that statements are written for."""


def fingerprint(definition: Definition) -> str:
    """32 hexadecimal digits; the same on every database."""
    if isinstance(definition, Ratio):
        up, down = definition.parts
        said = [fingerprint(measures.version(definition.numerator, up)), fingerprint(measures.version(definition.denominator, down))]
    else:
        said = [
            *_statement(definition), definition.unit.value, definition.distinct, definition.total, str(definition.sensitive),
            definition.listed._meta.label if definition.listed else "",
        ]  # fmt: skip
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:LENGTH]


def _statement(measure: Measure) -> list[str]:
    """The measure's rows as SQL in one dialect, with its parameters."""
    rows = measure.rows().filter(measure.when.within(FIXED)).order_by()
    columns: dict[str, Any] = {f"filter_{name}": F(lookup) for name, lookup in measure.filters.items()}
    if measure.place is not None:
        columns |= {"place_path": measure.place.path(FIXED.end), "place_district": measure.place.district(FIXED.end)}
    named = rows.annotate(**columns).values_list("pk", *columns)
    sql, parameters = named.query.get_compiler(connection=_dialect()).as_sql()
    return [sql, *map(str, parameters)]


@lru_cache(maxsize=1)
def _dialect() -> DatabaseWrapper:
    """SQLite's, whichever database is in use; nothing is asked of it."""
    return DatabaseWrapper(settings.DATABASES["default"] | {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:", "OPTIONS": {}})
