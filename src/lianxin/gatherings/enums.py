"""Codes of gatherings."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Part(TextChoices):
    """What a party does at a gathering; staff and speakers are never counted as audience."""

    ATTENDEE = "attendee", _("attendee")
    SPEAKER = "speaker", _("speaker")
    DELEGATE = "delegate", _("delegate")
    LEADER = "leader", _("leader")
    CONTACTED = "contacted", _("contacted person")
    STAFF = "staff", _("staff")


class PartState(TextChoices):
    REGISTERED = "registered", _("registered")
    WAITING = "waiting", _("on the waiting list")
    CONFIRMED = "confirmed", _("confirmed")
    EXCUSED = "excused", _("excused")
    CANCELLED = "cancelled", _("cancelled")
    ABSENT = "absent", _("absent")
    ATTENDED = "attended", _("attended")
    FINISHED = "finished", _("finished")
    UNFINISHED = "unfinished", _("did not finish")

    @classmethod
    def were_there(cls) -> tuple[str, ...]:
        return (cls.ATTENDED, cls.FINISHED, cls.UNFINISHED)

    @classmethod
    def hold_a_seat(cls) -> tuple[str, ...]:
        return (cls.REGISTERED, cls.CONFIRMED, *cls.were_there())


class Mark(TextChoices):
    """One half-day on a class roster."""

    PRESENT = "present", _("present")
    LATE = "late", pgettext_lazy("roster", "late")
    EXCUSED = "excused", _("excused")
    ABSENT = "absent", _("absent")

    @classmethod
    def counts_as_there(cls) -> tuple[str, ...]:
        return (cls.PRESENT, cls.LATE)
