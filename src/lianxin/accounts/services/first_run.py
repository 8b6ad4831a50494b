"""The one-time link that `lianxin serve` prints on an empty installation, and the three people it begins with.

Whoever opens the link becomes system administrator. Security administrator and auditor are two other people: no one of
the three could hide what they do from the other two.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import service
from lianxin.access.roles import Role
from lianxin.accounts.models import FirstRun, User
from lianxin.accounts.services.users import make_user, password_link
from lianxin.core.dates import now, today
from lianxin.core.errors import BadInput, Conflict
from lianxin.core.names import name_key
from lianxin.reference.models import Place
from lianxin.register.enums import OrganisationKind, TieKind
from lianxin.register.models import Organisation, Person, Tie
from lianxin.register.services.parties import add_organisation, add_person
from lianxin.register.services.ties import add_tie

OFFICE = "lead_office"
OTHERS = (Role.SECURITY_ADMIN, Role.AUDITOR)


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


@transaction.atomic
def begin(token: str, *, office: str, place: Place, name: str, username: str, password: str) -> User:
    """Spend the link: the city office, its first person, their account and the system administrator's post.

    Raises `Conflict` for a link that was used, `BadInput` for a weak password; nothing is kept then.
    """
    if not link_is_good(token) or not use_link(token):
        raise Conflict(_("This link was used, or a newer one was printed. Start `lianxin serve` again for a fresh one."))
    by = service("first_run")
    body = Organisation.objects.filter(slug=OFFICE).first() or add_organisation(
        kind=OrganisationKind.DEPARTMENT, name=office, slug=OFFICE, place=place, by=by
    )
    return _appoint(body, place, name, username, Role.SYSTEM_ADMIN, password)


@dataclass(frozen=True, slots=True)
class Appointed:
    """One of the two others: the account, and the link with which its owner sets a password."""

    role: Role
    user: User
    link: str


def others_are_missing() -> bool:
    """Has nobody ever held the security administrator's or the auditor's post?"""
    held = set(Tie.objects.filter(kind=TieKind.STAFF_POST, role__in=OTHERS).values_list("role", flat=True))
    return len(held) < len(OTHERS)


@transaction.atomic
def appoint_others(first: User, *, people: dict[Role, tuple[str, str]]) -> list[Appointed]:
    """Appoint the security administrator and the auditor: (name, user name) by role. Once; refuses the same person twice.

    Raises `Conflict` when the posts were given before, `BadInput` when two of the three bear one name.
    """
    if not others_are_missing():
        raise Conflict(_("Security administrator and auditor were appointed before."))
    post = Tie.objects.filter(person=first.person_id, kind=TieKind.STAFF_POST, role=Role.SYSTEM_ADMIN).first()
    if post is None or post.organisation is None or first.person is None:
        raise Conflict(_("Only the first system administrator appoints the two others."))
    names = [name_key(first.person.name), *(name_key(name) for name, _username in people.values())]
    if len(set(names)) < len(names):
        raise BadInput(_("System administrator, security administrator and auditor are three different people."))
    appointed = []
    for role, (name, username) in people.items():
        user = _appoint(post.organisation, post.place, name, username, role)
        appointed.append(Appointed(role, user, password_link(user, by=service("first_run"))))
    return appointed


def _appoint(
    office: Organisation, place: Place | None, name: str, username: str, role: Role, password: str | None = None
) -> User:
    by = service("first_run")
    person: Person = add_person(values={"name": name}, by=by, sender=office)
    user = make_user(person, username, password=password, by=by)
    add_tie(kind=TieKind.STAFF_POST, person=person, organisation=office, place=place, role=role, start=today(), by=by)
    return user


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
