"""A party's part in a gathering, and the half-days of a class."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.access.rules import GuardedQuerySet
from lianxin.core.labels import PLUMBING, TAKING_PART, label
from lianxin.gatherings.enums import Mark, Part, PartState
from lianxin.gatherings.models.gatherings import Gathering
from lianxin.register.models import PartyReference
from lianxin.register.models.parties import one_party


class Participation(PartyReference):
    """A person's or organisation's part in a gathering. Written by `services.participations`.

    `minutes` are verified service minutes. After a merge two rows of one person at one gathering both stay; one is
    superseded and counts nowhere.
    """

    gathering = label(
        models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="participations"), TAKING_PART
    )
    part = label(
        models.CharField(_("part"), max_length=10, choices=Part.choices, default=Part.ATTENDEE), TAKING_PART
    )
    state = label(models.CharField(_("state"), max_length=10, choices=PartState.choices), TAKING_PART)
    registered_at = label(models.DateTimeField(null=True, blank=True), TAKING_PART)
    minutes = label(models.PositiveIntegerField(null=True, blank=True), TAKING_PART)
    certificate = label(models.CharField(_("certificate number"), max_length=40, blank=True), TAKING_PART)
    superseded_by = label(
        models.ForeignKey(
            "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="supersedes"
        ),
        PLUMBING,
    )

    objects = GuardedQuerySet["Participation"].as_manager()

    class Meta:
        constraints = (
            one_party("participation_of_one_party"),
            models.UniqueConstraint(
                fields=["gathering", "person", "part"],
                condition=Q(superseded_by=None),
                name="one_part_of_a_person_at_a_gathering",
            ),
        )
        indexes = (models.Index(fields=["person", "state"], name="participation_person"),)


class Session(models.Model):
    """A half-day of a gathering."""

    gathering = label(
        models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="sessions"), TAKING_PART
    )
    on = label(models.DateField(), TAKING_PART)
    half = label(
        models.CharField(max_length=2, choices=[("am", _("morning")), ("pm", _("afternoon"))]), TAKING_PART
    )

    objects = GuardedQuerySet["Session"].as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["gathering", "on", "half"], name="one_session_a_half_day"),
        )


class Attendance(models.Model):
    """One mark on the roster. Written by `services.roster.mark_roster`."""

    session = label(models.ForeignKey(Session, on_delete=models.CASCADE, related_name="marks"), TAKING_PART)
    participation = label(
        models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="marks"), TAKING_PART
    )
    mark = label(models.CharField(max_length=8, choices=Mark.choices), TAKING_PART)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["session", "participation"], name="one_mark_a_session"),
        )
