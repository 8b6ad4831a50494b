"""Where everything comes from: imports, rows of lists as kept, what each row mentions, and what each row touched."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.access.rules import GuardedQuerySet
from lianxin.core.labels import IDENTITY, PLUMBING, SOURCE, label
from lianxin.core.sealed import SealedJSONField
from lianxin.register.enums import Basis, KeyKind, MentionRole
from lianxin.register.models.parties import Organisation, Person

CASES, REFUSED_CASE = "matters", "case_refused"
"""Types of the rows of a ledger of matters and of its refused rows: their cells are content of cases."""


class Import(models.Model):
    """One list that was sent in: by whom, on which basis, as of which day. Written by `services.imports` only.

    A hand edit is a row of the list "entered by hand" of the organisation whose officer edited (`sender`), or of the
    person themselves (`own`). The uploaded file is deleted after the commit; its digest stays.
    """

    class State(models.TextChoices):
        PREVIEWED = "previewed", _("previewed")
        COMMITTED = "committed", _("committed")
        UNDONE = "undone", _("undone")

    file_name = label(models.CharField(_("file"), max_length=200), SOURCE)
    file_digest = label(models.CharField(max_length=64, blank=True, db_index=True), SOURCE)
    sender = label(
        models.ForeignKey(
            Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="imports"
        ),
        SOURCE,
    )
    own = label(
        models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="own_lists"),
        SOURCE,
    )
    basis = label(
        models.CharField(_("legal basis"), max_length=12, choices=Basis.choices, blank=True), SOURCE
    )
    as_of = label(models.DateField(_("as of")), SOURCE)
    by_person = label(
        models.ForeignKey(
            Person, null=True, blank=True, on_delete=models.PROTECT, related_name="imports_made"
        ),
        SOURCE,
    )
    state = label(models.CharField(max_length=10, choices=State.choices, default=State.COMMITTED), SOURCE)
    by_hand = label(models.BooleanField(default=False), SOURCE)
    committed_at = label(models.DateTimeField(), SOURCE)
    undone_at = label(models.DateTimeField(null=True, blank=True), SOURCE)
    matched_at = label(models.DateTimeField(null=True, blank=True, db_index=True), SOURCE)
    report = label(SealedJSONField(), SOURCE)

    objects = GuardedQuerySet["Import"].as_manager()

    def __str__(self) -> str:
        return self.file_name


class SourceRow(models.Model):
    """One row of one list as kept: the recognised cells only, sealed. `number` is the row as Excel shows it."""

    imported = label(models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows"), SOURCE)
    sheet = label(models.CharField(max_length=60, blank=True), SOURCE)
    type = label(models.CharField(max_length=14), SOURCE)
    number = label(models.PositiveIntegerField(), SOURCE)
    cells = label(SealedJSONField(), SOURCE)
    digest = label(models.CharField(max_length=32, db_index=True), SOURCE)

    objects = GuardedQuerySet["SourceRow"].as_manager()


class Mention(models.Model):
    """A row says something about a party: its subject, an employer, an association. A party is the cluster of its mentions.

    `values` are the row's clean values about this party, by field of the column registry.
    """

    row = label(models.ForeignKey(SourceRow, on_delete=models.CASCADE, related_name="mentions"), SOURCE)
    role = label(models.CharField(max_length=12, choices=MentionRole.choices), SOURCE)
    person = label(
        models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="mentions"),
        SOURCE,
    )
    organisation = label(
        models.ForeignKey(
            Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="mentions"
        ),
        SOURCE,
    )
    values = label(SealedJSONField(), SOURCE)
    name_key = label(models.CharField(max_length=200, db_index=True), IDENTITY)


class PartyKey(models.Model):
    """An identifier that a mention gives its party, as a keyed digest: for exact matching and look-ups by phone tail."""

    mention = label(models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="keys"), SOURCE)
    kind = label(models.CharField(max_length=12, choices=KeyKind.choices), SOURCE)
    digest = label(models.CharField(max_length=32), SOURCE)

    class Meta:
        indexes = (models.Index(fields=["kind", "digest"], name="key_kind_digest"),)


class Touch(models.Model):
    """What a row did to a record: created it, changed it (with the values before), or found it the same.

    It answers "which list and row is this record from?" and carries undo. `model` is a model label, `object_id` its id.
    """

    class Did(models.TextChoices):
        CREATED = "created", _("created")
        CHANGED = "changed", _("changed")
        FOUND = "found", _("found the same")

    row = label(models.ForeignKey(SourceRow, on_delete=models.CASCADE, related_name="touches"), SOURCE)
    model = label(models.CharField(max_length=60), PLUMBING)
    object_id = label(models.BigIntegerField(), PLUMBING)
    did = label(models.CharField(max_length=8, choices=Did.choices), SOURCE)
    before = label(SealedJSONField(), SOURCE)

    class Meta:
        indexes = (models.Index(fields=["model", "object_id"], name="touches_of_record"),)
