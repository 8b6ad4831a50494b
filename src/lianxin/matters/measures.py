"""Measures of matters (DOMAIN §10.2). What was not accepted never counts; drafts never count."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.figures.measures import At, During, Measure, Period, Ratio, declare
from lianxin.figures.units import Unit
from lianxin.flows.flow import Phase
from lianxin.matters.enums import MatterRole, Rating, Result
from lianxin.matters.kind import kinds_where
from lianxin.matters.models import Adoption, Matter, MatterParty
from lianxin.reference.codelists import AppointmentLevel
from lianxin.register.enums import OrganisationKind
from lianxin.register.models import Person

PLACE = At("place")
UNACCEPTED = (Phase.DRAFT, Phase.REFUSED)
NO_DEADLINE = (Phase.DRAFT, Phase.REFUSED, Phase.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Overlapping:
    """Rows whose half-open span `[start, end)` shares a day with the period."""

    prefix: str = ""

    def within(self, period: Period) -> Q:
        start, end = f"{self.prefix}start", f"{self.prefix}end"
        open_start = Q(**{f"{start}__isnull": True}) | Q(**{f"{start}__lte": period.end})
        return open_start & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": period.start}))


def accepted(*kinds: str) -> QuerySet[Matter]:
    return Matter.objects.filter(kind__in=kinds).exclude(phase__in=UNACCEPTED)


def with_deadline(*kinds: str) -> QuerySet[Matter]:
    """Matters whose first deadline counts: neither refused nor taken back."""
    return Matter.objects.filter(kind__in=kinds).exclude(phase__in=NO_DEADLINE)


def in_time(rows: QuerySet[Matter]) -> QuerySet[Matter]:
    """Closed on or before the *original* deadline; an extension does not make it on time."""
    return rows.filter(phase=Phase.DONE, closed_on__lte=F("original_due_on"))


def station(rows: QuerySet[Matter]) -> QuerySet[Matter]:
    """Cases of the community stations: registered by a station."""
    return rows.filter(desk__kind=OrganisationKind.STATION)


def cases() -> tuple[str, ...]:
    return tuple(kinds_where(is_case=True))


declare(
    Measure(
        key="A2.items",
        name=_("Action items"),
        unit=Unit.CASES,
        words=_("Action items set up in the period, cancelled ones included"),
        rows=lambda: accepted("action_item"),
        when=During("opened_on"),
        place=PLACE,
    ),
    Measure(
        key="A2.items_due",
        name=_("Action items due"),
        unit=Unit.CASES,
        words=_("Action items whose first deadline lies in the period"),
        rows=lambda: with_deadline("action_item"),
        when=During("original_due_on"),
        place=PLACE,
    ),
    Measure(
        key="A2.items_on_time",
        name=_("Action items closed on time"),
        unit=Unit.CASES,
        words=_("Of the action items due in the period, those closed on or before the first deadline"),
        rows=lambda: in_time(with_deadline("action_item")),
        when=During("original_due_on"),
        place=PLACE,
    ),
    Ratio(
        key="A2.on_time",
        name=_("Action items on time"),
        unit=Unit.RATE,
        words=_("Closed on or before the first deadline, of those due in the period"),
        numerator="A2.items_on_time",
        denominator="A2.items_due",
    ),
    Measure(
        key="B5.needs",
        name=_("Needs raised at visits"),
        unit=Unit.CASES,
        words=_("Needs raised in the period"),
        rows=lambda: accepted("need"),
        when=During("opened_on"),
        place=PLACE,
    ),
    Measure(
        key="B5.needs_solved",
        name=_("Needs solved"),
        unit=Unit.CASES,
        words=_("Needs closed in the period with the result “solved”"),
        rows=lambda: accepted("need").filter(phase=Phase.DONE, result=Result.SOLVED),
        when=During("closed_on"),
        place=PLACE,
    ),
    Measure(
        key="C6.cases",
        name=_("Cases of community stations"),
        unit=Unit.CASES,
        words=_("Counselling, mediation, feedback, rights advice and legal advice that stations accepted, by the day they were raised"),
        rows=lambda: station(accepted(*cases())),
        when=During("opened_on"),
        place=PLACE,
        sensitive=True,
        filters={"kind": "kind"},
    ),
    Measure(
        key="C6.due",
        name=_("Station cases due"),
        unit=Unit.CASES,
        words=_("Station cases whose first deadline lies in the period, without those taken back"),
        rows=lambda: station(with_deadline(*cases())),
        when=During("original_due_on"),
        place=PLACE,
        sensitive=True,
    ),
    Measure(
        key="C6.due_closed",
        name=_("Station cases closed on time"),
        unit=Unit.CASES,
        words=_("Of the station cases due in the period, those closed on or before the first deadline"),
        rows=lambda: station(in_time(with_deadline(*cases()))),
        when=During("original_due_on"),
        place=PLACE,
        sensitive=True,
    ),
    Ratio(
        key="C6.on_time",
        name=_("Station cases on time"),
        unit=Unit.RATE,
        words=_("Closed on or before the first deadline, of those due in the period"),
        numerator="C6.due_closed",
        denominator="C6.due",
    ),
    Measure(
        key="C6.rated",
        name=_("Station cases rated"),
        unit=Unit.CASES,
        words=_("Station cases rated in the period on one of the five levels"),
        rows=lambda: station(accepted(*cases())).exclude(rating=""),
        when=During("rated_on"),
        place=PLACE,
        sensitive=True,
    ),
    Measure(
        key="C6.rated_satisfied",
        name=_("Station cases rated satisfied"),
        unit=Unit.CASES,
        words=_("Of those rated in the period, satisfied and very satisfied; basically satisfied is not added"),
        rows=lambda: station(accepted(*cases())).filter(rating__in=Rating.satisfied()),
        when=During("rated_on"),
        place=PLACE,
        sensitive=True,
    ),
    Ratio(
        key="C6.satisfied",
        name=_("Satisfaction with stations"),
        unit=Unit.RATE,
        words=_("Satisfied and very satisfied, of all valid ratings of the period"),
        numerator="C6.rated_satisfied",
        denominator="C6.rated",
    ),
    Measure(
        key="D9.papers",
        name=_("Papers submitted"),
        unit=Unit.PAPERS,
        words=_("Papers submitted to the think tank, by the day they were raised"),
        rows=lambda: accepted("proposal"),
        when=During("opened_on"),
        place=PLACE,
    ),
    Measure(
        key="D9.adopted_central",
        name=_("Papers adopted at central level"),
        unit=Unit.PAPERS,
        words=_("Distinct papers with an adoption at central level in the period; the date is the day of the adoption"),
        rows=lambda: Adoption.objects.filter(level=AppointmentLevel.CENTRAL),
        when=During("adopted_on"),
        place=At("matter__place"),
        distinct="matter",
        listed=Matter,
    ),
    Measure(
        key="D10.projects",
        name=_("Startup projects supported"),
        unit=Unit.BODIES,
        words=_("Student projects to which support was granted, by the day they applied"),
        rows=lambda: accepted("startup_project").filter(result=Result.GRANTED),
        when=During("opened_on"),
        place=PLACE,
    ),
    Measure(
        key="D10.mentors",
        name=_("Mentors of startup projects"),
        unit=Unit.PEOPLE,
        words=_("Distinct people who were mentors of a student project in the period"),
        rows=lambda: MatterParty.objects.filter(role=MatterRole.MENTOR, matter__kind="startup_project", person__isnull=False),
        when=Overlapping(),
        place=At("matter__place"),
        distinct="person",
        listed=Person,
    ),
    Measure(
        key="D11.students",
        name=_("Students rewarded"),
        unit=Unit.PEOPLE,
        words=_("Distinct students to whom the fund awarded a grant in the period, by the day of the award"),
        rows=lambda: MatterParty.objects.filter(
            role=MatterRole.APPLICANT,
            person__isnull=False,
            matter__kind="student_grant",
            matter__result=Result.GRANTED,
            matter__phase=Phase.DONE,
        ),
        when=During("matter__closed_on"),
        place=At("matter__place"),
        distinct="person",
        listed=Person,
    ),
    Measure(
        key="D12.beneficiaries",
        name=_("Beneficiaries of the lawyers' corps"),
        unit=Unit.PERSON_TIMES,
        words=_("People served by advice, drafting and talks of the corps in the period, each service counted"),
        rows=lambda: Matter.objects.filter(kind="legal_aid", desk__slug="lawyers", phase=Phase.DONE),
        when=During("closed_on"),
        place=PLACE,
        total="served",
    ),
)
