"""What allauth asks us: nobody signs up by themself, where to go after signing in, what the journal notes."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.urls import reverse

from lianxin.access.actors import nobody
from lianxin.accounts.actors import actor_for
from lianxin.accounts.models import ApiToken, User
from lianxin.core.sealed import seal, unseal
from lianxin.journal.services.entries import record

if TYPE_CHECKING:
    from django.http import HttpRequest

    from lianxin.access.actors import Actor


def actor_of_user(user: User) -> Actor:
    """The actor of an account today; an account without a person may do what a visitor may."""
    return actor_for(user.person_id, user_id=user.pk) if user.person_id is not None else nobody()


def start_page(actor: Actor) -> str:
    """Where somebody begins: the desk for those who hold a post, the phone pages for members."""
    return reverse("desk:home") if actor.has_desk else reverse("portal:home")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Signing in and out is in the journal (who, not from where); a failure names the account if there is one."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by the security administrator for people of the register."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        user = request.user
        return start_page(actor_of_user(user)) if isinstance(user, User) else reverse("home")

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        record("sign_in", user, by=actor_of_user(user))

    def logout(self, request: HttpRequest) -> None:
        user = request.user
        super().logout(request)
        if isinstance(user, User):
            record("sign_out", user, by=actor_of_user(user))

    def set_password(self, user: User, password: str) -> None:
        """A password that is changed because somebody knew it must not leave tokens behind that act without it."""
        super().set_password(user, password)
        ApiToken.objects.filter(user=user).delete()
        record("account.password_set", user, by=actor_of_user(user))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        named = User.objects.filter(username=str(credentials.get("username", ""))).first()
        record("sign_in_failed", named, by=nobody())


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of authenticator apps and recovery codes are sealed like every other secret value."""

    def encrypt(self, text: str) -> str:
        return b64encode(seal(text)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(b64decode(encrypted_text))
