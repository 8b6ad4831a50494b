"""Reads of bulletins: who an audience is today, what is missing, how far an issue got, what stands in public."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from lianxin.bulletins.enums import Addressing
from lianxin.bulletins.kind import bulletin_kinds
from lianxin.bulletins.models import Bulletin, Channel, Delivery
from lianxin.core.dates import today
from lianxin.core.errors import BadInput
from lianxin.flows.flow import Phase
from lianxin.reference.models import Place
from lianxin.reference.queries import place_by_code
from lianxin.register.enums import TieKind
from lianxin.register.models import Organisation, Person, Tie
from lianxin.register.queries.consents import may_be_reached

YEAR = dt.timedelta(days=365)
TO_PEOPLE, TO_ORGANISATIONS = "people", "organisations"


@dataclass(frozen=True, slots=True)
class Audience:
    """Ties and a place, never people: `ties` are pairs of a tie's kind and the slug of its organisation (empty: any).

    `to` says whether the people of those ties or their organisations receive it.
    """

    ties: tuple[tuple[str, str], ...] = ()
    place: str = ""
    to: str = TO_PEOPLE
    stored: dict[str, Any] = field(default_factory=dict, compare=False, hash=False)


def read_audience(value: dict[str, Any]) -> Audience:
    """The audience of a bulletin's JSON: `{"ties": [{"kind": "team", "slug": "register"}], "place": "210202", "to": "people"}`.

    Raises BadInput for an unknown key, kind, slug, place or receiver.
    """
    unknown = set(value) - {"ties", "place", "to"}
    ties = tuple((str(tie.get("kind", "")), str(tie.get("slug", ""))) for tie in value.get("ties", []))
    to = value.get("to", TO_PEOPLE)
    if unknown or not ties or to not in {TO_PEOPLE, TO_ORGANISATIONS}:
        raise BadInput(_("An audience names at least one tie, and a place if it is meant for one only."))
    for kind, slug in ties:
        if kind not in TieKind.values or (slug and not Organisation.objects.filter(slug=slug).exists()):
            raise BadInput(_("An audience names ties that exist: {tie} is none.").format(tie=f"{kind} {slug}".strip()))
    code = str(value.get("place") or "")
    if code:
        place_by_code(code, today())
    return Audience(ties, code, str(to), value)


def people_of(audience: Audience, on: dt.date) -> QuerySet[Person]:
    """The people whom the audience holds on a day and who may be addressed on it."""
    ids = _ties_of(audience, on).filter(person__isnull=False).values("person_id")
    people = Person.objects.filter(pk__in=ids, merged_into=None, erased_on=None)
    if audience.place:
        people = people.filter(pk__in=_people_at(place_by_code(audience.place, on), on))
    return may_be_addressed(people, on)


def organisations_of(audience: Audience, on: dt.date) -> QuerySet[Organisation]:
    """The organisations at which, or as members of which, the audience's ties hold on a day."""
    ties = _ties_of(audience, on)
    bodies = Organisation.objects.filter(
        Q(pk__in=ties.filter(member__isnull=False).values("member_id"))
        | Q(pk__in=ties.filter(kind=TieKind.LIAISON).values("organisation_id"))
    ).filter(merged_into=None, closed_on=None)
    return bodies.filter(place__path__startswith=place_by_code(audience.place, on).path) if audience.place else bodies


def may_be_addressed(people: QuerySet[Person], on: dt.date, purpose: str = Addressing.BULLETINS) -> QuerySet[Person]:
    """Those whom the purpose may reach (`register.queries.consents.may_be_reached`)."""
    return may_be_reached(people, on, purpose)


def _ties_of(audience: Audience, on: dt.date) -> QuerySet[Tie]:
    wanted = Q(pk__in=[])
    for kind, slug in audience.ties:
        wanted |= Q(kind=kind, organisation__slug=slug) if slug else Q(kind=kind)
    return Tie.objects.on(on).filter(wanted, superseded_by=None)


def _people_at(place: Place, on: dt.date) -> QuerySet[Any, Any]:
    ties = Tie.objects.on(on).filter(superseded_by=None, person__isnull=False)
    at_home = Q(kind=TieKind.RESIDENCE, place__path__startswith=place.path)
    at_work = Q(kind=TieKind.EMPLOYMENT, is_main=True, organisation__place__path__startswith=place.path)
    return ties.filter(at_home | at_work).values("person_id")


@dataclass(frozen=True, slots=True)
class Counts:
    """Three facts, three counts; none stands for another."""

    receivers: int
    delivered: int
    opened: int
    signed: int


def counts_of(bulletin: Bulletin) -> Counts:
    row = bulletin.deliveries.aggregate(
        receivers=Count("pk"), delivered=Count("delivered_at"), opened=Count("opened_at"), signed=Count("signed_at")
    )
    return Counts(**row)


def missing_issues(start: dt.date, end: dt.date, kind: str = "bimonthly", on: dt.date | None = None) -> list[dt.date]:
    """First days of the spans inside the period for which an issue was expected and none was issued: the gaps.

    Spans begin with January; one that has not ended on `on` (today) is not expected yet.
    """
    months = bulletin_kinds.get(kind).every_months
    if not months:
        return []
    expected, day = [], dt.date(start.year, 1, 1)
    while day <= end:
        after = _months_later(day, months)
        if day >= start and after <= min(end, on or today()) + dt.timedelta(days=1):
            expected.append(day)
        day = after
    held = set(
        Bulletin.objects.filter(kind=kind, phase=Phase.DONE, period_start__in=expected).values_list("period_start", flat=True)
    )
    return [day for day in expected if day not in held]


def _months_later(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, 1)


def published(kind: str = "") -> QuerySet[Bulletin]:
    """What stands on the public pages, newest first; columns with author and affiliation."""
    rows = Bulletin.objects.filter(is_public=True, phase=Phase.DONE).select_related("issuer", "author")
    return (rows.filter(kind=kind) if kind else rows).order_by("-issued_on", "-pk")


def inbox_of(person_id: int) -> QuerySet[Delivery]:
    """What was delivered to a person, newest first, unread and read."""
    return Delivery.objects.filter(person_id=person_id).select_related("bulletin__issuer").order_by("-delivered_at", "-pk")


def unchecked_channels(on: dt.date | None = None) -> QuerySet[Channel]:
    """Channels in use whose yearly check is more than a year old or was never made."""
    day = on or today()
    in_use = Channel.objects.filter(start__lte=day).filter(Q(end=None) | Q(end__gt=day))
    return in_use.filter(Q(checked_on=None, start__lt=day - YEAR) | Q(checked_on__lt=day - YEAR))
