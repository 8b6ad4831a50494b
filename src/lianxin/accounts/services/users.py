"""Making and locking accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.accounts.models import User
from lianxin.core.errors import BadInput, Conflict
from lianxin.journal.services.entries import record

if TYPE_CHECKING:
    from lianxin.access.actors import Actor
    from lianxin.register.models import Person


@transaction.atomic
def make_user(person: Person, username: str, *, password: str | None = None, by: Actor) -> User:
    """Give `person` an account. Without a password only passkeys, codes or the demo's buttons sign in.

    Raises `Conflict` when the person has one or the name is taken, `BadInput` for a weak password. Nothing is sent.
    """
    if User.objects.filter(person=person).exists() or User.objects.filter(username=username).exists():
        raise Conflict(_("This person or this user name has an account already."))
    user = User(username=username, person=person)
    if password is None:
        user.set_unusable_password()
    else:
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise BadInput(" ".join(error.messages)) from error
        user.set_password(password)
    user.save(force_insert=True)
    record("account.made", user, by=by, data={"person": person.pk})
    return user


@transaction.atomic
def set_locked(user: User, *, locked: bool, by: Actor) -> User:
    """Lock or unlock an account; its sessions end at their next request because Django refuses inactive accounts."""
    by.require("lock", user)
    User.objects.filter(pk=user.pk).update(is_active=not locked)
    user.is_active = not locked
    record("account.locked" if locked else "account.unlocked", user, by=by)
    return user
