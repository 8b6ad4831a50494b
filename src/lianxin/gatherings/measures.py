"""Measures of this app. Planned, called-off and superseded rows never count; headcounts are never added to names."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.figures.measures import At, During, Measure, declare
from lianxin.figures.units import Unit
from lianxin.flows.flow import Phase
from lianxin.gatherings.enums import Part, PartState
from lianxin.gatherings.models import Gathering, Participation
from lianxin.gatherings.series import LEADING_GROUP, REPORT_MEETINGS, THEME_ACTIVITIES, THINK_TANK
from lianxin.register.models import Person


def held(kind: str, series: tuple[str, ...] = ()) -> QuerySet[Gathering]:
    """Gatherings of a kind that took place, each once."""
    rows = Gathering.objects.filter(kind=kind, held_on__isnull=False, superseded_by=None).exclude(
        phase=Phase.WITHDRAWN
    )
    return rows.filter(series__in=series) if series else rows


def audience(kind: str, states: tuple[str, ...]) -> QuerySet[Participation]:
    """People in the audience of gatherings of a kind that took place; speakers, staff and bodies are none."""
    return Participation.objects.filter(
        gathering__kind=kind,
        gathering__held_on__isnull=False,
        gathering__superseded_by=None,
        person__isnull=False,
        part=Part.ATTENDEE,
        state__in=states,
        superseded_by=None,
    ).exclude(gathering__phase=Phase.WITHDRAWN)


def booked() -> QuerySet[Gathering]:
    return Gathering.objects.filter(venue__isnull=False, held_on__isnull=False, superseded_by=None).exclude(
        phase=Phase.WITHDRAWN
    )


HELD = During("held_on")
AT_HELD = During("gathering__held_on")
FINISHED = (PartState.FINISHED.value,)

declare(
    Measure(
        key="A2.sessions", name=_("Sessions of the leading group"), unit=Unit.EVENTS,
        words=_("Sessions of the city committee and the leading group (joint conferences of the series 专题学习) held in the period."),
        rows=lambda: held("joint_conference", LEADING_GROUP), when=HELD, place=At("place"),
    ),
    Measure(
        key="B3.classes", name=_("Training classes"), unit=Unit.CLASSES,
        words=_("Training classes held in the period; a class that city and district run together counts once, for its organiser."),
        rows=lambda: held("training_class"), when=HELD, place=At("place"), filters={"series": "series"},
    ),
    Measure(
        key="B3.trained_times", name=_("Trained, person-times"), unit=Unit.PERSON_TIMES,
        words=_("Attendees who finished a class held in the period; one person in two classes counts twice."),
        rows=lambda: audience("training_class", FINISHED), when=AT_HELD, place=At("gathering__place"),
    ),
    Measure(
        key="B3.trained_people", name=_("Trained, people"), unit=Unit.PEOPLE,
        words=_("Different people who finished at least one class held in the period."),
        rows=lambda: audience("training_class", FINISHED), when=AT_HELD, place=At("gathering__place"), distinct="person", listed=Person,
    ),
    Measure(
        key="B5.visits", name=_("Visits to named contacts"), unit=Unit.VISITS,
        words=_("Visits that leaders made to the members whom they are paired with, in the period."),
        rows=lambda: held("visit"), when=HELD, place=At("place"),
    ),
    Measure(
        key="D1.forum_times", name=_("Forum participants, person-times"), unit=Unit.PERSON_TIMES,
        words=_("Attendees of forums held in the period, once per forum; without speakers, staff and heads counted without names."),
        rows=lambda: audience("forum", PartState.were_there()), when=AT_HELD, place=At("gathering__place"),
        filters={"series": "gathering__series"},
    ),
    Measure(
        key="D1.forum_people", name=_("Forum participants, people"), unit=Unit.PEOPLE,
        words=_("Different people who were in the audience of at least one forum held in the period."),
        rows=lambda: audience("forum", PartState.were_there()), when=AT_HELD, place=At("gathering__place"),
        distinct="person", listed=Person, filters={"series": "gathering__series"},
    ),
    Measure(
        key="D2.meetings", name=_("Exchange and report meetings"), unit=Unit.EVENTS,
        words=_("Activities of the series 经验交流会 and 事迹报告会 held in the period."),
        rows=lambda: held("activity", REPORT_MEETINGS), when=HELD, place=At("place"), filters={"series": "series"},
    ),
    Measure(
        key="D8.activities", name=_("Theme activities"), unit=Unit.EVENTS,
        words=_("Activities of the campaigns 凝心聚力十三五 and 汇聚社会精英 held in the period."),
        rows=lambda: held("activity", THEME_ACTIVITIES), when=HELD, place=At("place"), filters={"series": "series"},
    ),
    Measure(
        key="D9.salons", name=_("Salons of the think tank"), unit=Unit.SESSIONS,
        words=_("Salons of the series 同心·滨城智库 held in the period; planned ones do not count."),
        rows=lambda: held("salon", THINK_TANK), when=HELD, place=At("place"),
    ),
    Measure(
        key="D13.bookings", name=_("Use of venues"), unit=Unit.EVENTS,
        words=_("Gatherings of any kind held in the period in a room or base on the list of venues."),
        rows=booked, when=HELD, place=At("venue__place"), filters={"kind": "kind"},
    ),
)  # fmt: skip
