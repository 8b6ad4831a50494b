"""Which records close the gaps of each duty, so that what became of a figure names the visit, the issue or the tie.

`conditions` asks the same inside a statement. Here the records are found one by one and in whatever state they are now: one
that was called off has opened the gap again. Without a period those of any time are found.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Model, Q

from lianxin.bulletins.models import Bulletin
from lianxin.figures.causes import Hook
from lianxin.gatherings.enums import Part
from lianxin.gatherings.models import Gathering, Participation
from lianxin.register.enums import DocumentPurpose, TieKind
from lianxin.register.models import Document, Import, Tie
from lianxin.reports.duties.conditions import (
    conferred_by,
    issued_by,
    officer_on,
    reached_by,
    reported_by,
    terms_of,
    visited_by,
)
from lianxin.reports.duties.kinds import REPORT, VISIT
from lianxin.reports.models import CampaignTarget

if TYPE_CHECKING:
    from lianxin.figures.measures import Period

MEETING = Gathering._meta.label
HELD = frozenset({"move.hold", "move.record_held"})


@dataclass(frozen=True, slots=True)
class Closing:
    """What closes a duty: the condition of a day, the records that do it and their models, and the acts by which they come to count."""

    by: Callable[[dt.date], Q]
    records: Callable[[Sequence[Any], Period | None], Iterator[Iterable[Hook]]]
    models: tuple[type[Model], ...]
    acts: frozenset[str]


def officers(bodies: Sequence[Any], period: Period | None) -> Iterator[Iterable[Hook]]:
    """Ties of liaison officers that hold on the last day."""
    ties = Tie.objects.filter(kind=TieKind.LIAISON, organisation__in=bodies)
    if period is not None:
        ties = ties.on(period.end)
    yield ((Tie._meta.label, tie, body or 0) for tie, body in ties.values_list("pk", "organisation_id"))


def visits(pairs: Sequence[Any], period: Period | None) -> Iterator[Iterable[Hook]]:
    """The parts of leader and member in their visits of the term; then these visits."""
    by_people = {(pair.other_id, pair.person_id): pair.pk for pair in pairs}
    met = Participation.objects.filter(
        _in_term(VISIT, "gathering__held_on", period),
        gathering__kind="visit",
        part=Part.CONTACTED,
        person__in=[member for _leader, member in by_people],
    )
    members = list(met.values_list("pk", "gathering_id", "person_id"))
    leading: dict[int, list[tuple[int, int | None]]] = {}
    there = Participation.objects.filter(part=Part.LEADER, gathering__in=[visit for _part, visit, _member in members])
    for part, visit, leader in there.values_list("pk", "gathering_id", "person_id"):
        leading.setdefault(visit, []).append((part, leader))
    together = [
        (visit, (part, led), by_people[(leader, member)])
        for part, visit, member in members
        for led, leader in leading.get(visit, ())
        if (leader, member) in by_people
    ]
    yield ((Participation._meta.label, part, pair) for _visit, parts, pair in together for part in parts)
    yield ((MEETING, visit, pair) for visit, _parts, pair in together)


def issues(rows: Sequence[Any], _period: Period | None) -> Iterator[Iterable[Hook]]:
    """Bulletins for the months of each term."""
    known = Bulletin.objects.filter(kind="bimonthly").values_list("pk", "period_start", "issued_on")
    yield (
        (Bulletin._meta.label, issue, term.pk)
        for issue, months, issued in known
        for term in rows
        if (months and term.start <= months < term.end) or (not months and issued and term.counts_from <= issued < term.counts_to)
    )


def conferences(rows: Sequence[Any], _period: Period | None) -> Iterator[Iterable[Hook]]:
    """Conferences that were held or planned in each term."""
    known = Gathering.objects.filter(kind="joint_conference").values_list("pk", "held_on", "starts_on")
    yield (
        (MEETING, meeting, term.pk)
        for meeting, *days in known
        for term in rows
        if any(day and term.counts_from <= day < term.counts_to for day in days)
    )


def yearly_reports(bodies: Sequence[Any], period: Period | None) -> Iterator[Iterable[Hook]]:
    """Reports of each association in the time for them."""
    found = Document.objects.filter(_in_term(REPORT, "issued_on", period), issuer__in=bodies, kind=DocumentPurpose.YEARLY_REPORT)
    yield ((Document._meta.label, report, body or 0) for report, body in found.values_list("pk", "issuer_id"))


def activities(targets: Sequence[Any], period: Period | None) -> Iterator[Iterable[Hook]]:
    """The target itself, which may have been set anew, and the unit's activities of the campaign; without a period, all units'."""
    hooks = [(CampaignTarget._meta.label, target.pk, target.pk) for target in targets]
    for target in targets:
        unit = target.organisation_id
        mine = Q(organiser=unit) | Q(co_organisers=unit) if period is not None else Q()
        held = Gathering.objects.filter(mine, kind="activity", series=target.series).values_list("pk", flat=True)
        hooks += [(MEETING, meeting, target.pk) for meeting in held.distinct()]
    yield hooks


def _in_term(kind: str, column: str, period: Period | None) -> Q:
    """Dated in the latest term whose grace was over on the period's last day."""
    if period is None:
        return Q()
    term = terms_of(kind).filter(due__lte=period.end).order_by("-due", "-pk").first()
    if term is None:
        return Q(pk__in=())
    return Q(**{f"{column}__gte": term.counts_from, f"{column}__lt": term.counts_to})


def lists_taken_back(rows: Iterable[int], models: tuple[type[Model], ...]) -> Iterator[Hook]:
    """Lists whose records of these models went when they were taken back: of what is no more nothing else is known."""
    labels = {model._meta.label for model in models}
    for taken, report in Import.objects.filter(state=Import.State.UNDONE).values_list("pk", "report"):
        if labels & report.get("taken", {}).keys():
            yield from ((Import._meta.label, taken, row) for row in rows)


BY_OFFICERS = Closing(officer_on, officers, (Tie,), frozenset({"add_tie", "change_tie"}))
BY_VISITS = Closing(visited_by, visits, (Participation, Gathering), HELD | {"record_attendance"})
BY_ISSUES = Closing(issued_by, issues, (Bulletin,), frozenset({"move.issue"}))
BY_CONFERENCES = Closing(conferred_by, conferences, (Gathering,), HELD)
BY_REPORTS = Closing(reported_by, yearly_reports, (Document,), frozenset({"issue_document"}))
BY_ACTIVITIES = Closing(reached_by, activities, (Gathering,), HELD | {"set_target"})
