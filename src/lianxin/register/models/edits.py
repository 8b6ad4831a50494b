"""What was changed about ties, so that a page can tell it and an edit of many rows can be taken back."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.access.rules import GuardedQuerySet
from lianxin.core.labels import AUDIT, PLUMBING, TIE, label
from lianxin.core.sealed import SealedJSONField
from lianxin.register.models.parties import Organisation
from lianxin.register.models.ties import Tie


class TieEdit(models.Model):
    """One act that changed ties: one in place, or many rows of the roster of `organisation` at once.

    Written by `services.ties` and `services.rosters`. Who acted stands in the journal, under the edit's `group`.
    """

    class What(models.TextChoices):
        END = "end", _("ended")
        CHANGE = "change", _("corrected")
        MOVE = "move", _("moved")

    what = label(models.CharField(max_length=8, choices=What.choices), AUDIT)
    organisation = label(
        models.ForeignKey(
            Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="tie_edits"
        ),
        AUDIT,
    )
    made_at = label(models.DateTimeField(), AUDIT)
    undone_at = label(models.DateTimeField(null=True, blank=True), AUDIT)

    objects = GuardedQuerySet["TieEdit"].as_manager()

    @property
    def group(self) -> str:
        """The mark of its entries in the journal."""
        return f"tie-edit-{self.pk}"


class TieChange(models.Model):
    """What an edit did to one tie: the columns before and after. `before` is empty for a tie that the edit made."""

    edit = label(models.ForeignKey(TieEdit, on_delete=models.CASCADE, related_name="changes"), PLUMBING)
    tie = label(models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="changes"), PLUMBING)
    before = label(SealedJSONField(), TIE)
    after = label(SealedJSONField(), TIE)
