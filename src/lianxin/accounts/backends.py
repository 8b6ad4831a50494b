"""Signing in with a user name or a phone, and a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.auth_backends import AuthenticationBackend

from lianxin.accounts.models import User
from lianxin.register.enums import KeyKind
from lianxin.register.keys import key_digest, only_digits
from lianxin.register.models import PartyKey

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

MOBILE_DIGITS = 11


class NameOrPhoneBackend(AuthenticationBackend):  # type: ignore[misc]
    """A phone signs in only when it is the surviving phone of exactly one account's person: an office's phone never does."""

    def _authenticate_by_username(self, username: str, password: str) -> AbstractBaseUser | None:
        found: AbstractBaseUser | None = super()._authenticate_by_username(username, password)
        if found is None and (owner := owner_of_phone(username)) is not None:
            found = self._check_password(owner, password)
        return found

    def get_user(self, user_id: int) -> User | None:
        """The account with its person, whose name stands on every page."""
        user = User.objects.select_related("person").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None


def owner_of_phone(text: str) -> User | None:
    """The one account whose person has this mobile; None when there is none or more than one."""
    number = only_digits(text)
    if len(number) != MOBILE_DIGITS or len(number) < len(text.strip().lstrip("+").replace(" ", "").replace("-", "")):
        return None
    keys = PartyKey.objects.filter(kind=KeyKind.PHONE, digest=key_digest(KeyKind.PHONE, number))
    people = keys.filter(mention__person__isnull=False).values("mention__person_id")
    owners = [
        user
        for user in User.objects.filter(person_id__in=people).select_related("person")
        if user.person is not None and only_digits(user.person.phone) == number
    ]
    return owners[0] if len(owners) == 1 else None
