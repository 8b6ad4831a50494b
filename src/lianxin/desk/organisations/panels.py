"""What the page of an organisation shows, made ready for the template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.access.rules import visible
from lianxin.desk.actions import actions_for
from lianxin.desk.days import Day
from lianxin.desk.links import record_url
from lianxin.desk.people.names import known_names
from lianxin.desk.people.panels import TIE_VERBS, ValueLine, origin_of, tie_lines
from lianxin.desk.rights import rights_on, verbs_on
from lianxin.register.enums import OrganisationKind, TieKind
from lianxin.register.models import Document, EstablishedPost, GradeHolding, Organisation, Tie
from lianxin.register.queries.rosters import main_first, roster
from lianxin.register.queries.timeline import in_order, ties_seen
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


def organisation_page(body: Organisation, actor: Actor, day: Day) -> dict[str, Any]:
    """The context of an organisation's page for one reader, as of a day; the time line comes by itself (`desk.events`)."""
    ties, counts = standing_ties(body, actor, day)
    belonging = [*ties.officers, *ties.people, *ties.bodies]
    on_ties, on_body = rights_on(
        actor, (Tie, [tie.pk for tie in [*ties.own, *belonging]], TIE_VERBS), (Organisation, [body.pk], VERBS)
    )
    may = {verb for verb, ids in on_body.items() if ids}
    lines = member_lines(belonging, actor, on_ties)
    first, last = len(ties.officers), len(ties.officers) + len(ties.people)
    sources = sources_for(body, actor)
    memberships = tie_lines(body, ties.own, on_ties, day)
    return {
        "body": body,
        "day": day,
        "values": value_lines(body, actor, sources),
        "liaison": lines[:first],
        "needs_liaison": body.kind in OrganisationKind.social(),
        "people": lines[first:last],
        "people_count": counts["people"],
        "bodies": lines[last:],
        "bodies_count": counts["bodies"],
        "withheld": counts["all"] - counts["seen"],
        "memberships": [line for line in memberships if line.is_running],
        "former": [line for line in memberships if not line.is_running],
        "grades": [(grade, _holds(grade, day)) for grade in grades_of(body, actor)],
        "has_grades": body.kind not in ESTABLISHED,
        "documents": documents_of(body, actor),
        "posts": posts_of(body, actor),
        "timeline_href": day.link(reverse("desk:organisations_timeline", args=[body.pk])),
        "may": may,
        "actions": actions_for(body, actor, may),
        "in_graph": body.kind in {*OrganisationKind.social(), OrganisationKind.HUB},
    }


@dataclass(frozen=True, slots=True)
class BodyTies:
    """The ties of an organisation's page: its own, its liaison officers, and the first of those who belong to it."""

    own: list[Tie]
    officers: list[Tie]
    people: list[Tie]
    bodies: list[Tie]


def standing_ties(body: Organisation, actor: Actor, day: Day) -> tuple[BodyTies, dict[str, int]]:
    """The ties that the page shows, and of those who belong to it how many there are and may be seen. Two statements."""
    belonging = roster(body, day.on)
    seen = visible(belonging, actor, few=True)
    open_ones = Q(pk__in=seen.order_by().values("pk"))
    counts = belonging.order_by().aggregate(
        all=Count("pk"),
        seen=Count("pk", filter=open_ones),
        people=Count("person", filter=open_ones),
        bodies=Count("member", filter=open_ones),
    )
    officers = Tie.objects.on(day.on).filter(kind=TieKind.LIAISON, organisation=body, superseded_by=None)
    people = seen.filter(person__isnull=False)[:SHOWN]
    bodies = seen.filter(member__isnull=False)[:SHOWN]
    wanted = [ties_seen(body, actor).exclude(organisation=None).order_by().values("pk"), officers.values("pk")]
    # A database may refuse a limit inside of a union: each of the two stands as a list of ids.
    wanted += [Tie.objects.filter(pk__in=some.values("pk")).values("pk") for some in (people, bodies)]
    ties = Tie.objects.filter(pk__in=wanted[0].union(*wanted[1:])).select_related(
        "person", "member", "organisation", "other", "place", "document"
    )
    own: list[Tie] = []
    leading: list[Tie] = []
    rest: list[Tie] = []
    for tie in ties.order_by("person__sort_key", "member__sort_key", "pk"):
        if tie.organisation_id != body.pk:
            own.append(tie)
        else:
            (leading if tie.kind == TieKind.LIAISON else rest).append(tie)
    found = BodyTies(
        in_order(own),
        main_first(leading),
        [tie for tie in rest if tie.person_id is not None],
        [tie for tie in rest if tie.person_id is None],
    )
    return found, counts


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


def member_lines(
    ties: Iterable[Tie], actor: Actor, known: Mapping[str, set[int]] | None = None
) -> list[MemberLine]:
    """Who stands at the other end of ties to a body, and what may be done; at most three statements, however many ties.

    `known` gives the ties by verb where the page has asked already.
    """
    rows = list(ties)
    names = known_names({tie.person_id for tie in rows if tie.person_id is not None}, actor)
    may = known if known is not None else verbs_on(Tie, [tie.pk for tie in rows], actor, TIE_VERBS)
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
    if body.kind in ESTABLISHED or not actor.may_any("view", GradeHolding):
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
