"""How the lists of a sender are read, where a person had to say it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.access.rules import GuardedQuerySet
from lianxin.core.labels import SOURCE, label
from lianxin.core.sealed import SealedJSONField
from lianxin.register.models.parties import Organisation


class ListShape(models.Model):
    """What was decided of a list of one sender, for the next list with the same headings. Written by `services.previews`.

    `mark` is a keyed digest of the headings; `columns` says by name of the column which key it fills ("" leaves it out). It is
    sealed, because somebody may take a row of people for the headings. The latest decision holds.
    """

    sender = label(models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="list_shapes"), SOURCE)
    mark = label(models.CharField(max_length=32, db_index=True), SOURCE)
    type = label(models.CharField(_("list"), max_length=14), SOURCE)
    columns = label(SealedJSONField(), SOURCE)
    decided_on = label(models.DateField(_("decided on")), SOURCE)

    objects = GuardedQuerySet["ListShape"].as_manager()

    def __str__(self) -> str:
        return f"{self.sender} {self.type}"
