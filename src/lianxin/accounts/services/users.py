"""Making, locking and opening accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.access.rules import denial
from lianxin.accounts.models import ApiToken, User
from lianxin.core.dates import now, today
from lianxin.core.errors import BadInput, Conflict
from lianxin.journal.services.entries import record
from lianxin.register.enums import TieKind
from lianxin.register.models import Tie

if TYPE_CHECKING:
    import datetime as dt

    from lianxin.access.actors import Actor
    from lianxin.register.models import Person


@transaction.atomic
def make_user(person: Person, username: str, *, password: str | None = None, by: Actor) -> User:
    """Give `person` an account. Without a password only a password link, passkeys or the demo's buttons sign in.

    Raises `Conflict` when the person has one or the name is taken, `BadInput` for a weak password. Nothing is sent.
    """
    if not by.may_any("make", User):
        raise denial("make", User)
    if User.objects.filter(person=person).exists() or User.objects.filter(username=username).exists():
        raise Conflict(_("This person or this user name has an account already."))
    user = User(username=username, person=person)
    try:
        User.username_validator(username)
    except ValidationError as error:
        raise BadInput(" ".join(error.messages)) from error
    if password is None:
        user.set_unusable_password()
    else:
        _set_checked(user, password)
    user.save(force_insert=True)
    record("account.made", user, by=by, data={"person": person.pk})
    return user


@transaction.atomic
def set_locked(user: User, *, locked: bool, by: Actor) -> User:
    """Lock or unlock an account; its sessions end at their next request because Django refuses inactive accounts."""
    by.require("lock", user)
    if locked and user.person_id is not None and user.person_id == by.person_id:
        raise Conflict(_("Nobody locks their own account: ask another security administrator."))
    User.objects.filter(pk=user.pk).update(is_active=not locked)
    user.is_active = not locked
    record("account.locked" if locked else "account.unlocked", user, by=by)
    return user


@transaction.atomic
def password_link(user: User, *, by: Actor) -> str:
    """A link with which the owner sets a password of their own, once, within three days. Hand it over; it is not sent."""
    by.require("make", user)
    record("account.password_link", user, by=by)
    token = default_token_generator.make_token(user)
    return settings.LIANXIN_URL + reverse("account_password_link", args=[user.pk, token])


def user_of_link(pk: int, token: str) -> User | None:
    """The account that an unused password link opens."""
    user = User.objects.filter(pk=pk, is_active=True).first()
    return user if user is not None and default_token_generator.check_token(user, token) else None


@transaction.atomic
def set_password(user: User, password: str, *, by: Actor) -> User:
    """Set the owner's password; links, sessions and API tokens from before end. Raises `BadInput` for a weak one."""
    _set_checked(user, password)
    user.save(update_fields=["password"])
    ApiToken.objects.filter(user=user).delete()
    record("account.password_set", user, by=by)
    return user


@transaction.atomic
def close_account(user: User, *, by: Actor, at: dt.date | None = None) -> None:
    """Delete an account with its password, keys, tokens, addresses and sessions. The person stays in the register.

    By its owner, or by Lianxin when the person is erased. Raises Conflict for whoever holds a staff post: their account is
    locked by the security administrator when the post ends.
    """
    by.require("close", user)
    day = at or today()
    posts = Tie.objects.on(day).filter(person_id=user.person_id or 0, kind=TieKind.STAFF_POST, superseded_by=None)
    if posts.exists():
        raise Conflict(_("Whoever holds a staff post keeps their account until the post has ended."))
    for session in Session.objects.filter(expire_date__gt=now()):
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()
    record("account.closed", user, by=by, at=day, data={"person": user.person_id})
    user.delete()


def _set_checked(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise BadInput(" ".join(error.messages)) from error
    user.set_password(password)


@transaction.atomic
def set_elder_mode(user: User, *, on: bool, by: Actor) -> User:
    """Large type on every device of the account."""
    by.require("edit", user)
    user.elder_mode = on
    user.save(update_fields=["elder_mode"])
    record("account.elder_mode", user, by=by, data={"on": on})
    return user
