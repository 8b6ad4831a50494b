"""Measures of this app. Votes count after closing; voided papers are printed beside the result, never added to it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.ballots.enums import COUNTED
from lianxin.ballots.models import Ballot, RollEntry, Vote
from lianxin.figures.measures import At, During, Measure, declare
from lianxin.figures.units import Unit
from lianxin.register.models import Person

CLOSED_CONTEST = {"ballot__kind": "contest", "ballot__stage__in": COUNTED}

declare(
    Measure(
        key="D5.contests", name=_("Online contests"), unit=Unit.EVENTS,
        words=_("Contests whose vote closed in the period."),
        rows=lambda: Ballot.objects.filter(kind="contest", stage__in=COUNTED), when=During("closes_on"), place=At("organiser__place"),
    ),
    Measure(
        key="D5.votes", name=_("Valid votes"), unit=Unit.VOTES,
        words=_("Choices on valid ballot papers of contests whose vote closed in the period; voided papers are not in it."),
        rows=lambda: Vote.objects.filter(**CLOSED_CONTEST, is_void=False, entry__isnull=False),
        when=During("ballot__closes_on"), place=At("ballot__organiser__place"),
    ),
    Measure(
        key="D5.voters", name=_("Voters"), unit=Unit.PEOPLE,
        words=_("Different people who cast a ballot paper in a contest whose vote closed in the period."),
        rows=lambda: RollEntry.objects.filter(**CLOSED_CONTEST, voted_on__isnull=False),
        when=During("ballot__closes_on"), place=At("ballot__organiser__place"), distinct="person", listed=Person,
    ),
)  # fmt: skip
