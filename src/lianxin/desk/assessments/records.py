"""The records behind a locked figure: as they were counted, what became of them since, and contesting one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from lianxin.access.http import Request
from lianxin.access.routes import requires
from lianxin.access.rules import fetch
from lianxin.desk import records
from lianxin.desk.assessments.forms import RecordForm
from lianxin.desk.assessments.scores import scores_for_page
from lianxin.desk.people.forms import saved
from lianxin.desk.reports.drifts import Told, told
from lianxin.figures.drift import Cause, Drift, drift_of
from lianxin.figures.engine import figure
from lianxin.reports.assessing.contesting import contest
from lianxin.reports.assessing.locked import LockedList, as_figure
from lianxin.reports.assessing.scoring import recomputed
from lianxin.reports.drifting import Act
from lianxin.reports.models import Assessment, IndicatorScore, ScoreLock

if TYPE_CHECKING:
    from lianxin.figures.models import FrozenFigure

PER_PAGE = 25


@never_cache
@requires("view", IndicatorScore)
def locked(request: Request, pk: int) -> HttpResponse:
    """The list as it was locked, page by page; of a rate what is counted, or what it is divided by."""
    one = fetch(scores_for_page(), request.actor, pk=pk)
    held = LockedList(one, request.actor, 1 if request.GET.get("part") == "2" else 0)
    if held.lock is None or held.frozen is None or held.model is None:
        raise Http404
    opened = held.opened()
    page = Paginator(opened, PER_PAGE).get_page(request.GET.get("page"))
    rows = held.model._default_manager.filter(pk__in=list(page.object_list)).order_by("pk")
    stage = one.assessment.stage
    context = {
        "score": one,
        "assessment": one.assessment,
        "locked": as_figure(held.lock.frozen),
        "lock": held.lock,
        "part": as_figure(held.frozen) if held.parts else None,
        "parts": _tabs(held, request) if held.parts else [],
        "frozen": held.frozen,
        "counted_as": _counted_as(held.frozen),
        "page": page,
        "lines": records.lines(rows, request.actor),
        "withheld": len(held.pks) - len(opened),
        "may_contest": stage not in {"checked", "announced"} and request.actor.may_any("object", Assessment),
    }
    return render(request, "desk/assessments/records.html", context)


def _counted_as(frozen: FrozenFigure) -> str:
    """What the records of a list come to, where that is not their number: three ties of two organisations."""
    fig = as_figure(frozen)
    return f"{fig.shown} {fig.unit_word}" if fig.value is not None and fig.value != frozen.records else ""


def _tabs(held: LockedList, request: Request) -> list[dict[str, Any]]:
    return [
        {
            "label": as_figure(frozen).name,
            "href": f"{request.path}?part={number}",
            "current": frozen is held.frozen,
            "count": frozen.records,
        }
        for number, frozen in enumerate(held.parts, start=1)
    ]


@never_cache
@requires("contest", IndicatorScore)
def contest_record(request: Request, pk: int) -> HttpResponse:
    """Contest one record of the list (`?record=`, else the list is shown to choose from); it becomes a matter of the lead office with a
    deadline as well.
    """
    one = fetch(scores_for_page(), request.actor, "contest", pk=pk)
    asked = request.GET.get("record", "")
    if not asked:
        return redirect("desk:assessments_records", pk)
    record_id = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 18 else 0
    found = LockedList(one, request.actor).record(record_id)
    if found is None:
        raise Http404
    form = RecordForm(request.POST or None)

    def raise_it() -> None:
        contest(one, about="record", text=form.cleaned_data["text"], pk=record_id, by=request.actor)

    if form.is_valid() and saved(
        request, form, raise_it, _("It is contested; the city office answers here.")
    ):
        return redirect("desk:assessments_score", pk)
    context = {"score": one, "line": records.line(found, request.actor), "form": form}
    return render(request, "desk/assessments/contest.html", context, status=400 if form.errors else 200)


@dataclass(frozen=True, slots=True)
class LockDrift:
    """One lock: the figure then and now, the acts that moved it, and whether its points still follow from its kept list."""

    lock: ScoreLock
    locked: Any
    drift: Drift
    acts: list[tuple[Told, Cause]]
    agrees: bool


@requires("view", IndicatorScore)
def drift(request: Request, pk: int) -> HttpResponse:
    """What became of each locked figure of an indicator since, and which acts did it. The points stay as they were locked."""
    one = fetch(scores_for_page(), request.actor, pk=pk)
    found = []
    for lock in reversed(one.locks.all()):
        lock.score = one
        moved = drift_of(lock.frozen)
        causes = [cause for each in (moved, *moved.parts) for cause in each.causes]
        acts = told(tuple(Act(cause.entry, cause.words, cause.because) for cause in causes), request.actor)
        agrees = recomputed(lock).points == lock.points
        found.append(
            LockDrift(lock, as_figure(lock.frozen), moved, list(zip(acts, causes, strict=True)), agrees)
        )
    if not found:
        raise Http404
    context = {
        "score": one,
        "assessment": one.assessment,
        "drifts": found,
        "now": figure(as_figure(found[0].lock.frozen).selection),
    }
    return render(request, "desk/assessments/drift.html", context)
