"""Merges and splits: what moved from one record to another, so that each is undone exactly."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.access.rules import GuardedQuerySet
from lianxin.core.labels import AUDIT, PLUMBING, SOURCE, label
from lianxin.core.sealed import SealedTextField
from lianxin.register.models.parties import Organisation, Person
from lianxin.register.models.sources import SourceRow


class RegroupingQuerySet(GuardedQuerySet["Regrouping"]):
    def standing(self) -> RegroupingQuerySet:
        """Merges and splits that nobody has undone."""
        return self.filter(undone_at=None)

    def of(self, party: models.Model) -> RegroupingQuerySet:
        """Those in which the party stayed, was merged away or was split off."""
        name = "person" if isinstance(party, Person) else "organisation"
        return self.filter(models.Q(**{name: party}) | models.Q(**{f"other_{name}": party}))


class Regrouping(models.Model):
    """Two records put under one, or rows of one record given to another. Written by `services.merging` and `services.splitting`.

    `person` or `organisation` is the record that stays; `other_…` the one that was merged into it, or split off it. All
    JSON holds ids of rows, never of a party: `moved` by reference (`app.Model.column`) the rows that changed hands;
    `superseded` [model, row, superseded by before, since]; `changed` by column of an organisation [before, since], of
    people the consents that were withdrawn with it; `copied` [model, row, its copy]; `told` [touch, the row it told of
    before, what it said before]; `marks` by reference the newest row that either had, which tells what was recorded since.
    """

    class Did(models.TextChoices):
        MERGED = "merged", _("joined")
        SPLIT = "split", _("split")

    did = label(models.CharField(max_length=6, choices=Did.choices), SOURCE)
    person = label(
        models.ForeignKey(
            Person, null=True, blank=True, on_delete=models.CASCADE, related_name="regroupings"
        ),
        SOURCE,
    )
    organisation = label(
        models.ForeignKey(
            Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="regroupings"
        ),
        SOURCE,
    )
    other_person = label(
        models.ForeignKey(
            Person, null=True, blank=True, on_delete=models.CASCADE, related_name="regroupings_away"
        ),
        SOURCE,
    )
    other_organisation = label(
        models.ForeignKey(
            Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="regroupings_away"
        ),
        SOURCE,
    )
    row = label(
        models.ForeignKey(
            SourceRow, null=True, blank=True, on_delete=models.SET_NULL, related_name="regroupings"
        ),
        SOURCE,
    )
    moved = label(models.JSONField(default=dict), PLUMBING)
    superseded = label(models.JSONField(default=list), PLUMBING)
    changed = label(models.JSONField(default=dict), PLUMBING)
    copied = label(models.JSONField(default=list), PLUMBING)
    told = label(models.JSONField(default=list), PLUMBING)
    marks = label(models.JSONField(default=dict), PLUMBING)
    reason = label(SealedTextField(_("reason")), SOURCE)
    by_person = label(
        models.ForeignKey(
            Person, null=True, blank=True, on_delete=models.PROTECT, related_name="regroupings_made"
        ),
        AUDIT,
    )
    at = label(models.DateTimeField(), AUDIT)
    undone_at = label(models.DateTimeField(null=True, blank=True), AUDIT)

    objects = RegroupingQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge or split")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(
                    person__isnull=False,
                    other_person__isnull=False,
                    organisation=None,
                    other_organisation=None,
                )
                | models.Q(
                    person=None,
                    other_person=None,
                    organisation__isnull=False,
                    other_organisation__isnull=False,
                ),
                name="regrouping_of_two_alike",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_did_display()} {self.pk}"

    @property
    def of_people(self) -> bool:
        return self.person_id is not None

    @property
    def model(self) -> type[Person | Organisation]:
        return Person if self.of_people else Organisation

    @property
    def kept_id(self) -> int:
        found: Any = self.person_id if self.of_people else self.organisation_id
        return int(found)

    @property
    def other_id(self) -> int:
        found: Any = self.other_person_id if self.of_people else self.other_organisation_id
        return int(found)
