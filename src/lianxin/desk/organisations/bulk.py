"""Editing many rows of a roster at once: choose them, see what would become of each, do it, take it back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lianxin.access.actors import Actor
from lianxin.access.http import Request
from lianxin.access.routes import requires
from lianxin.access.rules import fetch
from lianxin.core.errors import LianxinError
from lianxin.desk.choosers import DocumentField, OrganisationField
from lianxin.desk.days import day_of
from lianxin.desk.moves import date_input
from lianxin.desk.organisations.panels import member_lines
from lianxin.desk.organisations.roster import SELECTED, listed_rows, seen_roster
from lianxin.desk.people.history import Difference, differences, titles_of
from lianxin.desk.people.names import known_names
from lianxin.register.models import Organisation, Tie, TieChange, TieEdit
from lianxin.register.services.rosters import RosterEdit, edit_roster, plan_edit, undo_edit


class BulkForm(forms.Form):
    """What is to become of the chosen rows, with one document for all of them."""

    what = forms.ChoiceField(
        label=gettext_lazy("What is to be done"),
        choices=[
            (TieEdit.What.END.value, gettext_lazy("End them")),
            (TieEdit.What.MOVE.value, gettext_lazy("Move them to another organisation")),
            (TieEdit.What.CHANGE.value, gettext_lazy("Correct role, dates or document")),
        ],
        widget=forms.RadioSelect,
        initial=TieEdit.What.END.value,
    )
    day = forms.DateField(
        label=gettext_lazy("From this day on"),
        required=False,
        widget=date_input(),
        help_text=gettext_lazy("To end or move: the first day on which it no longer holds here."),
    )
    role = forms.CharField(
        label=gettext_lazy("Role"), required=False, max_length=100, help_text=gettext_lazy("Empty: as it is.")
    )
    start = forms.DateField(
        label=gettext_lazy("From"),
        required=False,
        widget=date_input(),
        help_text=gettext_lazy("Empty: as it is."),
    )
    end = forms.DateField(
        label=gettext_lazy("Until"),
        required=False,
        widget=date_input(),
        help_text=gettext_lazy("Empty: as it is."),
    )

    def __init__(self, data: Any = None, *, actor: Actor) -> None:
        super().__init__(data)
        self.fields["to"] = OrganisationField(
            actor=actor,
            label=_("To which organisation"),
            required=False,
            help_text=_("To move: name or number."),
        )
        self.fields["document"] = DocumentField(actor=actor, label=_("Document"), required=False)
        self.order_fields(["what", "day", "to", "role", "start", "end", "document"])

    @property
    def edit(self) -> RosterEdit:
        given = self.cleaned_data
        what = TieEdit.What(given["what"])
        if what == TieEdit.What.CHANGE:
            return RosterEdit(
                what,
                role=given["role"] or None,
                start=given["start"],
                end=given["end"],
                document=given["document"],
            )
        to = given["to"] if what == TieEdit.What.MOVE else None
        return RosterEdit(what, day=given["day"], to=to, document=given["document"])


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One chosen row in the preview: who, what would change, or why it is left out."""

    name: str
    kind: str
    differences: list[Difference]
    left_out: str


