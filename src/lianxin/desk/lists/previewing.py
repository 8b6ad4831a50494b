"""The preview of a list: what each row would do, columns set right by hand, the workbook with reasons, commit or cancel.

Small lists are worked on at once; large ones in the background, with a page that shows how far it is.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lianxin.access.http import Request
from lianxin.access.routes import requires
from lianxin.access.rules import fetch
from lianxin.core.errors import LianxinError
from lianxin.desk.lists.choosing import SheetForm, chosen_from
from lianxin.desk.lists.panels import TONES
from lianxin.desk.lists.shown import Shown, ShownSheet, marks_of, shown
from lianxin.desk.lists.tasks import work_on_list
from lianxin.desk.lists.views import XLSX, file_answer
from lianxin.register.models import Import
from lianxin.register.records import Effect, committers
from lianxin.register.services.background import (
    COMMIT,
    DONE,
    FAILED,
    PREVIEW,
    RUNNING,
    WAITING,
    ask_for,
    forget_work,
    stop,
    work_on,
)
from lianxin.register.services.corrected import marked_workbook
from lianxin.register.services.previews import (
    cancel_preview,
    choose_columns,
    commit_preview,
    forget_shown,
    is_large,
    kept_shown,
    preview,
    sheets_waiting,
)

ROWS = 100
NOTABLE = "notable"


@never_cache
@requires("import", Import)
def show_preview(request: Request, pk: int) -> HttpResponse:
    """What each row would do. While work goes on in the background, how far it is."""
    if (made := _made(request, pk)) is not None:
        return made
    imported = fetch(Import.objects.select_related("sender"), request.actor, "import", pk=pk)
    if imported.state != Import.State.PREVIEWED:
        return redirect("desk:lists_detail", pk=pk)
    work = work_on(pk)
    if work is not None and work.state in {WAITING, RUNNING}:
        return render(request, "desk/lists/working.html", {"imported": imported, "work": work})
    try:
        told = _told(request, imported, failed=work is not None and work.state == FAILED)
    except LianxinError as error:
        messages.error(request, str(error))
        return render(request, "desk/lists/preview.html", {"imported": imported})
    if told is None and (work is None or work.state != FAILED):
        _ask(request, imported, PREVIEW)
        return redirect("desk:lists_preview", pk=pk)
    context: dict[str, Any] = {"imported": imported, "told": told, "work": work}
    if told is not None and told.sheets:
        wanted = _number(request, "sheet")
        current = next((sheet for sheet in told.sheets if sheet.position == wanted), told.sheets[0])
        context |= _sheet_context(request, told, current)
    return render(request, "desk/lists/preview.html", context)


@never_cache
@requires("import", Import)
def progress(request: Request, pk: int) -> HttpResponse:
    """How far the work on a list is; once it is over the page is loaded anew."""
    if _made(request, pk) is None:
        imported = fetch(Import.objects.all(), request.actor, "import", pk=pk)
        work = work_on(pk)
        if work is not None and work.state in {WAITING, RUNNING}:
            return render(request, "desk/lists/_progress.html", {"imported": imported, "work": work})
    answer = HttpResponse()
    answer["HX-Refresh"] = "true"
    return answer


@require_POST
@requires("import", Import)
def columns(request: Request, pk: int) -> HttpResponse:
    """Read a sheet as its sender says: kind of list, row of headings, what each column holds."""
    imported = fetch(Import.objects.all(), request.actor, "import", pk=pk)
    position = int(text) if (text := request.POST.get("sheet", "")).isdecimal() and len(text) < 4 else 0
    try:
        chosen = chosen_from(request.POST, sheets_waiting(imported, by=request.actor), position)
        choose_columns(imported, position, chosen, by=request.actor)
    except LianxinError as error:
        messages.error(request, str(error))
    forget_work(pk)
    answer = redirect("desk:lists_preview", pk=pk)
    answer["Location"] += f"?sheet={position}"
    return answer


@require_POST
@requires("import", Import)
def again(request: Request, pk: int) -> HttpResponse:
    """Make the preview anew: the register may have moved on, or the work was stopped."""
    imported = fetch(Import.objects.all(), request.actor, "import", pk=pk)
    forget_work(pk)
    forget_shown(imported)
    return redirect("desk:lists_preview", pk=pk)


@require_POST
@requires("import", Import)
def stop_work(request: Request, pk: int) -> HttpResponse:
    """Stop the work in the background; nothing of it is kept."""
    imported = fetch(Import.objects.all(), request.actor, "import", pk=pk)
    stop(imported, by=request.actor)
    return redirect("desk:lists_preview", pk=pk)


@never_cache
@requires("import", Import)
def marked(request: Request, pk: int) -> HttpResponse:
    """The sender's workbook with marked cells and a reason for each row, before anything is taken in."""
    imported = fetch(Import.objects.select_related("sender"), request.actor, "import", pk=pk)
    try:
        told = _told(request, imported, failed=False)
        data = marked_workbook(imported, marks_of(told) if told else {}, by=request.actor)
    except LianxinError as error:
        messages.error(request, str(error))
        return redirect("desk:lists_preview", pk=pk)
    stem = imported.file_name.rsplit(".", 1)[0]
    return file_answer(data, _("{name} returned").format(name=stem) + ".xlsx", XLSX)


