"""What became of signed figures, and two reports side by side."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.access.actors import Actor
from lianxin.access.http import Request
from lianxin.access.routes import for_desk, requires
from lianxin.access.rules import all_rules, fetch, visible
from lianxin.core.dates import CITY_TIME
from lianxin.core.errors import BadInput
from lianxin.desk import records
from lianxin.desk.figures.period import Chosen, chosen
from lianxin.desk.people.names import known_names
from lianxin.desk.reports.writing_forms import SecondPeriodForm
from lianxin.figures.drift import drift_of
from lianxin.figures.measures import Period
from lianxin.figures.models import FrozenFigure
from lianxin.figures.selections import day_of
from lianxin.figures.walking import How
from lianxin.journal.models import Entry
from lianxin.reports.comparing import a_year_earlier
from lianxin.reports.contents import reports
from lianxin.reports.differences import changed_only, compare_texts
from lianxin.reports.drifting import Act, report_drift
from lianxin.reports.models import ReportText, Revision, WorkReport
from lianxin.reports.services.texts import current_text
from lianxin.reports.side_by_side import Pair, two_periods, two_reports
from lianxin.reports.stored import from_data, plain_text, printed_figures
from lianxin.reports.texts import read_text

FIGURES = "what was signed may be published; what its figures are today is for desks"
LISTED = 50
"""So many records of a figure that moved are named on its page; the figure's own list shows the others."""


HOWS = {How.ADDED: gettext_lazy("came"), How.LEFT: gettext_lazy("went"), How.CHANGED: gettext_lazy("changed")}


@dataclass(frozen=True, slots=True)
class Told:
    """An act as a reader sees it: `who` where they may know the name; `url` of the record that it was about.

    `dated` is the day that it was entered for, where that is not the day on which it was entered, for whoever may open the record:
    the day of a single case is not given to others (F8).
    """

    act: Act
    who: str
    url: str
    dated: dt.date | None = None
    because: tuple[records.Line, ...] = ()


@for_desk(FIGURES)
def drift(request: Request, pk: int) -> HttpResponse:
    """Every figure of a signed report, then and now, and the acts that moved them. What was signed does not change."""
    row = fetch(Revision.objects.select_related("report__place"), request.actor, pk=pk)
    found = report_drift(row)
    context = {
        "revision": row,
        "drift": found,
        "acts": told(found.acts, request.actor),
        "may_revise": request.actor.can("write", row.report) and row.report.stage == "signed",
    }
    return render(request, "desk/reports/drift.html", context)


def told(acts: tuple[Act, ...], actor: Actor) -> list[Told]:
    """The acts with names and links as far as the reader may have them."""
    entries = [act.entry for act in acts if act.entry is not None]
    names = known_names({entry.person_id for entry in entries if entry.person_id}, actor)
    about = _visible({(entry.model, entry.object_id) for entry in entries if entry.object_id}, actor)
    reasons = _visible({reason for act in acts for reason in act.because}, actor)
    out = []
    for act in acts:
        entry = act.entry
        key = (entry.model, entry.object_id or 0) if entry else ("", 0)
        lines = tuple(reasons[reason] for reason in act.because if reason in reasons)
        out.append(
            Told(
                act,
                names.get(entry.person_id or 0, "") if entry else "",
                about[key].url if key in about else "",
                _dated(entry) if entry is not None and key in about else None,
                lines,
            )
        )
    return out


def _dated(entry: Entry) -> dt.date | None:
    return None if entry.happened_on == entry.recorded_at.astimezone(CITY_TIME).date() else entry.happened_on


def _visible(
    wanted: set[tuple[str, int]] | set[tuple[str, int | None]], actor: Actor
) -> dict[tuple[str, int], records.Line]:
    """Lines of the records that the reader may see, by model and id."""
    found: dict[tuple[str, int], records.Line] = {}
    for model in {label for label, _pk in wanted}:
        of = apps.get_model(model)
        if not _is_ruled(of):
            continue
        ids = [pk for label, pk in wanted if label == model and pk]
        for line in records.lines(visible(of._default_manager.filter(pk__in=ids), actor, few=True), actor):
            found[(model, line.pk or 0)] = line
    return found


