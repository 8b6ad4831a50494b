"""The one-time link that `lianxin serve` prints on an empty installation."""

from __future__ import annotations

import hashlib
import secrets

from django.conf import settings
from django.db import transaction

from lianxin.accounts.models import FirstRun, User
from lianxin.core.dates import now


def first_run_link() -> str | None:
    """A fresh link while nobody has an account; None afterwards. Older links die with each new one."""
    if User.objects.exists():
        return None
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        FirstRun.objects.all().delete()
        FirstRun.objects.create(digest=_digest(token))
    return f"{settings.LIANXIN_URL}/accounts/first-run/{token}/"


def link_is_good(token: str) -> bool:
    """Does this token open the first-run page? Only while nobody has an account."""
    return not User.objects.exists() and FirstRun.objects.filter(digest=_digest(token), used_at=None).exists()


def use_link(token: str) -> bool:
    """Spend the token; False when somebody else has spent it."""
    return bool(FirstRun.objects.filter(digest=_digest(token), used_at=None).update(used_at=now()))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
