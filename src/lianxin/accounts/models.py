"""The account that signs in. What it may do follows the ties of its person."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.core.labels import ACCOUNT, AUDIT, label
from lianxin.register.models import Person


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
