"""Measures of the register: who is in it, who is tied to what, which bodies and documents there are (CITY.md)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from lianxin.figures.measures import At, During, Measure, OnLastDay, Period, Ratio, When, declare
from lianxin.figures.units import Unit
from lianxin.reference.codelists import AppointmentLevel
from lianxin.reference.models import Place
from lianxin.register.enums import DocumentPurpose, OrganisationKind, TieKind
from lianxin.register.homes import HomeOf
from lianxin.register.models import Document, EstablishedPost, GradeHolding, Organisation, Person, Tie
from lianxin.register.queries.rosters import established

OFFICE = "city office"


@dataclass(frozen=True, slots=True)
class Standing:
    """Organisations that exist on the period's last day: registered before, not closed; an unknown day excludes nobody."""

    prefix: str = ""

    def within(self, period: Period) -> Q:
        founded, closed = f"{self.prefix}founded_on", f"{self.prefix}closed_on"
        since = Q(**{f"{founded}__isnull": True}) | Q(**{f"{founded}__lte": period.end})
        return since & (Q(**{f"{closed}__isnull": True}) | Q(**{f"{closed}__gt": period.end}))


@dataclass(frozen=True, slots=True)
class Valid:
    """Places that are valid on the period's last day."""

    def within(self, period: Period) -> Q:
        return Q(valid_from__lte=period.end) & (Q(valid_to=None) | Q(valid_to__gt=period.end))


@dataclass(frozen=True, slots=True)
class Both:
    """Two conditions on dates at once."""

    one: When
    other: When

    def within(self, period: Period) -> Q:
        return self.one.within(period) & self.other.within(period)


@dataclass(frozen=True, slots=True)
class Itself:
    """The rows are places: each counts at itself."""

    def path(self, on: dt.date) -> Combinable:
        return F("path")

    def district(self, on: dt.date) -> Combinable:
        return F("district_id")


def ties(kind: TieKind, **more: Any) -> Callable[[], Any]:
    """Ties of a kind that no merge has superseded."""
    return lambda: Tie.objects.filter(kind=kind, superseded_by=None, **more)


def team(slug: str) -> Callable[[], Any]:
    return ties(TieKind.TEAM, organisation__slug=slug, person__isnull=False)


def bodies(*kinds: str) -> Callable[[], Any]:
    return lambda: Organisation.objects.filter(kind__in=kinds, merged_into=None)


HOME = HomeOf("person_id")

