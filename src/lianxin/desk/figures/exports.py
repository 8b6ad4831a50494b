"""Taking the list behind a figure along, for a stated purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from lianxin.access.http import Request
from lianxin.access.routes import for_desk
from lianxin.core.errors import LianxinError
from lianxin.desk import records
from lianxin.desk.figures.ordering import in_order
from lianxin.desk.lists.views import CSV, XLSX, file_answer
from lianxin.desk.saved.forms import PurposeForm
from lianxin.figures.engine import measure_of, open_figure
from lianxin.figures.selections import select_from
from lianxin.reports.services.exporting import Written, export_figure

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    from lianxin.access.actors import Actor


@never_cache
@for_desk("as many rows as the reader may open; names go out by the rules of the people whom they name")
def export(request: Request, key: str) -> HttpResponse:
    """Ask for the purpose, then give the list that the page of the figure shows, row for row."""
    selected = select_from(key, request.GET.dict())
    measure = measure_of(selected)
    opened = open_figure(selected, request.actor)
    form = PurposeForm(request.POST or None)

    def ordered(rows: QuerySet[Any]) -> QuerySet[Any]:
        related = records.related_of(rows.model)
        return in_order(measure, rows.select_related(*related) if related else rows)

    if form.is_valid():
        kind, purpose = form.cleaned_data["form"], form.cleaned_data["purpose"]
        try:
            data = export_figure(selected, ordered, written, by=request.actor, purpose=purpose, form=kind)
        except LianxinError as error:
            form.add_error(None, str(error))
        else:
            return file_answer(data, f"{measure.name} {selected.code}.{kind}", XLSX if kind == "xlsx" else CSV)
    context = {"form": form, "figure": opened.figure, "opened": opened, "count": opened.rows.count(), "back_href": selected.url}
    return render(request, "desk/figures/export.html", context, status=400 if form.errors else 200)


def written(rows: list[Model], actor: Actor) -> list[Written]:
    """Records as the page shows them to the actor."""
    return [Written(str(line.title), line.when, str(line.sub)) for line in records.lines(rows, actor)]
