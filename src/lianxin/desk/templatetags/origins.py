"""`{% origins record %}` on a record's page, and `{% with_origins rows %}` before a table: which list and row they are from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.db.models import Model

from lianxin.desk.lists.origins import Origin, origins_of

register = template.Library()


@register.inclusion_tag("desk/lists/_origins.html", takes_context=True)
def origins(context: dict[str, Any], record: Model) -> dict[str, list[Origin]]:
    """A line with the rows of lists that a record is from; nothing when no list that the reader may open states it."""
    return {"origins": origins_of([record], context["request"].actor).get(record.pk, [])}


@register.simple_tag(takes_context=True)
def with_origins(context: dict[str, Any], rows: Iterable[Model]) -> str:
    """Give each of some records of one model an `origins` to print in its line."""
    held = list(rows)
    found = origins_of(held, context["request"].actor)
    for row in held:
        row.origins = found.get(row.pk, [])  # type: ignore[attr-defined]
    return ""
