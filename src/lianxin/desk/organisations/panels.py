"""What the page of an organisation shows, made ready for the template."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.access.rules import visible
from lianxin.core.dates import span_on
from lianxin.desk.links import record_url
from lianxin.desk.people.panels import allowed_ties, event_lines, source_items
from lianxin.register.enums import OrganisationKind, TieKind
from lianxin.register.models import Document, EstablishedPost, GradeHolding, Organisation, Person, Tie
from lianxin.register.queries.rosters import roster
from lianxin.register.queries.timeline import ties_of, timeline
from lianxin.register.queries.values import body_values, shown_values, sources_of

SHOWN = 20
VERBS = ("edit", "add_tie", "add_liaison", "grade", "add_post", "issue")


def organisation_page(body: Organisation, actor: Actor) -> dict[str, Any]:
    """The context of an organisation's page for one reader."""
    belonging = roster(body, actor.on)
    seen = visible(belonging, actor, few=True)
    people, bodies = seen.filter(person__isnull=False), seen.filter(member__isnull=False)
    own = [tie for tie in ties_of(body, actor) if tie.organisation_id is not None]
    ending = allowed_ties([tie.pk for tie in own], actor, "end")
    return {
        "body": body,
        "values": value_lines(body, actor),
        "liaison": liaison_lines(body, actor),
        "needs_liaison": body.kind in OrganisationKind.social(),
        "people": people_lines(people[:SHOWN], actor),
        "people_count": people.count(),
        "bodies": [{"body": tie.member, "tie": tie} for tie in bodies[:SHOWN]],
        "bodies_count": bodies.count(),
        "withheld": belonging.count() - seen.count(),
        "memberships": [
            {"tie": tie, "href": record_url(tie.organisation), "may_end": tie.pk in ending} for tie in own
        ],
        "grades": grades_of(body, actor),
        "documents": documents_of(body, actor),
        "posts": posts_of(body, actor),
        "events": event_lines(timeline(body, actor)),
        "may": {verb for verb in VERBS if actor.may_any(verb, Organisation) and actor.can(verb, body)},
    }


def value_lines(body: Organisation, actor: Actor) -> list[dict[str, Any]]:
    """Bodies are public; who may be asked there, and where, belongs to the list that said so."""
    sources, given = sources_of(body, actor), body_values([body], actor)[body.pk]
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
    return [
        {"label": label, "text": text, "sources": source_items(sources.get(key, []))}
        for label, text, key in lines
    ]


def liaison_lines(body: Organisation, actor: Actor) -> list[dict[str, Any]]:
    """Liaison ties of today; a name only where the reader may see the person."""
    rows = Tie.objects.on(actor.on).filter(organisation=body, kind=TieKind.LIAISON, superseded_by=None)
    ties = list(rows.select_related("person").order_by("-role", "start", "pk"))
    ending = allowed_ties([tie.pk for tie in ties], actor, "end")
    return [line | {"may_end": line["tie"].pk in ending} for line in people_lines(ties, actor)]


def people_lines(ties: QuerySet[Tie] | list[Tie], actor: Actor) -> list[dict[str, Any]]:
    """People at the other end of ties, named as far as the reader may know them."""
    rows = list(ties)
    people = {tie.person_id: tie.person for tie in rows if tie.person is not None}
    if not people or not actor.may_any("view", Person):
        return [{"tie": tie, "name": _("withheld"), "href": ""} for tie in rows]
    seen = visible(Person.objects.filter(pk__in=people), actor, few=True)
    open_to = set(seen.values_list("pk", flat=True))
    shown = shown_values(
        [person for pk, person in people.items() if pk in open_to and person is not None], actor
    )
    return [
        {
            "tie": tie,
            "name": shown[tie.person_id].name if tie.person_id in shown else _("withheld"),
            "href": record_url(tie.person) if tie.person_id in shown else "",
        }
        for tie in rows
    ]


def grades_of(body: Organisation, actor: Actor) -> list[dict[str, Any]]:
    if not actor.may_any("view", GradeHolding):
        return []
    held = visible(GradeHolding.objects.filter(organisation=body), actor).order_by("-start")
    today = set(
        GradeHolding.objects.filter(span_on(actor.on), organisation=body).values_list("pk", flat=True)
    )
    return [{"grade": grade, "valid": grade.pk in today} for grade in held]


def documents_of(body: Organisation, actor: Actor) -> list[Document]:
    if not actor.may_any("view", Document):
        return []
    return list(visible(Document.objects.filter(issuer=body), actor).order_by("-issued_on", "-pk")[:SHOWN])


def posts_of(body: Organisation, actor: Actor) -> list[EstablishedPost]:
    if not actor.may_any("view", EstablishedPost):
        return []
    posts = visible(EstablishedPost.objects.filter(organisation=body), actor)
    return list(posts.select_related("document").order_by("section", "added_on", "pk"))
