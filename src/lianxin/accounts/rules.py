"""Who may do what with accounts, and who reads the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianxin.access.roles import DESK_ROLES, Role
from lianxin.access.rules import allow, every_one
from lianxin.accounts.models import ApiToken, SavedList, User
from lianxin.journal.models import Block, Entry, Read
from lianxin.register.models import Person
from lianxin.register.rules import holding_a_post

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lianxin.access.actors import Actor


def my_own_account(actor: Actor) -> QuerySet[User]:
    """My own account."""
    return User.objects.filter(person_id=actor.person_id or 0)


def my_own_tokens(actor: Actor) -> QuerySet[ApiToken]:
    """Tokens of my own account."""
    return ApiToken.objects.filter(user__person_id=actor.person_id or 0)


def reads_of_my_record(actor: Actor) -> QuerySet[Read]:
    """Readings of my own record."""
    return Read.objects.filter(subject_id=actor.person_id or 0)


def lists_that_i_saved(actor: Actor) -> QuerySet[SavedList]:
    """Lists that the reader saved."""
    return SavedList.objects.filter(user__person_id=actor.person_id or 0)


def lists_shared_with_my_office(actor: Actor) -> QuerySet[SavedList]:
    """Lists shared with the body for which the reader acts today."""
    offices = {hat.organisation_id for hat in actor.hats if hat.role in DESK_ROLES and hat.organisation_id is not None}
    return SavedList.objects.filter(office_id__in=offices)


allow(sorted(DESK_ROLES), ("view", "edit"), SavedList, lists_that_i_saved)
allow(sorted(DESK_ROLES), "view", SavedList, lists_shared_with_my_office)
allow(Role.MEMBER, ("view", "edit", "close"), User, my_own_account)
allow(Role.SECURITY_ADMIN, ("view", "lock", "make"), User, every_one)
allow(Role.SERVICE, ("view", "edit", "lock", "make", "close"), User, every_one)
allow(Role.MEMBER, ("view", "end"), ApiToken, my_own_tokens)
allow(Role.SECURITY_ADMIN, ("view", "end"), ApiToken, every_one)
allow(Role.MEMBER, "view", Read, reads_of_my_record)
allow((Role.DPO, Role.AUDITOR), "view", Read, every_one)
allow(Role.AUDITOR, ("view", "verify"), Entry, every_one)
allow(Role.AUDITOR, ("view", "verify"), Block, every_one)
allow(Role.SERVICE, "end", ApiToken, every_one)
allow(Role.SECURITY_ADMIN, "add", Person, every_one)
allow(Role.AUDITOR, "view", Person, holding_a_post)
allow(Role.DPO, "oversee", Read, every_one)
allow(Role.SYSTEM_ADMIN, "operate", Block, every_one)
