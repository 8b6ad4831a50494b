"""The time line of a party: ties, grades, consents, lists that name it, and what the apps above register."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.access.actors import Actor
from lianxin.access.rules import visible
from lianxin.core.wording import in_a_row
from lianxin.register.models import Consent, GradeHolding, Import, Organisation, Person, Tie
from lianxin.register.purposes import name_of
from lianxin.register.queries.values import Source, sources_for
from lianxin.register.reach import (
    EVENTS_AT_MOST,
    Event,
    Party,
    Text,
    timeline_names,
    timeline_sources,
)

TIES, LISTS = "register.ties", "register.lists"
PAGE = 40
"""Events on one page of a time line."""


def timeline(party: Party, actor: Actor) -> list[Event]:
    """All events that the actor may see, newest first; undated ones last."""
    events = [
        replace(event, source=name) for name, source in timeline_sources.items() for event in source(party, actor)
    ]
    return sorted(events, key=lambda event: event.on or dt.date.min, reverse=True)


@dataclass(frozen=True, slots=True)
class Year:
    """The events of one year on the page; `year` is None for those without a date."""

    year: int | None
    events: list[Event]


@dataclass(frozen=True, slots=True)
class Span:
    """One page of a time line: its years, and what the filters offer with their counts.

    `capped` names the kinds of event of which only the latest `EVENTS_AT_MOST` are read.
    """

    years: list[Year]
    kinds: list[tuple[str, Text, int]]
    all_years: list[tuple[int, int]]
    count: int
    total: int
    page: int
    pages: int
    capped: list[Text]


def cut(
    events: list[Event], *, kind: str = "", year: int | None = None, page: int = 1, until: dt.date | None = None
) -> Span:
    """Filter a time line by kind and year and cut it into pages of `PAGE`; with `until` nothing later is told."""
    known = [event for event in events if until is None or event.on is None or event.on <= until]
    by_source = Counter(event.source for event in known)
    kinds = [(name, kind_name(name), by_source[name]) for name, _source in timeline_sources.items() if by_source[name]]
    of_kind = [event for event in known if not kind or event.source == kind]
    by_year = Counter(event.on.year for event in of_kind if event.on is not None)
    fits = [event for event in of_kind if year is None or (event.on is not None and event.on.year == year)]
    pages = max(1, -(-len(fits) // PAGE))
    here = min(max(1, page), pages)
    years: list[Year] = []
    for event in fits[(here - 1) * PAGE : here * PAGE]:
        its = event.on.year if event.on is not None else None
        if not years or years[-1].year != its:
            years.append(Year(its, []))
        years[-1].events.append(event)
    read = Counter(event.source for event in events)
    capped = [kind_name(name) for name, count in read.items() if count >= EVENTS_AT_MOST]
    return Span(years, kinds, sorted(by_year.items(), reverse=True), len(fits), len(known), here, pages, capped)


def kind_name(source: str) -> Text:
    """What the events of a source are called."""
    return timeline_names.get(source) if source in timeline_names else source


def ties_of(party: Party, actor: Actor) -> list[Tie]:
    """Ties of the party that the actor may see, the running ones first, then the newest; with their parties."""
    return in_order(
        ties_seen(party, actor).select_related("person", "member", "organisation", "other", "place", "document")
    )


def ties_seen(party: Party, actor: Actor) -> QuerySet[Tie]:
    """Ties of the party that the actor may see; of a body those to others, not those of its members to it."""
    touching = Q(person=party) | Q(other=party) if isinstance(party, Person) else Q(member=party)
    return visible(Tie.objects.filter(touching, superseded_by=None), actor, few=True)


def in_order(ties: Iterable[Tie]) -> list[Tie]:
    """The running ones first, then the newest."""
    return sorted(ties, key=lambda tie: (tie.end is None, tie.start or dt.date.min, tie.pk), reverse=True)


def tie_title(tie: Tie, of: Party) -> str:
    """The other end of a tie as its party sees it: 会长 · 大连市软件行业协会."""
    if isinstance(of, Person) and tie.other_id == of.pk and tie.person is not None:
        end = tie.person.name
    else:
        end = str(tie.organisation or tie.other or tie.place or "")
    return f"{tie.get_kind_display()} · {end}"


def tie_events(party: Party, ties: Iterable[Tie]) -> list[Event]:
    """One event for the beginning of each tie and one for its end."""
    events = []
    for tie in ties:
        title = tie_title(tie, party)
        events.append(Event(tie.start, title, tie.role_label, tie, tie.end, "link"))
        if tie.end is not None:
            events.append(Event(tie.end, _("{tie}: ended").format(tie=title), tie.role_label, tie, icon="x"))
    return events


def list_events(sources: Iterable[Source]) -> list[Event]:
    """One event for each list that names the party: as of which day, who sent it, in which rows."""
    lists: dict[int, list[Source]] = {}
    for source in sources:
        if not source.statement.by_hand and not source.statement.own:
            lists.setdefault(source.statement.import_id, []).append(source)
    events = []
    for pk, rows in lists.items():
        first = rows[0].statement
        numbers = in_a_row(number for number in sorted({row.statement.row_number for row in rows}))
        note = _("row {row}").format(row=numbers)
        note = f"{rows[0].sender} · {note}" if rows[0].sender else note
        title = _("Named in the list “{file}”").format(file=first.file_name)
        events.append(Event(first.as_of, title, note, Import(pk=pk), icon="files"))
    return events


def _tie_events(party: Party, actor: Actor) -> Iterable[Event]:
    return tie_events(party, ties_of(party, actor)[:EVENTS_AT_MOST])


def _list_events(party: Party, actor: Actor) -> Iterable[Event]:
    return list_events(sources_for(party, actor))


def _grade_events(party: Party, actor: Actor) -> Iterable[Event]:
    if isinstance(party, Organisation) and actor.may_any("view", GradeHolding):
        for holding in visible(GradeHolding.objects.filter(organisation=party), actor, few=True):
            yield Event(
                holding.start,
                _("Grade {grade}").format(grade=holding.grade),
                holding.issuer,
                holding,
                holding.end,
                "award",
            )


def _consent_events(party: Party, actor: Actor) -> Iterable[Event]:
    if isinstance(party, Person) and actor.may_any("view", Consent):
        yield from consent_events(visible(Consent.objects.filter(person=party), actor, few=True))


def consent_events(consents: Iterable[Consent]) -> Iterable[Event]:
    """One event for each consent given, and one for each withdrawn."""
    for consent in consents:
        yield Event(consent.given_on, _("Consent given"), name_of(consent.purpose), consent, icon="circle-check")
        if consent.withdrawn_on is not None:
            yield Event(consent.withdrawn_on, _("Consent withdrawn"), name_of(consent.purpose), consent, icon="x")


timeline_sources.add(TIES, _tie_events)
timeline_sources.add("register.grades", _grade_events)
timeline_sources.add("register.consents", _consent_events)
timeline_sources.add(LISTS, _list_events)
for _source, _name in (
    (TIES, gettext_lazy("Ties")),
    ("register.grades", gettext_lazy("Grades")),
    ("register.consents", gettext_lazy("Consents")),
    (LISTS, gettext_lazy("Lists")),
):
    timeline_names.add(_source, _name)
