"""Pages of bulletins and channels. Every view fetches through a rule, binds a form, calls one service and renders."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django_tables2
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lianxin.access.http import Request
from lianxin.access.routes import requires
from lianxin.access.rules import fetch, visible
from lianxin.bulletins.models import Bulletin, Channel, Delivery
from lianxin.bulletins.queries import counts_of, missing_issues
from lianxin.bulletins.services import (
    after_move,
    change_bulletin,
    check_channel,
    close_channel,
    draft_bulletin,
    mark_opened,
    open_channel,
    remind,
    sign_for,
)
from lianxin.core.dates import today
from lianxin.core.errors import LianxinError
from lianxin.desk import moves
from lianxin.desk.bulletins.filters import BulletinFilter, ChannelFilter
from lianxin.desk.bulletins.forms import BulletinForm, ChannelForm
from lianxin.desk.bulletins.tables import BulletinTable, ChannelTable, DeliveryTable, checked
from lianxin.desk.people.forms import saved
from lianxin.flows.flow import Phase
from lianxin.register.models import Organisation
from lianxin.ui.tables import CappedPaginator, DeskTableView

FORM = "desk/matters/form.html"
YEARS_BACK = 2
"""The list names the gaps of this year and the one before."""


class BulletinList(DeskTableView[Bulletin]):
    model = Bulletin
    table_class = BulletinTable
    filterset_class = BulletinFilter
    title = gettext_lazy("Bulletins")
    template_name = "desk/bulletins/list.html"

    def narrow(self, rows: QuerySet[Bulletin]) -> QuerySet[Bulletin]:
        return rows.select_related("issuer").defer("body", "audience")

    def get_context(self) -> dict[str, Any]:
        day = today()
        may_add = self.request.actor.may_any("draft_bulletin", Organisation)  # type: ignore[attr-defined]
        start = day.replace(year=day.year - YEARS_BACK + 1, month=1, day=1)
        return {"gaps": missing_issues(start, day), "may_add": may_add}


@never_cache
@requires("view", Bulletin)
def detail(request: Request, pk: int) -> HttpResponse:
    """One bulletin; whoever received it has opened it now."""
    bulletin = fetch(Bulletin.objects.select_related("issuer", "author", "document"), request.actor, pk=pk)
    note_opened(request, bulletin)
    actor = request.actor
    context = {
        "bulletin": bulletin,
        "counts": counts_of(bulletin) if bulletin.phase == Phase.DONE else None,
        "stages": moves.stages(bulletin),
        "steps": moves.timeline(bulletin, actor, with_notes=actor.can("edit", bulletin)),
        "moves": moves.move_forms(bulletin, actor),
        "may_edit": bulletin.phase == Phase.DRAFT and actor.can("edit", bulletin),
        "may_remind": bulletin.phase == Phase.DONE and actor.can("issue", bulletin),
        "to_sign": to_sign(request, bulletin),
    }
    return render(request, "desk/bulletins/detail.html", context)


def own_deliveries(request: Request, bulletin: Bulletin, verb: str) -> list[Delivery]:
    """Deliveries of this bulletin to the reader or to the organisation for which they act."""
    if not request.actor.may_any(verb, Delivery):
        return []
    return list(visible(bulletin.deliveries.select_related("person", "organisation"), request.actor, verb))


def note_opened(request: Request, bulletin: Bulletin) -> None:
    for delivery in own_deliveries(request, bulletin, "open"):
        if delivery.opened_at is None:
            mark_opened(bulletin, person=delivery.person, organisation=delivery.organisation, by=request.actor)


def to_sign(request: Request, bulletin: Bulletin) -> list[Delivery]:
    if not bulletin.family.signed_for:
        return []
    return [delivery for delivery in own_deliveries(request, bulletin, "sign_for") if delivery.signed_at is None]


@never_cache
@requires("view", Bulletin)
def move(request: Request, pk: int) -> HttpResponse:
    """Make a move; the rule of the move itself is asked by the service."""
    bulletin = fetch(Bulletin.objects.all(), request.actor, pk=pk)
    return moves.make(request, bulletin, after_move, back=reverse("desk:bulletins_detail", args=[pk]))


@requires("draft_bulletin", Organisation)
def draft(request: Request) -> HttpResponse:
    form = BulletinForm(request.POST or None, actor=request.actor)
    made: list[Bulletin] = []
    if form.is_valid() and saved(
        request, form, lambda: made.append(draft_bulletin(**form.values, by=request.actor)), _("The draft is kept.")
    ):
        return redirect("desk:bulletins_detail", pk=made[0].pk)
    return _form(request, form, _("Write a bulletin"), reverse("desk:bulletins_list"))


@requires("edit", Bulletin)
def edit(request: Request, pk: int) -> HttpResponse:
    bulletin = fetch(Bulletin.objects.select_related("issuer", "author", "document"), request.actor, "edit", pk=pk)
    form = BulletinForm(request.POST or None, actor=request.actor, bulletin=bulletin)
    if form.is_valid() and saved(
        request, form, lambda: change_bulletin(bulletin, by=request.actor, **form.values), _("The draft is kept.")
    ):
        return redirect("desk:bulletins_detail", pk=pk)
    return _form(request, form, _("Change the draft"), reverse("desk:bulletins_detail", args=[pk]))


@never_cache
@requires("view", Delivery)
def deliveries(request: Request, pk: int) -> HttpResponse:
    """Receivers of one bulletin, as far as the reader may see them."""
    bulletin = fetch(Bulletin.objects.all(), request.actor, pk=pk)
    rows = visible(bulletin.deliveries.select_related("person", "organisation", "signed_by"), request.actor).order_by("pk")
    table = DeliveryTable(rows)
    django_tables2.RequestConfig(request, paginate={"paginator_class": CappedPaginator, "per_page": 50}).configure(table)
    context = {"bulletin": bulletin, "table": table, "counts": counts_of(bulletin)}
    return render(request, "desk/bulletins/deliveries.html", context)


@require_POST
@requires("view", Bulletin)
def sign(request: Request, pk: int) -> HttpResponse:
    """Sign for every delivery of this bulletin that is the reader's to sign for."""
    bulletin = fetch(Bulletin.objects.all(), request.actor, pk=pk)
    waiting = to_sign(request, bulletin)
    if not waiting:
        raise Http404
    for delivery in waiting:
        sign_for(bulletin, person=delivery.person, organisation=delivery.organisation, by=request.actor)
    messages.success(request, _("Signed for."))
    return redirect("desk:bulletins_detail", pk=pk)