@require_POST
@requires("import", Import)
def commit(request: Request, pk: int) -> HttpResponse:
    """Take the list in: at once, or in the background when it is large."""
    imported = fetch(Import.objects.all(), request.actor, "import", pk=pk)
    if is_large(imported) and imported.state == Import.State.PREVIEWED:
        _ask(request, imported, COMMIT)
        return redirect("desk:lists_preview", pk=pk)
    try:
        outcome = commit_preview(imported, by=request.actor)
    except LianxinError as error:
        messages.error(request, str(error))
        return redirect("desk:lists_preview", pk=pk)
    return _taken(request, outcome.imported.pk if outcome.imported and not outcome.already else 0, outcome.imported)


@require_POST
@requires("import", Import)
def cancel(request: Request, pk: int) -> HttpResponse:
    """Delete the file; nothing is taken in. Work that goes on is stopped first."""
    imported = fetch(Import.objects.all(), request.actor, "import", pk=pk)
    work = work_on(pk)
    if work is not None and work.state in {WAITING, RUNNING}:
        return stop_work(request, pk)
    try:
        cancel_preview(imported, by=request.actor)
    except LianxinError as error:
        messages.error(request, str(error))
        return redirect("desk:lists_detail", pk=pk)
    forget_work(pk)
    messages.success(request, _("Nothing was taken in. The file has been deleted."))
    return redirect("desk:lists_imports")


def _made(request: Request, pk: int) -> HttpResponse | None:
    """Where to go when the list was taken in in the background for this person."""
    work = work_on(pk)
    if work is None or work.what != COMMIT or work.state != DONE or work.person != request.actor.person_id:
        return None
    found = Import.objects.filter(pk=work.made).first()
    if request.htmx:
        return HttpResponse()
    forget_work(pk)
    return _taken(request, work.made, found)


def _taken(request: Request, made: int, imported: Import | None) -> HttpResponse:
    if not made or imported is None:
        messages.info(request, _("Everything on this list was there already; nothing was changed."))
        return redirect("desk:lists_imports") if imported is None else redirect("desk:lists_detail", pk=imported.pk)
    messages.success(request, _("The list was taken in. Its file has been deleted."))
    return redirect("desk:lists_detail", pk=made)


def _told(request: Request, imported: Import, *, failed: bool) -> Shown | None:
    """The preview of a small list, made now; of a large one as it was kept, None when it has to be made."""
    if not is_large(imported):
        outcome = preview(imported, by=request.actor)
        return shown(outcome, sheets_waiting(imported, by=request.actor))
    held = kept_shown(imported, by=request.actor)
    if held is not None and not failed:
        forget_work(imported.pk)
    return Shown.from_json(held) if held is not None else None


def _ask(request: Request, imported: Import, what: str) -> None:
    """Ask for work in the background; the worker takes it up, else the next tick does."""
    ask_for(imported, what, by=request.actor, language=get_language() or "zh-hans")
    work_on_list.enqueue(imported.pk)


def _sheet_context(request: Request, told: Shown, current: ShownSheet) -> dict[str, Any]:
    show = request.GET.get("show", "")
    show = show if show in current.counts or (show == NOTABLE and current.notable) else ""
    rows = [row for row in current.rows if not show or row.effect == show or (show == NOTABLE and row.notable)]
    page = Paginator(rows, ROWS).get_page(_number(request, "page") or 1)
    labels = {str(effect): (effect.label, tone) for effect, tone in TONES.items()}
    known = committers.get(current.type).shape.by_key if current.type in committers else {}
    return {
        "current": current,
        "heads": [(column, known[column.key].name if column.key in known else "") for column in current.columns],
        "tabs": [
            {"label": sheet.name, "href": f"?sheet={sheet.position}", "current": sheet is current, "count": len(sheet.rows)}
            for sheet in told.sheets
        ],
        "filters": _filters(current, show),
        "type_name": committers.get(current.type).shape.name if current.type in committers else "",
        "rows": page,
        "lines": [(row, *labels.get(row.effect, ("", "quiet")), list(zip(current.columns, row.cells, strict=True))) for row in page],
        "form": SheetForm(current),
    }


def _filters(current: ShownSheet, show: str) -> list[dict[str, Any]]:
    """Counts as links: all rows, those to look at, those of each effect."""
    start = f"?sheet={current.position}"
    items = [{"label": _("All rows"), "href": start, "current": not show, "count": len(current.rows)}]
    if current.notable:
        items.append({"label": _("To look at"), "href": f"{start}&show={NOTABLE}", "current": show == NOTABLE, "count": current.notable})
    return items + [
        {"label": effect.label, "href": f"{start}&show={effect}", "current": show == effect, "count": current.counts[str(effect)]}
        for effect in Effect
        if current.counts.get(str(effect))
    ]


def _number(request: Request, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 7 else 0
