"""A matter and who has which part in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.access.rules import GuardedQuerySet
from lianxin.core.labels import CASE, PLUMBING, label
from lianxin.core.sealed import SealedTextField
from lianxin.flows.models import Flowing
from lianxin.matters.enums import MatterRole, Rating, Result
from lianxin.matters.kind import matter_kinds
from lianxin.reference.models import Place
from lianxin.register.models import Document, Organisation, PartyReference
from lianxin.register.models.parties import one_party

if TYPE_CHECKING:
    from lianxin.flows.flow import Flow
    from lianxin.matters.kind import MatterKind


class Matter(Flowing):
    """Something raised that must be answered. Stage changes go through `make_move`, the rest through `services.matters`.

    `title` is a neutral line that lists may show (the kind's name when confidential); what it is about is sealed in
    `content` and opens to the raiser and the assigned team only. `desk` is the unit that registered it (a station, an
    association, an office). `served` counts people helped by one legal service; 1 for a consultation. `emptied_on` is the
    day on which its words went because their time was over; the decision stays (`matters.lapses`).
    """

    number = label(models.CharField(_("number"), max_length=30, unique=True), CASE)
    title = label(models.CharField(_("title"), max_length=200), CASE)
    content = label(SealedTextField(_("content")), CASE)
    opened_on = label(models.DateField(_("raised on"), db_index=True), CASE)
    desk = label(
        models.ForeignKey(
            Organisation,
            null=True,
            blank=True,
            on_delete=models.PROTECT,
            related_name="matters_registered",
            verbose_name=_("desk"),
        ),
        CASE,
    )
    place = label(
        models.ForeignKey(
            Place,
            null=True,
            blank=True,
            on_delete=models.PROTECT,
            related_name="matters",
            verbose_name=_("place"),
        ),
        CASE,
    )
    category = label(models.CharField(_("category"), max_length=40, blank=True), CASE)
    result = label(models.CharField(_("result"), max_length=10, choices=Result.choices, blank=True), CASE)
    rating = label(models.CharField(_("rating"), max_length=1, choices=Rating.choices, blank=True), CASE)
    rated_on = label(models.DateField(null=True, blank=True), CASE)
    extended = label(models.BooleanField(default=False), CASE)
    parent = label(
        models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"),
        PLUMBING,
    )
    document = label(
        models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="matters"),
        CASE,
    )
    served = label(models.PositiveIntegerField(null=True, blank=True), CASE)
    entered_by = label(models.BigIntegerField(null=True, blank=True), CASE)
    entered_why = label(models.CharField(max_length=100, blank=True), CASE)
    added_on = label(models.DateField(), CASE)
    emptied_on = label(models.DateField(null=True, blank=True), CASE)

    objects = GuardedQuerySet["Matter"].as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["kind", "opened_on"], name="matter_kind_opened"),
            models.Index(fields=["kind", "closed_on"], name="matter_kind_closed"),
            models.Index(fields=["kind", "original_due_on"], name="matter_kind_due"),
            models.Index(fields=["kind", "rated_on"], name="matter_kind_rated"),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def family(self) -> type[MatterKind]:
        return matter_kinds.of(self.kind)

    @property
    def flow(self) -> Flow:
        return self.family.flow


class MatterParty(PartyReference):
    """A party's part in a matter, from when to when. Written by `services.matters`."""

    matter = label(models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="parties"), CASE)
    role = label(models.CharField(_("part"), max_length=12, choices=MatterRole.choices), CASE)
    start = label(models.DateField(), CASE)
    end = label(models.DateField(null=True, blank=True), CASE)

    objects = GuardedQuerySet["MatterParty"].as_manager()

    class Meta:
        constraints = (one_party("matter_part_of_one_party"),)
        indexes = (models.Index(fields=["matter", "role"], name="parts_of_matter"),)
