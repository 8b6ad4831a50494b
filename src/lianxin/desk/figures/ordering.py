"""The order in which the records of a figure are listed, on its page and in its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lianxin.figures.measures import During

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lianxin.figures.measures import Measure


def in_order(measure: Measure, rows: QuerySet[Any]) -> QuerySet[Any]:
    """By name where records have one in order; else the latest first, by the date that the measure counts by."""
    names = {field.name for field in rows.model._meta.get_fields()}
    if "sort_key" in names:
        return rows.order_by("sort_key", "pk")
    if isinstance(measure.when, During) and not measure.distinct:
        return rows.order_by(f"-{measure.when.column}", "-pk")
    return rows.order_by("-pk")
