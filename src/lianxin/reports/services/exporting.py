"""Giving out the list behind a figure: one row for each record that the reader may open, names only where they may go out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import ForeignKey, Model, Q, QuerySet
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.access.rules import all_rules, visible
from lianxin.core.dates import today
from lianxin.core.errors import BadInput
from lianxin.figures.engine import open_figure
from lianxin.figures.selections import Selection
from lianxin.journal.models import Read
from lianxin.journal.services.entries import record, record_reads
from lianxin.lists.columns import Column
from lianxin.lists.writing import csv_bytes, xlsx_bytes
from lianxin.register.models import Person
from lianxin.register.queries.consents import that_may_go_out
from lianxin.register.services.exports import check_form, check_purpose


@dataclass(frozen=True, slots=True)
class Written:
    """A record as one line of a list."""

    title: str
    when: dt.date | None
    sub: str


Writer = Callable[[list[Model], Actor], list[Written]]
"""Writes records as the actor may read them, in their order."""


@transaction.atomic
def export_figure(
    selection: Selection, rows: Callable[[QuerySet[Any]], QuerySet[Any]], write: Writer, *, by: Actor, purpose: str, form: str = "xlsx"
) -> bytes:
    """The list of a figure as CSV or workbook: as many rows as the reader may open, in the order that `rows` gives.

    A record about people keeps its row and its date; its words go out only where the actor may export these people and they did
    not refuse to be passed on. Whoever goes out by name can read that, by whom and what for. Raises BadInput without a
    purpose, for a rate (it has no list) and for what is not given.
    """
    check_purpose(purpose)
    check_form(form)
    opened = open_figure(selection, by)
    if opened.figure.suppressed:
        raise BadInput(_("This figure is not given, and neither is its list."))
    found = list(rows(opened.rows))
    free = set(that_name_whom_i_may_give_out(opened.rows, by).values_list("pk", flat=True))
    subjects = {pk for row in found if row.pk in free for pk in _people(row)}
    record_reads(sorted(subjects), by=by, how=Read.How.EXPORTED, what=selection.measure, reason=purpose[:200])
    record("export", None, by=by, data={"figure": selection.code, "rows": len(found), "people": len(subjects)})
    lines = list(_lines(found, free, write(found, by)))
    if form == "csv":
        return csv_bytes(_columns(), lines)
    return xlsx_bytes(_columns(), lines, title=f"{opened.figure.name} {opened.figure.code}", made_on=today())


def that_name_whom_i_may_give_out(rows: QuerySet[Any], by: Actor) -> QuerySet[Any]:
    """Rows whose words may leave: the actor may export whomever they name, and nobody of these refused."""
    model = rows.model
    if any((rule.verb, rule.model) == ("export", model) for rule in all_rules()):
        rows = visible(rows, by, "export")
    if model is Person:
        return that_may_go_out(rows, by.on)
    mine = visible(Person.objects.all(), by, "export").values("pk")
    for name in _links(model):
        rows = that_may_go_out(rows, by.on, name).filter(Q(**{name: None}) | Q(**{f"{name}__in": mine}))
    return rows


def _links(model: type[Model]) -> list[str]:
    """Columns of a model that lead to a person."""
    return [field.name for field in model._meta.concrete_fields if isinstance(field, ForeignKey) and field.related_model is Person]


def _people(row: Model) -> Iterator[int]:
    if isinstance(row, Person):
        yield row.pk
        return
    for name in _links(type(row)):
        pk = getattr(row, f"{name}_id")
        if pk is not None:
            yield pk


def _lines(rows: Iterable[Model], free: set[int], written: Iterable[Written]) -> Iterator[Mapping[str, object]]:
    for number, (row, line) in enumerate(zip(rows, written, strict=True), start=1):
        day = line.when.isoformat() if line.when else ""
        if row.pk in free:
            yield {"number": str(number), "record": line.title, "what": line.sub, "date": day}
        else:
            yield {"number": str(number), "record": _("(not given out)"), "what": "", "date": day}


def _columns() -> list[Column]:
    headings = (("number", _("No."), 6), ("record", _("Record"), 36), ("what", _("What"), 44), ("date", _("Date"), 12))
    return [Column(key, heading, (heading,), width=width) for key, heading, width in headings]
