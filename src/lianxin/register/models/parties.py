"""Who: one row per real person or body, holding the values that survive from all lists that mention it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.access.rules import GuardedQuerySet
from lianxin.core.labels import (
    CONTACT,
    DOCUMENT_NUMBER,
    EVIDENCE,
    IDENTITY,
    ORGANISATION,
    PLUMBING,
    TIE,
    label,
)
from lianxin.core.ordered import OrderedField
from lianxin.core.sealed import SealedTextField
from lianxin.reference.codelists import Grade, Sex, Stratum
from lianxin.reference.models import Place
from lianxin.register.enums import OrganisationKind


class Person(models.Model):
    """A real person. Values are chosen by `services.survivors.refresh_people`; nothing else writes them.

    The columns hold what survives across all sources; what a reader may see of it is decided by the owners of the values
    (`queries.values`). The keys of comparison and of both orders (pinyin, strokes) follow from the name. `birth` is an ISO
    date cut to what is known: 1985, 1985-03 or 1985-03-02.
    """

    is_person = True

    name = label(models.CharField(_("name"), max_length=100), IDENTITY)
    name_key = label(OrderedField(max_length=200, blank=True), IDENTITY)
    sort_key = label(OrderedField(max_length=200, blank=True), IDENTITY)
    stroke_key = label(OrderedField(max_length=200, blank=True), IDENTITY)
    sex = label(models.CharField(_("sex"), max_length=1, choices=Sex.choices, default=Sex.UNKNOWN), IDENTITY)
    birth = label(models.CharField(_("birth"), max_length=10, blank=True), IDENTITY)
    document_kind = label(models.CharField(_("kind of document"), max_length=20, blank=True), DOCUMENT_NUMBER)
    document_number = label(SealedTextField(_("document number")), DOCUMENT_NUMBER)
    phone = label(SealedTextField(_("phone")), CONTACT)
    email = label(SealedTextField(_("e-mail")), CONTACT)
    address = label(SealedTextField(_("address")), CONTACT)
    merged_into = label(
        models.ForeignKey(
            "self",
            null=True,
            blank=True,
            on_delete=models.PROTECT,
            related_name="merged_from",
            db_index=False,  # see the index of those that are
        ),
        PLUMBING,
    )
    erased_on = label(models.DateField(null=True, blank=True), PLUMBING)
    added_on = label(models.DateField(), PLUMBING)

    objects = GuardedQuerySet["Person"].as_manager()

    class Meta:
        verbose_name = _("person")
        indexes = (
            models.Index(fields=["sort_key", "id"], name="person_in_order"),
            models.Index(fields=["stroke_key", "id"], name="person_by_strokes"),
            models.Index(fields=["added_on", "id"], name="person_by_day"),
            models.Index(fields=["name_key", "sort_key", "id"], name="person_name"),
            # SQLite would take an index of all for "merged into nobody", and walk through everybody.
            models.Index(
                fields=["merged_into"],
                name="person_merged",
                condition=models.Q(merged_into__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """A real body. `slug` names the few that programmes are bound to; `name_key` is the strict comparison key."""

    kind = label(
        models.CharField(_("kind"), max_length=24, choices=OrganisationKind.choices, db_index=True),
        ORGANISATION,
    )
    name = label(models.CharField(_("name"), max_length=200), ORGANISATION)
    name_key = label(models.CharField(max_length=200, db_index=True), ORGANISATION)
    sort_key = label(OrderedField(max_length=200, blank=True), ORGANISATION)
    short_name = label(models.CharField(_("short name"), max_length=100, blank=True), ORGANISATION)
    slug = label(models.SlugField(max_length=40, null=True, blank=True, unique=True), PLUMBING)
    credit_code = label(
        models.CharField(_("credit code"), max_length=18, blank=True, db_index=True), ORGANISATION
    )
    place = label(
        models.ForeignKey(
            Place,
            null=True,
            blank=True,
            on_delete=models.PROTECT,
            related_name="organisations",
            verbose_name=_("place"),
        ),
        ORGANISATION,
    )
    industry = label(models.CharField(_("industry"), max_length=60, blank=True), ORGANISATION)
    legal_person = label(
        models.CharField(_("legal representative"), max_length=100, blank=True), ORGANISATION
    )
    phone = label(SealedTextField(_("phone")), CONTACT)
    address = label(SealedTextField(_("address")), CONTACT)
    founded_on = label(models.DateField(_("registered on"), null=True, blank=True), ORGANISATION)
    closed_on = label(models.DateField(_("closed on"), null=True, blank=True), ORGANISATION)
    merged_into = label(
        models.ForeignKey(
            "self",
            null=True,
            blank=True,
            on_delete=models.PROTECT,
            related_name="merged_from",
            db_index=False,  # see the index of those that are
        ),
        PLUMBING,
    )
    added_on = label(models.DateField(), PLUMBING)

    objects = GuardedQuerySet["Organisation"].as_manager()

    class Meta:
        verbose_name = _("organisation")
        indexes = (
            models.Index(fields=["sort_key", "id"], name="organisation_in_order"),
            models.Index(
                fields=["merged_into"],
                name="organisation_merged",
                condition=models.Q(merged_into__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.name


class PartyReference(models.Model):
    """Abstract: a row about one party, a person or an organisation, never both."""

    person = label(
        models.ForeignKey(
            Person, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)s_rows"
        ),
        TIE,
    )
    organisation = label(
        models.ForeignKey(
            Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)s_rows"
        ),
        TIE,
    )

    class Meta:
        abstract = True

    @property
    def party(self) -> Person | Organisation:
        found: Person | Organisation | None = self.person or self.organisation
        assert found is not None  # noqa: S101  a constraint of every such table
        return found


def one_party(name: str) -> models.CheckConstraint:
    """Exactly one of person and organisation."""
    return models.CheckConstraint(
        condition=models.Q(person__isnull=False, organisation__isnull=True)
        | models.Q(person__isnull=True, organisation__isnull=False),
        name=name,
    )


class StratumHolding(models.Model):
    """A person in one of the four categories of the new social strata, from when to when."""

    person = label(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="strata"), TIE)
    stratum = label(models.CharField(max_length=12, choices=Stratum.choices), TIE)
    start = label(models.DateField(), TIE)
    end = label(models.DateField(null=True, blank=True), TIE)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "stratum", "start"], name="one_stratum_from_a_day"),
        )


class GradeHolding(models.Model):
    """An official grade of an organisation: who gave it, under which number, valid from when to when. Lianxin awards none."""

    organisation = label(
        models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="grades"), EVIDENCE
    )
    grade = label(models.CharField(max_length=2, choices=Grade.choices), EVIDENCE)
    issuer = label(models.CharField(max_length=100), EVIDENCE)
    number = label(models.CharField(max_length=60, blank=True), EVIDENCE)
    start = label(models.DateField(), EVIDENCE)
    end = label(models.DateField(null=True, blank=True), EVIDENCE)

    objects = GuardedQuerySet["GradeHolding"].as_manager()


class SearchTerm(models.Model):
    """A term by whose beginning a name is found: the name itself, its parts, pinyin, initials, in one script.

    `name` is the key under which mentions hold the name (`Mention.name_key`); who bears it, the mentions say. Written by
    `services.terms.enter_names`, taken away by `drop_unused_names`.
    """

    class Way(models.IntegerChoices):
        """How a term leads to its name, the better way first; names of people and of bodies apart."""

        NAME = 1
        PART = 2
        PINYIN = 3
        INITIALS = 4
        BODY_NAME = 11
        BODY_PART = 12
        BODY_PINYIN = 13
        BODY_INITIALS = 14

    name = label(OrderedField(max_length=200), IDENTITY)
    way = label(models.PositiveSmallIntegerField(choices=Way.choices), PLUMBING)
    term = label(OrderedField(max_length=120), IDENTITY)

    class Meta:
        indexes = (
            models.Index(fields=["way", "term", "name"], name="term_by_way"),
            models.Index(fields=["name", "term"], name="term_of_name"),
        )
