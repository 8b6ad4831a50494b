"""Bulletins, their deliveries, and channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.access.rules import GuardedQuerySet
from lianxin.bulletins.kind import bulletin_kinds
from lianxin.core.labels import PUBLISHED, label
from lianxin.flows.models import Flowing
from lianxin.register.models import Document, Organisation, PartyReference, Person
from lianxin.register.models.parties import one_party

if TYPE_CHECKING:
    from lianxin.bulletins.kind import BulletinKind
    from lianxin.flows.flow import Flow


class Bulletin(Flowing):
    """Something published. `audience` names ties and places, never people: it is frozen into deliveries at sending.

    A signed column names its author and affiliation and stands on Lianxin's own pages.
    """

    title = label(models.CharField(_("title"), max_length=200), PUBLISHED)
    number = label(models.CharField(_("number"), max_length=40, blank=True), PUBLISHED)
    body = label(models.TextField(_("text"), blank=True), PUBLISHED)
    issuer = label(
        models.ForeignKey(
            Organisation, on_delete=models.PROTECT, related_name="bulletins", verbose_name=_("issuer")
        ),
        PUBLISHED,
    )
    author = label(
        models.ForeignKey(
            Person, null=True, blank=True, on_delete=models.PROTECT, related_name="bulletins_written"
        ),
        PUBLISHED,
    )
    affiliation = label(models.CharField(_("affiliation"), max_length=100, blank=True), PUBLISHED)
    document = label(
        models.ForeignKey(
            Document, null=True, blank=True, on_delete=models.PROTECT, related_name="bulletins"
        ),
        PUBLISHED,
    )
    period_start = label(models.DateField(_("for the months from"), null=True, blank=True), PUBLISHED)
    issued_on = label(models.DateField(_("issued on"), null=True, blank=True, db_index=True), PUBLISHED)
    audience = label(models.JSONField(default=dict, blank=True), PUBLISHED)
    is_public = label(models.BooleanField(default=False), PUBLISHED)
    added_on = label(models.DateField(), PUBLISHED)

    objects = GuardedQuerySet["Bulletin"].as_manager()

    def __str__(self) -> str:
        return self.title

    @property
    def family(self) -> type[BulletinKind]:
        return bulletin_kinds.of(self.kind)

    @property
    def flow(self) -> Flow:
        return self.family.flow


class Delivery(PartyReference):
    """One receiver of one bulletin: delivered, opened and signed for are three facts with three moments."""

    bulletin = label(
        models.ForeignKey(Bulletin, on_delete=models.PROTECT, related_name="deliveries"), PUBLISHED
    )
    delivered_at = label(models.DateTimeField(null=True, blank=True), PUBLISHED)
    opened_at = label(models.DateTimeField(null=True, blank=True), PUBLISHED)
    signed_at = label(models.DateTimeField(null=True, blank=True), PUBLISHED)
    signed_by = label(
        models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="signed_for"),
        PUBLISHED,
    )

    objects = GuardedQuerySet["Delivery"].as_manager()

    class Meta:
        constraints = (
            one_party("delivery_to_one_party"),
            models.UniqueConstraint(fields=["bulletin", "person"], name="one_delivery_a_person"),
            models.UniqueConstraint(fields=["bulletin", "organisation"], name="one_delivery_an_organisation"),
        )


class Channel(models.Model):
    """A group or account that stewards keep elsewhere: its name and steward, never its content. Written by `services.channels`."""

    class Platform(models.TextChoices):
        WECHAT_GROUP = "wechat_group", _("WeChat group")
        WECHAT_ACCOUNT = "wechat_account", _("WeChat account")
        QQ_GROUP = "qq_group", _("QQ group")
        SITE = "site", _("site")
        OTHER = "other", _("other")

    name = label(models.CharField(_("name"), max_length=100), PUBLISHED)
    platform = label(models.CharField(_("platform"), max_length=16, choices=Platform.choices), PUBLISHED)
    owner = label(
        models.ForeignKey(
            Organisation, on_delete=models.PROTECT, related_name="channels", verbose_name=_("owner")
        ),
        PUBLISHED,
    )
    steward = label(
        models.ForeignKey(
            Person,
            null=True,
            blank=True,
            on_delete=models.PROTECT,
            related_name="channels",
            verbose_name=_("steward"),
        ),
        PUBLISHED,
    )
    checked_on = label(models.DateField(_("last yearly check"), null=True, blank=True), PUBLISHED)
    start = label(models.DateField(_("from")), PUBLISHED)
    end = label(models.DateField(_("until (exclusive)"), null=True, blank=True), PUBLISHED)

    objects = GuardedQuerySet["Channel"].as_manager()

    def __str__(self) -> str:
        return self.name