declare(
    # A: how the work is organised
    Measure(
        key="A1.departments", name=_("Units of the joint conference"), unit=Unit.ORGANISATIONS,
        words=_("Departments that hold a seat in the joint conference on the last day; a department with two delegates counts once."),
        rows=ties(TieKind.CONFERENCE_SEAT, organisation__slug="joint_conference"), when=OnLastDay(), place=At("member__place"),
        distinct="member", listed=Organisation, owner=OFFICE,
    ),
    Measure(
        key="A3.documents", name=_("Documents issued"), unit=Unit.DOCUMENTS,
        words=_("Regulations and guiding documents issued in the period, by date of issue; on trial or in force, replaced later or not."),
        rows=lambda: Document.objects.filter(kind=DocumentPurpose.REGULATION), when=During("issued_on"), place=At("issuer__place"),
        owner=OFFICE,
    ),
    Measure(
        key="A4.posts", name=_("Posts added"), unit=Unit.POSTS,
        words=_("Posts of the establishment that a document added in the period; posts, not the people who sit on them."),
        rows=EstablishedPost.objects.all, when=During("added_on"), place=At("organisation__place"), owner=OFFICE,
    ),
    # B: people
    Measure(
        key="B1.register", name=_("People in the register"), unit=Unit.PEOPLE,
        words=_("People who are in the register on the last day, each once."),
        rows=team("register"), when=OnLastDay(), place=HOME, distinct="person", listed=Person, owner=OFFICE,
    ),
    Measure(
        key="B1.key_contacts", name=_("Key contacts"), unit=Unit.PEOPLE,
        words=_("People in the tier of key contacts on the last day; not those who were in it once."),
        rows=ties(TieKind.KEY_CONTACT), when=OnLastDay(), place=HOME, distinct="person", listed=Person, owner=OFFICE,
    ),
    Measure(
        key="B2.volunteers", name=_("Members of the volunteer team"), unit=Unit.PEOPLE,
        words=_("People in the volunteer team on the last day, whether they served or not."),
        rows=team("volunteers"), when=OnLastDay(), place=HOME, distinct="person", listed=Person, owner=OFFICE,
    ),
    Measure(
        key="B4.placements", name=_("People on placement"), unit=Unit.PEOPLE,
        words=_("People whose placement in a department began in the period; a span over New Year counts in its first year only."),
        rows=ties(TieKind.PLACEMENT), when=During("start"), place=At("organisation__place"), distinct="person", listed=Person,
        owner=OFFICE, filters={"year": "start__year"},
    ),
    Measure(
        key="B5.pairings", name=_("Named contacts"), unit=Unit.PAIRS,
        words=_("Pairs of a leader and a person that hold on the last day."),
        rows=ties(TieKind.PAIRING), when=OnLastDay(), place=HOME, owner=OFFICE,
    ),
    *(
        Measure(
            key=key, name=name, unit=Unit.PEOPLE, words=words,
            rows=ties(TieKind.APPOINTMENT, role=level), when=OnLastDay(), place=HOME, distinct="person", listed=Person, owner=OFFICE,
        )
        for key, level, name, words in (
            (
                "B6.provincial", AppointmentLevel.PROVINCE, _("Appointed at provincial level"),
                _("People in a term of appointment to a provincial body on the last day; one with two posts counts once."),
            ),
            (
                "B6.city", AppointmentLevel.CITY, _("Appointed at city level"),
                _("People in a term of appointment to a city body on the last day; one with two posts counts once."),
            ),
        )
    ),
    # C: organisations and services
    Measure(
        key="C1.hubs", name=_("Hub organisations"), unit=Unit.BODIES,
        words=_("Hub organisations that exist on the last day."),
        rows=bodies(OrganisationKind.HUB), when=Standing(), place=At("place"), owner=OFFICE,
    ),
    Measure(
        key="C1.organisations", name=_("Organisations in hubs"), unit=Unit.ORGANISATIONS,
        words=_("Organisations that are members of at least one hub on the last day; one in two hubs counts once."),
        rows=ties(TieKind.MEMBERSHIP, organisation__kind=OrganisationKind.HUB, member__isnull=False), when=OnLastDay(),
        place=At("member__place"), distinct="member", listed=Organisation, owner=OFFICE,
    ),
    Measure(
        key="C2.districts_covered", name=_("Districts with an association"), unit=Unit.BODIES,
        words=_("Districts and counties with a registered district association (credit code or founding document) on the last day."),
        rows=established, when=Standing(), place=At("place"), distinct="place__district", listed=Place, owner=OFFICE,
    ),
    Measure(
        key="C2.districts", name=_("Districts and counties"), unit=Unit.BODIES,
        words=_("Districts, counties and county-level cities with a code on the last day; functional zones are none."),
        rows=lambda: Place.objects.filter(level=Place.Level.DISTRICT).exclude(code=""), when=Valid(), place=Itself(), owner=OFFICE,
    ),
    Ratio(
        key="C2.coverage", name=_("Coverage of district associations"), unit=Unit.RATE,
        words=_("Districts with a registered association as a share of all districts and counties."),
        numerator="C2.districts_covered", denominator="C2.districts", owner=OFFICE,
    ),
    Measure(
        key="C3.professional", name=_("Professional organisations"), unit=Unit.BODIES,
        words=_("Organisations that a hub has admitted as professional organisations on the last day."),
        rows=ties(TieKind.MEMBERSHIP, organisation__kind=OrganisationKind.HUB, member__isnull=False, role="professional"),
        when=OnLastDay(), place=At("member__place"), distinct="member", listed=Organisation, owner=OFFICE,
    ),
    Measure(
        key="C4.organisations_with_liaison", name=_("Organisations with a liaison officer"), unit=Unit.ORGANISATIONS,
        words=_("Social organisations existing on the last day that have a main or deputy liaison officer on that day."),
        rows=lambda: Tie.objects.filter(
            kind=TieKind.LIAISON, superseded_by=None, organisation__kind__in=OrganisationKind.social(), organisation__merged_into=None
        ),
        when=Both(OnLastDay(), Standing("organisation__")), place=At("organisation__place"),
        distinct="organisation", listed=Organisation, owner=OFFICE,
    ),
    Measure(
        key="C4.social_organisations", name=_("Social organisations"), unit=Unit.ORGANISATIONS,
        words=_("Associations, foundations, private non-enterprise units and district associations that exist on the last day."),
        rows=bodies(*OrganisationKind.social()), when=Standing(), place=At("place"), owner=OFFICE,
    ),
    Ratio(
        key="C4.liaison_rate", name=_("Organisations with a liaison officer, rate"), unit=Unit.RATE,
        words=_("Social organisations with a liaison officer as a share of all social organisations on the last day."),
        numerator="C4.organisations_with_liaison", denominator="C4.social_organisations", owner=OFFICE,
    ),
    Measure(
        key="C5.graded", name=_("Graded organisations"), unit=Unit.ORGANISATIONS,
        words=_("Organisations whose official grade is valid on the last day."),
        rows=GradeHolding.objects.all, when=OnLastDay(), place=At("organisation__place"), distinct="organisation",
        listed=Organisation, owner=OFFICE, filters={"grade": "grade"},
    ),
    Measure(
        key="C6.stations", name=_("Service stations"), unit=Unit.BODIES,
        words=_("Stations in communities that exist on the last day."),
        rows=bodies(OrganisationKind.STATION), when=Standing(), place=At("place"), owner=OFFICE,
    ),
    # D: exchange, advice, support
    Measure(
        key="D7.columnists", name=_("Columnists"), unit=Unit.PEOPLE,
        words=_("People in the team of columnists on the last day."),
        rows=team("columnists"), when=OnLastDay(), place=HOME, distinct="person", listed=Person, owner=OFFICE,
    ),
    Measure(
        key="D12.lawyers", name=_("Lawyers in the volunteer corps"), unit=Unit.PEOPLE,
        words=_("Lawyers in the volunteer corps on the last day, whether they served or not."),
        rows=team("lawyers"), when=OnLastDay(), place=HOME, distinct="person", listed=Person, owner=OFFICE,
    ),
)  # fmt: skip
