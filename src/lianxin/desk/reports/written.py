"""Reports being written and signed: the list, beginning one, its page, what stands around the text, its moves."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Max, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.access.http import Request
from lianxin.access.routes import requires
from lianxin.access.rules import fetch, visible
from lianxin.core.errors import LianxinError
from lianxin.desk.moves import StageMark, StepLine, make, move_forms
from lianxin.desk.reports.talking import Said
from lianxin.desk.reports.writing_forms import FrameForm, NewReportForm, kinds_for
from lianxin.flows.flow import Phase
from lianxin.flows.models import Step
from lianxin.flows.services.moves import steps_of
from lianxin.register.models import Person
from lianxin.reports.contents import reports
from lianxin.reports.models import (
    ReportComment,
    ReportText,
    ReportVersion,
    Revision,
    SigningRequest,
    WorkReport,
)
from lianxin.reports.services.requests import share_done
from lianxin.reports.services.writing import after_report_move, open_report, set_frame

PER_PAGE = 20


@requires("view", ReportText)
def reports_list(request: Request) -> HttpResponse:
    """Reports that are written or signed, newest first, and the kinds that can be read live at any time."""
    rows = (
        WorkReport.objects.visible_to(request.actor)
        .select_related("place")
        .annotate(signed=Max("revisions__number"), signed_on=Max("revisions__signed_on"))
        .annotate(open_comments=Count("comments", filter=Q(comments__answered_at=None), distinct=True))
        .order_by("-opened_on", "-pk")
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    titles = {kind.name: kind.title for kind in reports}
    context = {
        "page": page,
        "rows": [(row, titles.get(row.kind, row.kind)) for row in page],
        "kinds": list(reports),
        "may_open": request.actor.may_any("open", WorkReport),
        "may_edit": request.actor.may_any("edit", ReportText),
    }
    return render(request, "desk/reports/list.html", context)


@requires("open", WorkReport)
def new(request: Request) -> HttpResponse:
    """Choose a kind, then say period and place."""
    name = request.GET.get("kind", "")
    kinds = kinds_for(request.actor)
    kind = next((one for one in kinds if one.name == name), None)
    if kind is None:
        return render(request, "desk/reports/new.html", {"kinds": kinds})
    form = NewReportForm(request.POST or None, kind=kind, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            report = open_report(kind=kind.name, **form.cleaned_data, by=request.actor)
        except LianxinError as error:
            form.add_error(None, str(error))
        else:
            return redirect("desk:reports_write", report.pk)
    return render(request, "desk/reports/new.html", {"kind": kind, "form": form})


@requires("view", WorkReport)
def work(request: Request, pk: int) -> HttpResponse:
    """One report: where it stands, its signed revisions; for those who write it, its text, comments and moves."""
    report = fetch(WorkReport.objects.select_related("place", "signing_request"), request.actor, pk=pk)
    revisions = list(Revision.objects.filter(report=report).defer("built"))
    steps = list(steps_of(report))
    context: dict[str, Any] = {
        "report": report,
        "kind": reports.get(report.kind),
        "revisions": revisions,
        "stages": stages_of(report, steps),
    }
    moves = move_forms(report, request.actor)
    if moves:  # at every stage whoever writes has a move
        context |= _writers_part(report, request.actor, steps)
        waits = context["signing"] is not None and context["signing"].state != SigningRequest.State.FAILED
        context["moves"] = [] if waits else [form for form in moves if form.move.code != "sign"]
    return render(request, "desk/reports/work.html", context)


def stages_of(report: WorkReport, steps: list[Step]) -> list[StageMark]:
    """The three stages of the present round; a revision begins a new one."""
    codes = [stage.code for stage in report.flow.stages]
    here, reached = codes.index(report.stage), {step.to_stage: step.happened_on.isoformat() for step in steps}
    out = []
    for number, stage in enumerate(report.flow.stages):
        state = (
            "done"
            if number < here or stage.phase == Phase.DONE == report.phase
            else "current"
            if number == here
            else "todo"
        )
        out.append(StageMark(stage.name, state, reached.get(stage.code, "") if number <= here else ""))
    return out


def _writers_part(report: WorkReport, actor: Actor, steps: list[Step]) -> dict[str, Any]:
    version = ReportVersion.objects.filter(report=report).order_by("-number")[0]
    comments = list(ReportComment.objects.filter(report=report, answered_at=None).select_related("report"))
    people = {version.saved_by, *(said.written_by for said in comments), *(step.person_id for step in steps)}
    known = visible(Person.objects.filter(pk__in={one for one in people if one}), actor, few=True)
    names = dict(known.values_list("pk", "name"))
    signing = getattr(report, "signing_request", None)
    is_own = version.saved_by is not None and version.saved_by == actor.person_id
    return {
        "may_write": True,
        "version": version,
        "version_by": names.get(version.saved_by or 0, ""),
        "comments": [Said(said, names.get(said.written_by or 0, ""), "") for said in comments],
        "signing": signing,
        "share": round(share_done(signing) * 100) if signing else 0,
        "may_sign": report.stage == "in_review" and not is_own,
        "wrote_it": report.stage == "in_review" and is_own,
        "steps": [_line(report, step, names) for step in reversed(steps)],
        "action": reverse("desk:reports_move", args=[report.pk]),
    }


def _line(report: WorkReport, step: Step, names: dict[int, str]) -> StepLine:
    move = {move.code: move.name for move in report.flow.moves}.get(step.move, step.move)
    who = names.get(step.person_id or 0, "")
    return StepLine(str(move), step.happened_on, who, step.note, report.flow.stage(step.to_stage).name)


@requires("write", WorkReport)
def move(request: Request, pk: int) -> HttpResponse:
    """Send to review, return, begin a revision."""
    report = fetch(WorkReport.objects.all(), request.actor, "write", pk=pk)
    return make(request, report, after_report_move, back=reverse("desk:reports_work", args=[pk]))


@requires("write", WorkReport)
def frame(request: Request, pk: int) -> HttpResponse:
    """Title, period, and what stands on paper around the text."""
    report = fetch(WorkReport.objects.select_related("place"), request.actor, "write", pk=pk)
    form = FrameForm(request.POST or None, instance=WorkReport.objects.get(pk=pk), actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            set_frame(report, form.cleaned_data, by=request.actor)
        except LianxinError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:reports_work", pk)
    return render(request, "desk/reports/frame.html", {"report": report, "form": form})
