"""Evidence: documents, consents, posts of the establishment."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.access.rules import GuardedQuerySet
from lianxin.core.labels import CONSENT, EVIDENCE, label
from lianxin.register.enums import DocumentPurpose, DocumentState
from lianxin.register.models.parties import Organisation, Person


class Document(models.Model):
    """Number, issuer, date, state: the evidence of ties, adoptions and resolutions. Written by `services.documents`."""

    class DataClass(models.TextChoices):
        PUBLIC = "public", _("public")
        INTERNAL = "internal", _("internal")

    title = label(models.CharField(_("title"), max_length=200), EVIDENCE)
    number = label(models.CharField(_("reference number"), max_length=60, blank=True), EVIDENCE)
    kind = label(models.CharField(_("kind"), max_length=30, blank=True, db_index=True), EVIDENCE)
    issuer = label(
        models.ForeignKey(
            Organisation,
            null=True,
            blank=True,
            on_delete=models.PROTECT,
            related_name="documents",
            verbose_name=_("issuer"),
        ),
        EVIDENCE,
    )
    issued_on = label(models.DateField(_("issued on")), EVIDENCE)
    state = label(
        models.CharField(
            _("state"), max_length=12, choices=DocumentState.choices, default=DocumentState.IN_FORCE
        ),
        EVIDENCE,
    )
    start = label(models.DateField(_("in force from"), null=True, blank=True), EVIDENCE)
    end = label(models.DateField(_("in force until (exclusive)"), null=True, blank=True), EVIDENCE)
    superseded_by = label(
        models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="supersedes"),
        EVIDENCE,
    )
    data_class = label(
        models.CharField(max_length=10, choices=DataClass.choices, default=DataClass.INTERNAL), EVIDENCE
    )

    objects = GuardedQuerySet["Document"].as_manager()

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        return self.data_class == self.DataClass.PUBLIC

    @property
    def purpose_label(self) -> str:
        """The kind in words; a code that nobody declares stands as written."""
        return str(DocumentPurpose(self.kind).label) if self.kind in DocumentPurpose.values else self.kind


class Consent(models.Model):
    """A person's agreement to one purpose under one text; given and withdrawn are two days. Written by `services.consents`.

    `document` is the paper, where it was given on one; `guardian` gave it for a child under 14, and it counts until then.
    """

    person = label(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents"), CONSENT)
    purpose = label(models.CharField(_("purpose"), max_length=40), CONSENT)
    text_version = label(models.CharField(_("text version"), max_length=20), CONSENT)
    channel = label(models.CharField(_("how it was given"), max_length=40, blank=True), CONSENT)
    given_on = label(models.DateField(_("given on")), CONSENT)
    withdrawn_on = label(models.DateField(_("withdrawn on"), null=True, blank=True), CONSENT)
    document = label(
        models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="consents"),
        EVIDENCE,
    )
    guardian = label(
        models.ForeignKey(
            Person, null=True, blank=True, on_delete=models.PROTECT, related_name="consents_for_children"
        ),
        CONSENT,
    )

    objects = GuardedQuerySet["Consent"].as_manager()

    class Meta:
        indexes = (
            # Every list asks who took standing in the register back: they are few among those who never did.
            models.Index(
                fields=["purpose", "withdrawn_on"],
                condition=models.Q(withdrawn_on__isnull=False),
                name="consents_taken_back",
            ),
        )


class EstablishedPost(models.Model):
    """One post of an office's establishment (编制): not a person. Added and abolished by a document."""

    organisation = label(
        models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="posts"), EVIDENCE
    )
    section = label(models.CharField(_("section"), max_length=60), EVIDENCE)
    title = label(models.CharField(_("post"), max_length=60), EVIDENCE)
    added_on = label(models.DateField(_("added on")), EVIDENCE)
    abolished_on = label(models.DateField(_("abolished on"), null=True, blank=True), EVIDENCE)
    document = label(models.ForeignKey(Document, on_delete=models.PROTECT, related_name="posts"), EVIDENCE)

    objects = GuardedQuerySet["EstablishedPost"].as_manager()
