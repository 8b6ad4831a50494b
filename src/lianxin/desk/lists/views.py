"""Lists in and out: upload, what came of a list, undo; exports and templates. The preview stands in `previewing`."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache

from lianxin.access.http import Request
from lianxin.access.routes import for_desk, requires
from lianxin.access.rules import fetch
from lianxin.core.dates import today
from lianxin.core.errors import BadInput, LianxinError
from lianxin.desk.lists.filters import ImportsFilter
from lianxin.desk.lists.forms import ExportForm, UploadForm
from lianxin.desk.lists.kept import kept_lines
from lianxin.desk.lists.panels import committed_panels, row_cells, row_records
from lianxin.desk.lists.tables import ImportsTable
from lianxin.lists.reading import MAX_BYTES
from lianxin.lists.writing import template_bytes
from lianxin.register.models import Import, SourceRow
from lianxin.register.records import committers
from lianxin.register.services.corrected import corrected_workbook
from lianxin.register.services.exports import export_list
from lianxin.register.services.previews import keep_upload
from lianxin.register.services.undo import Undone, undo_import
from lianxin.ui.tables import DeskTableView

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


class ImportsList(DeskTableView[Import]):
    model = Import
    table_class = ImportsTable
    filterset_class = ImportsFilter
    title = pgettext_lazy("list", "Lists")
    template_name = "desk/lists/list.html"

    def narrow(self, rows: QuerySet[Import]) -> QuerySet[Import]:
        return rows.filter(by_hand=False).select_related("sender")

    def get_context(self) -> dict[str, Any]:
        actor = self.request.actor  # type: ignore[attr-defined]
        return {"may_import": actor.may_any("import", Import), "types": _types()}


@requires("import", Import)
def upload(request: Request) -> HttpResponse:
    """Keep a file for its preview; what cannot be read comes back on the form."""
    form = UploadForm(request.POST or None, request.FILES or None, actor=request.actor)
    if form.is_valid():
        given = form.cleaned_data
        try:
            if given["file"].size > MAX_BYTES:
                raise BadInput(_("The file is larger than 20 MB. Split the list into several files and send them one by one."))
            imported = keep_upload(
                given["file"].read(),
                given["file"].name,
                sender=given["sender"],
                basis=given["basis"],
                as_of=given["as_of"],
                by=request.actor,
            )
        except LianxinError as error:
            form.add_error("file", str(error))
        else:
            return redirect("desk:lists_preview", pk=imported.pk)
    return render(request, "desk/lists/upload.html", {"form": form, "types": _types()})


@never_cache
@requires("view", Import)
def detail(request: Request, pk: int) -> HttpResponse:
    """What came of a list."""
    imported = fetch(Import.objects.select_related("sender", "by_person"), request.actor, pk=pk)
    may_import = request.actor.may_any("import", Import) and request.actor.can("import", imported)
    context = {
        "imported": imported,
        "panels": committed_panels(imported, with_values=may_import),
        "may_import": may_import and imported.state == Import.State.COMMITTED and not imported.by_hand,
        "may_undo": _may_undo(request, imported),
        "rows": imported.rows.count(),
    }
    return render(request, "desk/lists/detail.html", context)


@never_cache
@requires("undo", Import)
def undo(request: Request, pk: int) -> HttpResponse:
    """Shows what would go and what would stay (the undo itself, rolled back); a POST takes the list back."""
    imported = fetch(Import.objects.all(), request.actor, "undo", pk=pk)
    try:
        if request.method == "POST":
            result = undo_import(imported, by=request.actor)
            messages.success(request, _("The list was taken back: {removed} records removed.").format(removed=result.removed))
            context = {"imported": imported, "result": result, "kept": kept_lines(result), "done": True}
            return render(request, "desk/lists/undone.html", context)
        result = _trial(imported, request)
    except LianxinError as error:
        messages.error(request, str(error))
        return redirect("desk:lists_detail", pk=pk)
    return render(request, "desk/lists/undone.html", {"imported": imported, "result": result, "kept": kept_lines(result), "done": False})


def _trial(imported: Import, request: Request) -> Undone:
    with transaction.atomic():
        result = undo_import(Import.objects.get(pk=imported.pk), by=request.actor)
        transaction.set_rollback(True)
    return result


@never_cache
@requires("view", SourceRow)
def row(request: Request, pk: int, number: int) -> HttpResponse:
    """One row of a list as it was kept, and the records that it made, changed or states."""
    imported = fetch(Import.objects.select_related("sender"), request.actor, pk=pk)
    rows = list(SourceRow.objects.visible_to(request.actor).filter(imported=imported, number=number).order_by("pk"))
    if not rows:
        raise Http404
    found = []
    for one in rows:
        lines, withheld = row_records(one, request.actor)
        found.append({"row": one, "cells": row_cells(one), "lines": lines, "withheld": withheld})
    return render(request, "desk/lists/row.html", {"imported": imported, "number": number, "found": found})


@never_cache
@requires("import", Import)
def corrected(request: Request, pk: int) -> HttpResponse:
    imported = fetch(Import.objects.all(), request.actor, "import", pk=pk)
    try:
        data = corrected_workbook(imported, by=request.actor)
    except LianxinError as error:
        messages.error(request, str(error))
        return redirect("desk:lists_detail", pk=pk)
    stem = imported.file_name.rsplit(".", 1)[0]
    return file_answer(data, _("{name} returned").format(name=stem) + ".xlsx", XLSX)


@requires("import", Import)
def template(request: Request, list_type: str) -> HttpResponse:
    if list_type not in committers:
        raise Http404
    committer = committers.get(list_type)
    return file_answer(template_bytes(committer.shape, committer.choices()), f"{committer.shape.name}.xlsx", XLSX)


@never_cache
@for_desk("lists go out by the rules of the records that stand on them")
def export(request: Request) -> HttpResponse:
    """A list of what the reader may export; everybody on it sees who took it and for what."""
    types = [key for key, one in committers.items() if request.actor.may_any(*one.right)]
    given = request.GET.get("type", "")
    initial = {"list_type": given if given in types else "", "on": request.GET.get("on", "")}
    form = ExportForm(request.POST or None, types=types, actor=request.actor, initial=initial)
    if form.is_valid():
        wanted, file_form, purpose = (form.cleaned_data[name] for name in ("list_type", "form", "purpose"))
        try:
            to, on = form.cleaned_data["recipient"], form.cleaned_data["on"]
            data = export_list(wanted, by=request.actor, purpose=purpose, form=file_form, on=on, recipient=to)
        except LianxinError as error:
            form.add_error(None, str(error))
        else:
            day = form.cleaned_data["on"] or today()
            name = f"{committers.get(wanted).shape.name} {day.isoformat()}.{file_form}"
            return file_answer(data, name, XLSX if file_form == "xlsx" else CSV)
    return render(request, "desk/lists/export.html", {"form": form, "types": types})


def file_answer(data: bytes, name: str, content_type: str) -> HttpResponse:
    """An answer that is saved under a Chinese name (RFC 5987)."""
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def _may_undo(request: Request, imported: Import) -> bool:
    if imported.state != Import.State.COMMITTED or imported.by_hand or not request.actor.may_any("undo", Import):
        return False
    return request.actor.can("undo", imported)


def _types() -> list[tuple[str, Any]]:
    return [(key, one.shape.name) for key, one in committers.items()]
