"""Who was erased, and by which keyed digests they are known should a list bring them again. No value of theirs stands here."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianxin.access.rules import GuardedQuerySet
from lianxin.core.labels import PLUMBING, STOP, label
from lianxin.register.models.parties import Person


class Erasure(models.Model):
    """One erasure of one person. Written by `services.erasing` and `services.stop_list`; it outlives every restore.

    `key` names it in the file of the stop list. A fresh consent of the person lifts it: lists may bring them again.
    """

    class Reason(models.TextChoices):
        ASKED = "asked", pgettext_lazy("erasure", "the person asked for it")
        LAPSED = "lapsed", pgettext_lazy("erasure", "the time for keeping them is over")

    key = label(models.CharField(max_length=32, unique=True), PLUMBING)
    person = label(
        models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="erasures"), STOP
    )
    reason = label(models.CharField(_("reason"), max_length=10, choices=Reason.choices), STOP)
    erased_on = label(models.DateField(_("erased on")), STOP)
    lifted_on = label(models.DateField(_("lifted on"), null=True, blank=True), STOP)

    objects = GuardedQuerySet["Erasure"].as_manager()


class Stop(models.Model):
    """One keyed digest of values that together identify an erased person; never of a bare name."""

    class Kind(models.TextChoices):
        """`WHO` tells the stub's own record again after a restore; lists are asked the others."""

        WHO = "who"
        DOCUMENT = "document"
        LICENCE = "licence"
        PHONE = "phone"
        EMAIL = "email"
        BIRTH = "birth"
        EMPLOYER = "employer"
        SENDER = "sender"
        SAID = "said"

    erasure = label(models.ForeignKey(Erasure, on_delete=models.CASCADE, related_name="stops"), STOP)
    kind = label(models.CharField(max_length=10, choices=Kind.choices), STOP)
    digest = label(models.CharField(max_length=32, db_index=True), STOP)
