"""Saving a list, opening and dropping a saved one, choosing columns, exporting what is listed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lianxin.access.http import Request
from lianxin.access.routes import for_desk, requires
from lianxin.access.rules import denial, fetch
from lianxin.accounts.models import SavedList
from lianxin.accounts.services.lists import choose_columns, drop_list, save_list
from lianxin.core.dates import today
from lianxin.core.errors import LianxinError
from lianxin.desk.lists.views import CSV, XLSX, file_answer
from lianxin.desk.saved.forms import HandingOverForm, SaveForm
from lianxin.desk.saved.listing import RegisterList, address_of, shown_list
from lianxin.desk.saved.picking import CARRIED, is_forgotten, picked
from lianxin.register.records import committers
from lianxin.register.services.exports import export_list
from lianxin.ui.tables import keep_words, kept_words


@require_POST
@requires("edit", SavedList)
def save(request: Request, page: str) -> HttpResponse:
    """Keep the filters and order of a list under a name."""
    shown_list(page)
    form = SaveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the list a name."))
        return redirect(address_of(page, request.POST.get("codes", "")))
    given = form.cleaned_data
    try:
        save_list(
            page=page,
            name=given["name"],
            query=given["codes"],
            words=kept_words(request, given["mark"]),
            shared=given["shared"],
            by=request.actor,
        )
    except LianxinError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The list is saved under this name."))
    return redirect(address_of(page, given["codes"], given["mark"]))


@requires("view", SavedList)
def open_saved(request: Request, pk: int) -> HttpResponse:
    """Lead to the list as it was saved; what was typed then is kept in this session again."""
    saved = fetch(SavedList.objects.all(), request.actor, pk=pk)
    shown_list(saved.page)
    return redirect(address_of(saved.page, saved.query, keep_words(request, saved.words) if saved.words else ""))


@require_POST
@requires("edit", SavedList)
def drop(request: Request, pk: int) -> HttpResponse:
    saved = fetch(SavedList.objects.all(), request.actor, "edit", pk=pk)
    drop_list(saved, by=request.actor)
    messages.success(request, _("The saved list is gone; nobody on it is touched."))
    return redirect(address_of(saved.page))


@require_POST
@requires("view", SavedList)
def columns(request: Request, page: str) -> HttpResponse:
    """Remember the columns that were ticked; "as before" takes the choice back."""
    known = [name for name, _heading in shown_list(page).table_class.choices()]
    ticked = set() if "reset" in request.POST else set(request.POST.getlist("column"))
    choose_columns(page, [name for name in known if name in ticked], by=request.actor)
    return redirect(address_of(page, request.POST.get("codes", ""), request.POST.get("mark", "")))


@never_cache
@for_desk("the rows of a list go out by the rules of the records that stand on it")
def export(request: Request, page: str) -> HttpResponse:
    """Exactly the rows that the list shows, or those ticked of them, in its order, as far as the reader may export them."""
    view = shown_list(page)()
    view.setup(request)
    if not request.actor.may_any("export", view.model):
        raise denial("export", view.model)
    if is_forgotten(request):
        messages.error(request, _("Choose the rows first."))
        return redirect(address_of(page, request.GET.urlencode()))
    found, chosen = view.filtered(request), picked(request)
    form = HandingOverForm(request.POST if "purpose" in request.POST else None, actor=request.actor)
    ids = _in_order(view, found.rows.filter(pk__in=chosen) if chosen else found.rows, request)
    if form.is_valid():
        file_form, purpose, to = (form.cleaned_data[name] for name in ("form", "purpose", "recipient"))
        try:
            data = export_list(view.exported, by=request.actor, purpose=purpose, form=file_form, ids=ids, recipient=to)
        except LianxinError as error:
            form.add_error(None, str(error))
        else:
            name = f"{committers.get(view.exported).shape.name} {today().isoformat()}.{file_form}"
            return file_answer(data, name, XLSX if file_form == "xlsx" else CSV)
    context: dict[str, Any] = {
        "view": view,
        "form": form,
        "count": len(ids),
        "carried": (CARRIED, ",".join(map(str, sorted(chosen)))) if chosen else None,
        "said": found.said,
        "searched": bool(found.words),
        "order": view.order_words(request),
        "back": address_of(page, request.GET.urlencode()),
    }
    return render(request, "desk/saved/export.html", context)


def _in_order(view: RegisterList[Any], rows: Any, request: Request) -> list[int]:
    """Ids of all rows of the list, in the order in which the list shows them."""
    table = view.table_class(rows)
    if sort := request.GET.get("sort"):
        table.order_by = sort
    return list(table.data.data.values_list("pk", flat=True))
