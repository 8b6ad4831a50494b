"""What is held, where and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.access.rules import GuardedQuerySet
from lianxin.core.labels import GATHERING, label
from lianxin.flows.models import Flowing
from lianxin.gatherings.kind import gathering_kinds
from lianxin.reference.models import Place
from lianxin.register.models import Document, Organisation

if TYPE_CHECKING:
    from lianxin.flows.flow import Flow
    from lianxin.gatherings.kind import GatheringKind


class Venue(models.Model):
    """A room or base that gatherings book (阵地). Written by `services.venues`."""

    name = label(models.CharField(_("name"), max_length=100), GATHERING)
    place = label(models.ForeignKey(Place, on_delete=models.PROTECT, related_name="venues"), GATHERING)
    owner = label(models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="venues"), GATHERING)
    seats = label(models.PositiveIntegerField(null=True, blank=True), GATHERING)
    start = label(models.DateField(), GATHERING)
    end = label(models.DateField(null=True, blank=True), GATHERING)

    objects = GuardedQuerySet["Venue"].as_manager()

    def __str__(self) -> str:
        return self.name


class Gathering(Flowing):
    """People meet. Stage changes go through `make_move`, the rest through `services.gatherings`.

    `headcount` is an audience counted at the door without names; it is never added to participations. `held_on` is set
    by the move that says it took place; planned is not held. `series` groups runs, `run` is the number in it.
    """

    title = label(models.CharField(_("title"), max_length=200), GATHERING)
    series = label(models.CharField(_("series"), max_length=60, blank=True, db_index=True), GATHERING)
    run = label(models.PositiveIntegerField(_("number in the series"), null=True, blank=True), GATHERING)
    starts_on = label(models.DateField(_("begins on"), db_index=True), GATHERING)
    ends_on = label(models.DateField(_("ends on")), GATHERING)
    starts_at = label(models.TimeField(_("begins at"), null=True, blank=True), GATHERING)
    held_on = label(models.DateField(_("held on"), null=True, blank=True, db_index=True), GATHERING)
    organiser = label(
        models.ForeignKey(
            Organisation,
            null=True,
            on_delete=models.PROTECT,
            related_name="gatherings",
            verbose_name=_("organiser"),
        ),
        GATHERING,
    )
    co_organisers: models.ManyToManyField[Organisation, models.Model] = label(
        models.ManyToManyField(Organisation, blank=True, related_name="co_gatherings"), GATHERING
    )
    place = label(
        models.ForeignKey(
            Place,
            null=True,
            blank=True,
            on_delete=models.PROTECT,
            related_name="gatherings",
            verbose_name=_("place"),
        ),
        GATHERING,
    )
    venue = label(
        models.ForeignKey(Venue, null=True, blank=True, on_delete=models.PROTECT, related_name="gatherings"),
        GATHERING,
    )
    venue_text = label(models.CharField(_("venue"), max_length=120, blank=True), GATHERING)
    seats = label(models.PositiveIntegerField(_("seats"), null=True, blank=True), GATHERING)
    headcount = label(models.PositiveIntegerField(_("audience counted"), null=True, blank=True), GATHERING)
    is_open = label(models.BooleanField(_("members may register"), default=False), GATHERING)
    document = label(
        models.ForeignKey(
            Document, null=True, blank=True, on_delete=models.PROTECT, related_name="gatherings"
        ),
        GATHERING,
    )
    superseded_by = label(
        models.ForeignKey(
            "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="supersedes"
        ),
        GATHERING,
    )
    added_on = label(models.DateField(), GATHERING)

    objects = GuardedQuerySet["Gathering"].as_manager()

    class Meta:
        indexes = (models.Index(fields=["kind", "held_on"], name="gathering_kind_held"),)

    def __str__(self) -> str:
        return self.title

    @property
    def family(self) -> type[GatheringKind]:
        return gathering_kinds.of(self.kind)

    @property
    def flow(self) -> Flow:
        return self.family.flow
