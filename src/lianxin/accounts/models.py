"""The account that signs in. What it may do follows the ties of its person."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.access.rules import GuardedQuerySet
from lianxin.core.labels import ACCOUNT, AUDIT, label
from lianxin.core.sealed import SealedTextField
from lianxin.register.models import Organisation, Person


class User(AbstractUser):
    """One account of one person. Written by `services.users`; Django's own permissions and groups are not used."""

    inherited_fields: ClassVar[tuple[str, ...]] = (
        "password", "last_login", "is_superuser", "username", "first_name", "last_name", "email", "is_staff", "is_active", "date_joined",
        "groups", "user_permissions",
    )  # fmt: skip

    person = label(
        models.OneToOneField(
            Person,
            null=True,
            blank=True,
            on_delete=models.PROTECT,
            related_name="account",
            verbose_name=_("person"),
        ),
        ACCOUNT,
    )
    elder_mode = label(models.BooleanField(default=False), ACCOUNT)


class ApiToken(models.Model):
    """A token that acts as its account's person. Only its digest is kept. Written by `services.tokens`."""

    user = label(models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens"), ACCOUNT)
    digest = label(models.CharField(max_length=64, unique=True), ACCOUNT)
    name = label(models.CharField(max_length=60, blank=True), ACCOUNT)
    created_at = label(models.DateTimeField(auto_now_add=True), ACCOUNT)
    expires_on = label(models.DateField(null=True, blank=True), ACCOUNT)
    used_at = label(models.DateTimeField(null=True, blank=True), AUDIT)


class FirstRun(models.Model):
    """The one-time link of an empty installation. Only its digest is kept. Written by `services.first_run`."""

    digest = label(models.CharField(max_length=64), ACCOUNT)
    created_at = label(models.DateTimeField(auto_now_add=True), ACCOUNT)
    used_at = label(models.DateTimeField(null=True, blank=True), ACCOUNT)


class SavedList(models.Model):
    """A list with its filters and order under a name: one's own, or shared with whoever acts for one's office today.

    `query` holds codes only; what was typed into the search box may be a name or a phone and is sealed. Written by
    `services.lists`.
    """

    user = label(models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_lists"), ACCOUNT)
    page = label(models.CharField(max_length=60), ACCOUNT)
    name = label(models.CharField(_("name"), max_length=60), ACCOUNT)
    query = label(models.CharField(max_length=500, blank=True), ACCOUNT)
    words = label(SealedTextField(), ACCOUNT)
    office = label(
        models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="saved_lists"),
        ACCOUNT,
    )

    objects = GuardedQuerySet["SavedList"].as_manager()

    class Meta:
        verbose_name = _("saved list")
        constraints = (models.UniqueConstraint(fields=["user", "page", "name"], name="one_saved_list_of_a_name"),)

    def __str__(self) -> str:
        return self.name


class ListColumns(models.Model):
    """Which columns of a list somebody wants to see, by name with commas. Written by `services.lists`."""

    user = label(models.ForeignKey(User, on_delete=models.CASCADE, related_name="list_columns"), ACCOUNT)
    page = label(models.CharField(max_length=60), ACCOUNT)
    columns = label(models.CharField(max_length=300), ACCOUNT)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "page"], name="columns_of_a_list_once"),)
