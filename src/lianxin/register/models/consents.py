"""What people are asked to agree to, from when on; what they declined; who may open a child's page."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.access.rules import GuardedQuerySet
from lianxin.core.labels import AUDIT, CONSENT, EVIDENCE, label
from lianxin.register.models.parties import Person


class ConsentText(models.Model):
    """A version of the text of one purpose, in force from `start`. Written by `services.consents.write_text`, never changed.

    `asks_again` says that purpose, way or kind of data changed (article 14): consents to earlier versions no longer count.
    """

    purpose = label(models.CharField(_("purpose"), max_length=40), EVIDENCE)
    version = label(models.CharField(_("text version"), max_length=20), EVIDENCE)
    text = label(models.TextField(_("text")), EVIDENCE)
    changes = label(models.CharField(_("what changed"), max_length=300), EVIDENCE)
    asks_again = label(models.BooleanField(_("asks again"), default=False), EVIDENCE)
    start = label(models.DateField(_("in force from")), EVIDENCE)
    written_by = label(
        models.ForeignKey(
            Person,
            null=True,
            blank=True,
            on_delete=models.PROTECT,
            related_name="consent_texts",
            verbose_name=_("written by"),
        ),
        EVIDENCE,
    )

    objects = GuardedQuerySet["ConsentText"].as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["purpose", "version"], name="one_text_of_a_version"),)


class ConsentRefusal(models.Model):
    """A person said no to one purpose; they are not asked again for a while. Written by `services.consents.refuse_consent`."""

    person = label(
        models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consent_refusals"), CONSENT
    )
    purpose = label(models.CharField(_("purpose"), max_length=40), CONSENT)
    text_version = label(models.CharField(_("text version"), max_length=20), CONSENT)
    channel = label(models.CharField(_("how it was said"), max_length=40, blank=True), CONSENT)
    refused_on = label(models.DateField(_("refused on")), CONSENT)

    objects = GuardedQuerySet["ConsentRefusal"].as_manager()


class ChildAccess(models.Model):
    """An officer's request to open the page of a child under 14, and the decision. Written by `services.children`."""

    child = label(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="openings_asked"), AUDIT)
    reader = label(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="child_accesses"), AUDIT)
    reason = label(models.CharField(_("reason"), max_length=200), AUDIT)
    asked_on = label(models.DateField(_("asked on")), AUDIT)
    decided_by = label(
        models.ForeignKey(
            Person, null=True, blank=True, on_delete=models.PROTECT, related_name="child_accesses_decided"
        ),
        AUDIT,
    )
    decided_on = label(models.DateField(_("decided on"), null=True, blank=True), AUDIT)
    until = label(models.DateField(_("until (exclusive)"), null=True, blank=True), AUDIT)
    """Empty after a decision: refused."""

    objects = GuardedQuerySet["ChildAccess"].as_manager()
