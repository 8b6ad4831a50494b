"""API tokens: each acts as its account's person, with the rights of the day."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from lianxin.accounts.models import ApiToken, User
from lianxin.core.dates import now, today
from lianxin.journal.services.entries import record

if TYPE_CHECKING:
    import datetime as dt

    from lianxin.access.actors import Actor

PREFIX = "lx_"


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_token(user: User, *, by: Actor, name: str = "", expires_on: dt.date | None = None) -> str:
    """A new token, shown once; only its digest is kept. For the account's owner, or for Lianxin's own command."""
    by.require("edit", user)
    token = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken.objects.create(user=user, digest=_digest(token), name=name, expires_on=expires_on)
    record("token.made", row, by=by, data={"user": user.pk})
    return token


def user_of_token(token: str) -> User | None:
    """The active account that a token acts for, or None when it is unknown or has expired."""
    live = Q(expires_on=None) | Q(expires_on__gt=today())
    row = (
        ApiToken.objects.select_related("user")
        .filter(live, digest=_digest(token), user__is_active=True)
        .first()
    )
    if row is None:
        return None
    ApiToken.objects.filter(pk=row.pk).update(used_at=now())
    user: User = row.user
    return user


@transaction.atomic
def end_token(token: ApiToken, *, by: Actor) -> None:
    """The token acts no more, from the next request on."""
    by.require("end", token)
    record("token.ended", token, by=by, data={"user": token.user_id})
    token.delete()