@require_POST
@requires("issue", Bulletin)
def remind_readers(request: Request, pk: int) -> HttpResponse:
    bulletin = fetch(Bulletin.objects.all(), request.actor, "issue", pk=pk)
    reminded = remind(bulletin, by=request.actor)
    messages.success(request, ngettext("%(n)d person is reminded.", "%(n)d people are reminded.", reminded) % {"n": reminded})
    return redirect("desk:bulletins_detail", pk=pk)


class ChannelList(DeskTableView[Channel]):
    model = Channel
    table_class = ChannelTable
    filterset_class = ChannelFilter
    title = gettext_lazy("Channels")
    subtitle = gettext_lazy("Groups and accounts that stewards keep elsewhere: names only, no content comes in")
    template_name = "desk/bulletins/channels.html"

    def narrow(self, rows: QuerySet[Channel]) -> QuerySet[Channel]:
        return rows.select_related("owner")

    def get_context(self) -> dict[str, Any]:
        return {"may_add": self.request.actor.may_any("open_channel", Organisation)}  # type: ignore[attr-defined]


@requires("view", Channel)
def channel(request: Request, pk: int) -> HttpResponse:
    one = fetch(Channel.objects.select_related("owner", "steward"), request.actor, pk=pk)
    in_use = one.end is None or one.end > today()
    context = {
        "channel": one,
        "checked": checked(one),
        "may_check": in_use and request.actor.can("check", one),
        "may_close": one.end is None and request.actor.can("edit", one),
    }
    return render(request, "desk/bulletins/channel.html", context)


@requires("open_channel", Organisation)
def add_channel(request: Request) -> HttpResponse:
    form = ChannelForm(request.POST or None, actor=request.actor)
    made: list[Channel] = []
    if form.is_valid() and saved(
        request, form, lambda: made.append(open_channel(**form.cleaned_data, by=request.actor)), _("The channel is in the directory.")
    ):
        return redirect("desk:channels_detail", pk=made[0].pk)
    return _form(request, form, _("Add a channel"), reverse("desk:channels_list"))


@require_POST
@requires("check", Channel)
def check(request: Request, pk: int) -> HttpResponse:
    one = fetch(Channel.objects.all(), request.actor, "check", pk=pk)
    return _done(request, lambda: check_channel(one, by=request.actor), _("The yearly check is noted."), pk)


@require_POST
@requires("edit", Channel)
def close(request: Request, pk: int) -> HttpResponse:
    one = fetch(Channel.objects.all(), request.actor, "edit", pk=pk)
    return _done(request, lambda: close_channel(one, by=request.actor), _("The channel is closed."), pk)


def _done(request: Request, verb: Callable[[], Any], done: str, pk: int) -> HttpResponse:
    try:
        verb()
    except LianxinError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("desk:channels_detail", pk=pk)


def _form(request: Request, form: Any, title: str, back: str) -> HttpResponse:
    context = {"form": form, "title": title, "subtitle": "", "back": back}
    return render(request, FORM, context, status=400 if form.errors else 200)
