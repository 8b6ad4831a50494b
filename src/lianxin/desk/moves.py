"""The moves of a flow on any page of the desk: forms made from what a move needs, the view that makes it, the stages.

A page puts `moves=move_forms(subject, request.actor)` into its context and includes `desk/_moves.html` with
`moves` and `action` (the address of a view that calls `make`); `stages(subject)` feeds the stepper and
`timeline(subject, actor)` with `desk/_steps.html` the time line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lianxin.core.dates import today
from lianxin.core.errors import BadInput, Conflict
from lianxin.desk.choosers import DocumentField, OrganisationField, PersonField
from lianxin.flows.flow import CLOSED_PHASES, Need, NeedKind, Phase
from lianxin.flows.services.moves import make_move, offers, steps_of
from lianxin.register.models import Person

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpResponse
    from django.utils.functional import _StrOrPromise

    from lianxin.access.actors import Actor
    from lianxin.access.http import Request
    from lianxin.flows.flow import Move
    from lianxin.flows.models import Flowing
    from lianxin.flows.services.moves import AfterMove

NEED = "need_"
"""Before the keys of needs, so that none of them meets a field of the form itself."""
CHOOSERS = {
    NeedKind.PERSON: PersonField,
    NeedKind.ORGANISATION: OrganisationField,
    NeedKind.DOCUMENT: DocumentField,
}


class MoveForm(forms.Form):
    """What must be given with one move, the day it happened and a note. `given` is ready for `make_move`."""

    def __init__(self, data: Any = None, *, move: Move, actor: Actor) -> None:
        super().__init__(data, auto_id=f"id_{move.code}_%s")
        self.move = move
        for need in move.needs:
            self.fields[NEED + need.key] = need_field(need, actor)
        self.fields["on"] = forms.DateField(
            label=_("Day"), initial=today, widget=date_input(), help_text=_("When it happened.")
        )
        self.fields["note"] = forms.CharField(
            label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2})
        )

    @property
    def given(self) -> dict[str, Any]:
        return {need.key: self.cleaned_data[NEED + need.key] for need in self.move.needs}


def date_input() -> forms.DateInput:
    """The browser's own calendar, with the ISO form that it asks for."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def need_field(need: Need, actor: Actor) -> forms.Field:
    """The form field of a need; parties and documents are found among what the actor may see."""
    common: dict[str, Any] = {"label": need.label, "required": need.required}
    if need.kind in CHOOSERS:
        return CHOOSERS[need.kind](actor=actor, **common)
    if need.kind == NeedKind.CHOICE:
        return forms.ChoiceField(choices=[("", "—"), *need.choices], **common)
    if need.kind == NeedKind.DATE:
        return forms.DateField(widget=date_input(), **common)
    if need.kind == NeedKind.NUMBER:
        return forms.IntegerField(min_value=0, **common)
    if need.kind == NeedKind.YES:
        return forms.BooleanField(**common)
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **common)


def move_forms(subject: Flowing, actor: Actor) -> list[MoveForm]:
    """One empty form for every move that the actor may make now, in the order of the flow."""
    return [MoveForm(move=offer.move, actor=actor) for offer in offers(subject, actor)]


def make(request: Request, subject: Flowing, after: AfterMove | None, *, back: str) -> HttpResponse:
    """Make the move that the form names and go `back`; what cannot be used comes back on a page of its own, with everything typed.

    The view that calls this has fetched `subject` through its rule; the move's own rule is asked by `make_move`. GET shows
    the form of the move `?move=…`, e.g. for a link in a to-do list.
    """
    code = str(request.POST.get("move") or request.GET.get("move") or "")
    move = subject.flow.move(code)
    if request.method != "POST":
        request.actor.require(move.verb, subject)
        return _page(request, subject, MoveForm(move=move, actor=request.actor), back)
    form = MoveForm(request.POST, move=move, actor=request.actor)
    if form.is_valid():
        values = form.cleaned_data
        try:
            make_move(
                subject,
                code,
                by=request.actor,
                at=values["on"],
                given=form.given,
                note=values["note"],
                after=after,
            )
        except (BadInput, Conflict) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Done: {move}.").format(move=move.name))
            return redirect(back)
    return _page(request, subject, form, back, status=400)


def _page(request: Request, subject: Flowing, form: MoveForm, back: str, status: int = 200) -> HttpResponse:
    return render(
        request,
        "desk/move.html",
        {"subject": subject, "form": form, "move": form.move, "back": back},
        status=status,
    )


@dataclass(frozen=True, slots=True)
class StageMark:
    """One stage on the stepper: `state` is done, current, todo or skipped."""

    label: _StrOrPromise
    state: str
    note: str = ""


def stages(subject: Flowing) -> list[StageMark]:
    """The stages of the record's flow; side branches (refused, withdrawn, paused) stand there only when it is on them."""
    reached = {step.to_stage: step.happened_on for step in steps_of(subject)} | {
        subject.stage: subject.stage_since
    }
    codes = [stage.code for stage in subject.flow.stages]
    here = codes.index(subject.stage) if subject.stage in codes else 0
    side = {Phase.REFUSED, Phase.WITHDRAWN, Phase.PAUSED}
    off_path = subject.is_closed and subject.stage_now.phase in side
    out = []
    for position, stage in enumerate(subject.flow.stages):
        if stage.code == subject.stage:
            state = "done" if stage.phase in CLOSED_PHASES else "current"
        elif stage.phase in side:
            continue
        elif stage.code in reached or (position == 0 and not off_path):
            state = "done"
        else:
            state = "skipped" if position < here or off_path or subject.is_closed else "todo"
        day = reached.get(stage.code)
        out.append(StageMark(stage.name, state, day.isoformat() if day else ""))
    return out


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of the time line. `who` is empty for what Lianxin did itself."""

    title: str
    when: dt.date
    who: str
    note: str
    stage: _StrOrPromise


def timeline(subject: Flowing, actor: Actor, *, with_notes: bool = True) -> list[StepLine]:
    """The steps of a record, newest first, in two statements. Give `with_notes=False` to readers outside its compartment."""
    steps = list(steps_of(subject))
    wanted = {step.person_id for step in steps if step.person_id is not None}
    names = (
        dict(Person.objects.visible_to(actor).filter(pk__in=wanted).values_list("pk", "name"))
        if wanted
        else {}
    )
    moves = {move.code: move.name for move in subject.flow.moves}
    return [
        StepLine(
            str(moves.get(step.move, step.move)),
            step.happened_on,
            names.get(step.person_id or 0, ""),
            step.note if with_notes else "",
            subject.flow.stage(step.to_stage).name,
        )
        for step in reversed(steps)
    ]