@never_cache
@require_POST
@requires("view", Organisation)
def edit_rows(request: Request, pk: int) -> HttpResponse:
    """Choose what to do with the chosen rows, see it, do it: three answers of one address, nothing kept in between.

    Which rows may be changed is asked of each of them when the edit is planned, and again when it is done.
    """
    body = fetch(Organisation.objects.all(), request.actor, pk=pk)
    back = f"{reverse('desk:organisations_roster', args=[pk])}?{request.GET.urlencode()}".rstrip("?")
    chosen = chosen_ties(request, body)
    if not chosen:
        messages.error(request, _("Choose the rows first."))
        return redirect(back)
    step = request.POST.get("step", "")
    form = BulkForm(request.POST if step else None, actor=request.actor)
    context: dict[str, Any] = {"body": body, "form": form, "back": back, "count": len(chosen)}
    context["ties"] = ",".join(str(tie.pk) for tie in chosen)
    if step and form.is_valid():
        try:
            if step == "do":
                done = edit_roster(body, [tie.pk for tie in chosen], form.edit, by=request.actor)
                messages.success(request, _("Done. It can be taken back on this page."))
                return redirect("desk:organisations_edit_done", pk=done.pk)
            context["plan"] = plan_lines(chosen, form.edit, request.actor)
            context["doing"] = sum(not line.left_out for line in context["plan"])
        except LianxinError as error:
            form.add_error(None, str(error))
    return render(
        request, "desk/organisations/bulk.html", context, status=400 if step and form.errors else 200
    )


def chosen_ties(request: Request, body: Organisation) -> list[Tie]:
    """The rows that were ticked, or all that the filters of the address show; only what the reader may see."""
    if request.POST.get("all"):
        return list(listed_rows(request, body))
    rows = seen_roster(body, request.actor, day_of(request))
    named = request.POST.get("ties", "").split(",") or []
    ids = [
        int(text) for text in (*request.POST.getlist(SELECTED), *named) if text.isdecimal() and len(text) < 19
    ]
    return list(rows.filter(pk__in=ids)) if ids else []


def plan_lines(ties: Iterable[Tie], edit: RosterEdit, actor: Actor) -> list[PlanLine]:
    """The plan for the page: what is left out last."""
    planned = plan_edit(ties, edit, by=actor)
    lines = {line.tie.pk: line for line in member_lines([one.tie for one in planned], actor)}
    titles = {edit.document.pk: edit.document.number or edit.document.title} if edit.document else {}
    titles |= titles_of(columns for one in planned for columns in (one.before,))
    found = [
        PlanLine(
            lines[one.tie.pk].name,
            str(one.tie.get_kind_display()),
            differences(one.tie, one.before, one.after, titles),
            one.left_out,
        )
        for one in planned
    ]
    return sorted(found, key=lambda line: bool(line.left_out))


@never_cache
@requires("view", TieEdit)
def edit_done(request: Request, pk: int) -> HttpResponse:
    """What an edit of many rows did; a POST takes it back."""
    edit = fetch(TieEdit.objects.select_related("organisation"), request.actor, pk=pk)
    if request.method == "POST":
        try:
            result = undo_edit(edit, by=request.actor)
        except LianxinError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Taken back: {n} ties.").format(n=result.restored))
            if result.kept:
                said = _("{n} ties were changed by somebody since and stay as they are.")
                messages.warning(request, said.format(n=len(result.kept)))
        return redirect("desk:organisations_edit_done", pk=pk)
    return render(request, "desk/organisations/edit_done.html", done_page(edit, request.actor))


def done_page(edit: TieEdit, actor: Actor) -> dict[str, Any]:
    """The context of the page of an edit."""
    rows = TieChange.objects.filter(edit=edit).select_related(
        "tie__person", "tie__member", "tie__organisation"
    )
    changes = list(rows.order_by("tie__person__sort_key", "tie__member__sort_key", "pk"))
    names = known_names({change.tie.person_id for change in changes if change.tie.person_id}, actor)
    titles = titles_of(columns for change in changes for columns in (change.before, change.after))
    lines = [
        {
            "kind": change.tie.get_kind_display(),
            "organisation": change.tie.organisation,
            "name": names.get(change.tie.person_id, _("withheld"))
            if change.tie.person_id
            else change.tie.member,
            "is_new": not change.before,
            "differences": differences(change.tie, change.before, change.after, titles),
        }
        for change in changes
    ]
    may_undo = edit.undone_at is None and actor.may_any("undo", TieEdit) and actor.can("undo", edit)
    return {"edit": edit, "lines": lines, "may_undo": may_undo}
