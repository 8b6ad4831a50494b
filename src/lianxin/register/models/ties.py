"""Ties: dated links between two parties. Half-open dates, no "active" flag: a tie holds on a day or it does not.

| kind | person | member | organisation | other | place | role |
|---|---|---|---|---|---|---|
| membership | who (or member) | which organisation | of which body | | | office held, or "professional" |
| employment | who | | employer | | | position; `is_main` for the main one |
| residence | who | | | | where | |
| liaison | who | | of which organisation | | | main or deputy |
| key_contact | who | | office that keeps the list | | | |
| pairing | who is contacted | | | the leader | | |
| team | who | | team | | | office held in it |
| placement | who | | receiving department | | | post |
| appointment | who | | body | | | level: a code of `codelists.AppointmentLevel` |
| conference_seat | the delegate, may be empty | department | the conference | | | |
| staff_post | who | | office | | over which place | a role of `access.roles` |
| kinship | who | | | relative | | guardian, child, spouse |
"""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from lianxin.access.roles import Role
from lianxin.access.rules import GuardedQuerySet
from lianxin.core.dates import span_on
from lianxin.core.labels import EVIDENCE, PLUMBING, TIE, label
from lianxin.reference.codelists import AppointmentLevel
from lianxin.reference.models import Place
from lianxin.register.enums import KinshipRole, LiaisonRole, TieKind
from lianxin.register.models.documents import Document
from lianxin.register.models.parties import Organisation, Person

BEGUN = Coalesce("start", Value(dt.date.min), output_field=models.DateField())
"""The day on which a tie began, long ago where nobody knows it: in one order on every database."""
PROFESSIONAL = "professional"
"""Role of a membership in a hub that admits the body as a professional organisation."""


class TieQuerySet(GuardedQuerySet["Tie"]):
    def on(self, day: object) -> TieQuerySet:
        """Ties that hold on `day`."""
        return self.filter(span_on(day))  # type: ignore[arg-type]

    def of_kind(self, *kinds: TieKind) -> TieQuerySet:
        return self.filter(kind__in=kinds)


class Tie(models.Model):
    """A dated link. Written by `services.ties` (`add_tie`, `end_tie`, `change_tie`) and by imports through them."""

    kind = label(models.CharField(_("kind"), max_length=20, choices=TieKind.choices), TIE)
    person = label(
        models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="ties"), TIE
    )
    member = label(
        models.ForeignKey(
            Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="ties_as_member"
        ),
        TIE,
    )
    organisation = label(
        models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="ties"),
        TIE,
    )
    other = label(
        models.ForeignKey(
            Person, null=True, blank=True, on_delete=models.PROTECT, related_name="ties_as_other"
        ),
        TIE,
    )
    place = label(
        # Found by the index of place and kind.
        models.ForeignKey(
            Place, null=True, blank=True, on_delete=models.PROTECT, related_name="ties", db_index=False
        ),
        TIE,
    )
    role = label(models.CharField(_("role"), max_length=100, blank=True), TIE)
    is_main = label(models.BooleanField(default=False), TIE)
    start = label(models.DateField(_("from"), null=True, blank=True), TIE)
    end = label(models.DateField(_("until (exclusive)"), null=True, blank=True), TIE)
    document = label(
        models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="ties"),
        EVIDENCE,
    )
    superseded_by = label(
        models.ForeignKey(
            "self",
            null=True,
            blank=True,
            on_delete=models.SET_NULL,
            related_name="supersedes",
            db_index=False,  # see the index of those that are
        ),
        PLUMBING,
    )

    objects = TieQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(member__isnull=False), name="tie_has_a_subject"
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(other__isnull=False) | Q(place__isnull=False),
                name="tie_has_an_object",
            ),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(start__isnull=True) | Q(end__gte=models.F("start")),
                name="tie_ends_after_start",
            ),
        )
        indexes = (
            models.Index(fields=["kind", "organisation"], name="tie_kind_organisation"),
            models.Index(fields=["person", "kind"], name="tie_person_kind"),
            models.Index(fields=["member", "kind"], name="tie_member_kind"),
            models.Index(fields=["place", "kind"], name="tie_place_kind"),
            # Where somebody lives and works on a day is asked of every person whom a figure counts: from these alone, in order.
            models.Index(
                F("person"), BEGUN.desc(), F("id").desc(),
                name="tie_home",
                include=["start", "end", "place"],
                condition=Q(kind=TieKind.RESIDENCE, superseded_by=None),
            ),
            models.Index(
                F("person"), F("is_main").desc(), BEGUN.desc(), F("id").desc(),
                name="tie_employer",
                include=["start", "end", "organisation"],
                condition=Q(kind=TieKind.EMPLOYMENT, superseded_by=None),
            ),
            # SQLite would take an index of all for "superseded by nobody", and walk through every tie.
            models.Index(
                fields=["superseded_by"], name="tie_superseded", condition=Q(superseded_by__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def role_label(self) -> str:
        """The role in words: codes of liaison, level and post are translated, offices held stand as written."""
        codes = {
            TieKind.LIAISON: LiaisonRole,
            TieKind.APPOINTMENT: AppointmentLevel,
            TieKind.STAFF_POST: Role,
            TieKind.KINSHIP: KinshipRole,
        }
        choices = codes.get(TieKind(self.kind)) if self.kind in TieKind.values else None
        if choices is not None and self.role in choices.values:
            return str(choices(self.role).label)
        return str(_("professional organisation")) if self.role == PROFESSIONAL else self.role