def _is_ruled(model: type[Model]) -> bool:
    return any(rule.model is model and rule.verb == "view" for rule in all_rules())


@dataclass(frozen=True, slots=True)
class MovedLine:
    """A record that moved, as one line where the reader may open it."""

    how: str
    effect: int
    line: records.Line | None
    act: str


@for_desk(FIGURES)
def figure_drift(request: Request, pk: int, number: int) -> HttpResponse:
    """One signed figure: the records that came, went or changed since, each with the act that did it."""
    row = fetch(Revision.objects.select_related("report"), request.actor, pk=pk)
    rows = FrozenFigure.objects.select_related("listed", "definition")
    frozen = get_object_or_404(rows, owner_model=Revision._meta.label, owner_id=row.pk, position=number)
    found = drift_of(frozen)
    moved = [(one, cause.words) for cause in found.causes for one in cause.moved]
    seen = _visible({(one.model, one.pk) for one, _words in moved[:LISTED]}, request.actor)
    context = {
        "revision": row,
        "frozen": frozen,
        "signed": next(
            (fig for fig in printed_figures(from_data(row.built)) if fig.code == frozen.code), None
        ),
        "drift": found,
        "parts": list(zip(frozen.parts.order_by("position"), found.parts, strict=False)),
        "lines": [
            MovedLine(str(HOWS[one.how]), one.effect, seen.get((one.model, one.pk)), words)
            for one, words in moved[:LISTED]
        ],
        "more": max(len(moved) - LISTED, 0),
    }
    return render(request, "desk/reports/figure_drift.html", context)


@requires("view", WorkReport)
def compare_revisions(request: Request, pk: int) -> HttpResponse:
    """Two revisions of one report: figures old and new, and what changed in the words; the last two unless others are named."""
    report = fetch(WorkReport.objects.select_related("place"), request.actor, pk=pk)
    numbers = list(Revision.objects.filter(report=report).values_list("number", flat=True))
    new = _number(request, "new", numbers[0] if numbers else 0)
    old = _number(request, "old", max(new - 1, 1))
    found = {row.number: row for row in Revision.objects.filter(report=report, number__in=[old, new])}
    if {old, new} - set(found):
        raise BadInput(_("There is no such revision of this report."))
    before, after = from_data(found[old].built), from_data(found[new].built)
    pairs = sorted(two_reports(before, after), key=lambda pair: pair.is_same)  # what is different first
    context = {
        "report": report,
        "old": found[old],
        "new": found[new],
        "numbers": numbers,
        "pairs": pairs,
        "different": sum(not pair.is_same for pair in pairs),
        "changes": changed_only(compare_texts(plain_text(before), plain_text(after))),
    }
    return render(request, "desk/reports/compare_revisions.html", context)


@requires("view", ReportText)
def compare_periods(request: Request, name: str) -> HttpResponse:
    """The figures of a report in two periods side by side: the same days of the year before, unless others are named."""
    kind = reports.get(name)
    now = chosen(request.GET.dict())
    start = day_of(request.GET.get("from2", ""), a_year_earlier(now.start))
    end = day_of(request.GET.get("to2", ""), a_year_earlier(now.end))
    if start > end:
        raise BadInput(_("The period ends before it begins: give the earlier day first."))
    keys = (*kind.keys, *read_text(current_text(name).body).keys)
    then = Chosen(start, end, now.place)
    pairs: list[Pair] = two_periods(keys, Period(start, end), Period(now.start, now.end), now.place)
    context: dict[str, Any] = {
        "kind": kind,
        "now": now,
        "then": then,
        "form": SecondPeriodForm(now, then),
        "pairs": pairs,
    }
    return render(request, "desk/reports/compare_periods.html", context)


def _number(request: Request, name: str, usual: int) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 7 else usual
