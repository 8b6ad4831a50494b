"""What the page of an organisation shows, made ready for the template."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.access.rules import visible
from lianxin.desk.actions import actions_for
from lianxin.desk.days import Day
from lianxin.desk.links import record_url
from lianxin.desk.people.names import known_names
from lianxin.desk.people.panels import ValueLine, origin_of, span_of, tie_lines
from lianxin.desk.rights import verbs_on
from lianxin.register.enums import OrganisationKind
from lianxin.register.models import Document, EstablishedPost, GradeHolding, Organisation, Tie
from lianxin.register.queries.rosters import liaison_officers, roster
from lianxin.register.queries.timeline import LISTS, TIES, list_events, tie_events, ties_of, timeline
from lianxin.register.queries.values import Source, body_values, provenance, sources_for

SHOWN = 20
VERBS = ("edit", "add_tie", "add_liaison", "grade", "add_post", "issue")
ESTABLISHED = frozenset({OrganisationKind.DEPARTMENT})
"""Kinds whose establishment has posts."""


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One tie to the organisation: who, as far as the reader may know them, and what the reader may do about it."""

    tie: Tie
    name: str
    href: str
    may_end: bool = False
    may_edit: bool = False


def organisation_page(body: Organisation, actor: Actor, day: Day, asked: HttpRequest) -> dict[str, Any]:
    """The context of an organisation's page for one reader, as of a day."""
    own = [tie for tie in ties_of(body, actor) if tie.organisation_id is not None]
    officers = liaison_officers([body.pk], day.on).get(body.pk, [])
    belonging = roster(body, day.on)
    seen = visible(belonging, actor, few=True)
    open_ones = Q(pk__in=seen.order_by().values("pk"))
    counts = belonging.order_by().aggregate(
        all=Count("pk"),
        seen=Count("pk", filter=open_ones),
        people=Count("person", filter=open_ones),
        bodies=Count("member", filter=open_ones),
    )
    people = list(seen.filter(person__isnull=False)[:SHOWN]) if counts["people"] else []
    bodies = list(seen.filter(member__isnull=False)[:SHOWN]) if counts["bodies"] else []
    withheld = counts["all"] - counts["seen"]
    lines = member_lines([*officers, *people, *bodies], actor)
    sources = sources_for(body, actor)
    grades = grades_of(body, actor)
    given = {TIES: tie_events(body, own), LISTS: list_events(sources)}
    memberships = tie_lines(body, own, actor, day)
    return {
        "body": body,
        "day": day,
        "values": value_lines(body, actor, sources),
        "liaison": lines[: len(officers)],
        "needs_liaison": body.kind in OrganisationKind.social(),
        "people": lines[len(officers) : len(officers) + len(people)],
        "people_count": counts["people"],
        "bodies": lines[len(officers) + len(people) :],
        "bodies_count": counts["bodies"],
        "withheld": withheld,
        "memberships": [line for line in memberships if line.is_running],
        "former": [line for line in memberships if not line.is_running],
        "grades": [(grade, _holds(grade, day)) for grade in grades],
        "documents": documents_of(body, actor),
        "posts": posts_of(body, actor),
        "span": span_of(timeline(body, actor, given), day, asked),
        "may": {verb for verb, ids in verbs_on(Organisation, [body.pk], actor, VERBS).items() if ids},
        "actions": actions_for(body, actor),
        "in_graph": body.kind in {*OrganisationKind.social(), OrganisationKind.HUB},
    }


def value_lines(body: Organisation, actor: Actor, sources: list[Source]) -> list[ValueLine]:
    """Bodies are public; who may be asked there, and where, belongs to the list that said so."""
    found, given = provenance(sources), body_values([body], actor)[body.pk]
    lines = [
        (_("Kind"), body.get_kind_display(), ""),
        (_("Place"), body.place.name if body.place else "", "place_id"),
        (_("Short name"), body.short_name, "short_name"),
        (_("Credit code"), body.credit_code, "credit_code"),
        (_("Legal representative"), given["legal_person"], "legal_person"),
        (_("Industry"), body.industry, "industry"),
        (_("Phone"), given["phone"], "phone"),
        (_("Address"), given["address"], "address"),
        (_("Registered on"), body.founded_on.isoformat() if body.founded_on else "", "founded_on"),
        (_("Closed on"), body.closed_on.isoformat() if body.closed_on else "", ""),
    ]
    return [ValueLine(key, label, str(text), origin_of(found.get(key))) for label, text, key in lines]


def member_lines(ties: Iterable[Tie], actor: Actor) -> list[MemberLine]:
    """Who stands at the other end of ties to a body, and what may be done; at most four statements, however many ties."""
    rows = list(ties)
    names = known_names({tie.person_id for tie in rows if tie.person_id is not None}, actor)
    may = verbs_on(Tie, [tie.pk for tie in rows], actor, ("end", "edit"))
    return [MemberLine(tie, *_who(tie, names), tie.pk in may["end"], tie.pk in may["edit"]) for tie in rows]


def _who(tie: Tie, names: dict[int, str]) -> tuple[str, str]:
    if tie.person_id is None:
        return (tie.member.name, record_url(tie.member)) if tie.member is not None else ("", "")
    if tie.person_id not in names:
        return _("withheld"), ""
    return names[tie.person_id], record_url(tie.person)


def _holds(grade: GradeHolding, day: Day) -> bool:
    return grade.start <= day.on and (grade.end is None or grade.end > day.on)


def grades_of(body: Organisation, actor: Actor) -> list[GradeHolding]:
    if not actor.may_any("view", GradeHolding):
        return []
    return list(visible(GradeHolding.objects.filter(organisation=body), actor, few=True).order_by("-start"))


def documents_of(body: Organisation, actor: Actor) -> list[Document]:
    if not actor.may_any("view", Document):
        return []
    rows = visible(Document.objects.filter(issuer=body), actor, few=True)
    return list(rows.order_by("-issued_on", "-pk")[:SHOWN])


def posts_of(body: Organisation, actor: Actor) -> list[EstablishedPost]:
    if body.kind not in ESTABLISHED or not actor.may_any("view", EstablishedPost):
        return []
    posts = visible(EstablishedPost.objects.filter(organisation=body), actor, few=True)
    return list(posts.select_related("document").order_by("section", "added_on", "pk"))
