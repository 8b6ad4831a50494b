"""Posts and accounts of staff: what the security administrator grants and takes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from lianxin.access.actors import Actor
from lianxin.accounts.models import User
from lianxin.accounts.services.users import make_user, password_link
from lianxin.reference.models import Place
from lianxin.register.enums import TieKind
from lianxin.register.models import Organisation, Person, Tie
from lianxin.register.services.parties import add_person
from lianxin.register.services.ties import add_tie


@dataclass(frozen=True, slots=True)
class NewStaff:
    """`link` is where the new owner sets a password; it is shown once and handed over in person."""

    person: Person
    user: User
    tie: Tie
    link: str


@transaction.atomic
def appoint_staff(
    *,
    name: str,
    username: str,
    office: Organisation,
    role: str,
    place: Place | None = None,
    start: dt.date,
    end: dt.date | None = None,
    by: Actor,
) -> NewStaff:
    """Add a person of an office to the register with a staff post and an account. All or nothing.

    Raises `NotAllowed`, `BadInput`, and `Conflict` when the user name is taken.
    """
    person = add_person(values={"name": name}, by=by, sender=office)
    tie = add_tie(
        kind=TieKind.STAFF_POST, person=person, organisation=office, place=place, role=role, start=start, end=end, by=by
    )
    user = make_user(person, username, by=by)
    return NewStaff(person, user, tie, password_link(user, by=by))
