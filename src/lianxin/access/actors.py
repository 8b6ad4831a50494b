"""Actor: a person, a service or nobody, on a date, with the hats that their ties of that day give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lianxin.access.roles import DESK_ROLES, Role
from lianxin.core.dates import today

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import Model


@dataclass(frozen=True, slots=True)
class Hat:
    """A role held through one tie: at which organisation, for which place (its `path`), until which day (exclusive)."""

    role: Role
    tie_id: int | None = None
    organisation_id: int | None = None
    place_id: int | None = None
    place_path: str = ""
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. Frozen: a new request builds a new one, so that a tie that ended yesterday gives nothing today."""

    on: dt.date
    hats: tuple[Hat, ...]
    person_id: int | None = None
    user_id: int | None = None
    service: str = ""

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(hat.role for hat in self.hats)

    @property
    def is_anonymous(self) -> bool:
        return self.person_id is None and not self.service

    @property
    def has_desk(self) -> bool:
        return bool(self.roles & DESK_ROLES)

    @property
    def acting_as(self) -> str:
        """For the journal: the service's name, or the roles of the day."""
        if self.service:
            return f"service:{self.service}"
        return "+".join(sorted(role.value for role in self.roles))[:60]

    def organisations(self, role: Role) -> list[int]:
        """Ids of the organisations at which the actor wears `role`."""
        return [
            hat.organisation_id for hat in self.hats if hat.role == role and hat.organisation_id is not None
        ]

    def paths(self, role: Role) -> list[str]:
        """Paths of the places over which the actor wears `role`."""
        return [hat.place_path for hat in self.hats if hat.role == role and hat.place_path]

    def may_any(self, verb: str, model: type[Model]) -> bool:
        """Is there any rule that lets one of the actor's roles do `verb` on some `model`?"""
        from lianxin.access.rules import rules_for  # noqa: PLC0415  rules are built of actors

        return bool(rules_for(self, verb, model))

    def can(self, verb: str, obj: Model) -> bool:
        """The rule of the list, asked of one row."""
        from lianxin.access.rules import visible  # noqa: PLC0415  rules are built of actors

        return visible(type(obj)._default_manager.filter(pk=obj.pk), self, verb, few=True).exists()

    def require(self, verb: str, obj: Model) -> None:
        """Raise `NotAllowed` with the reason in words unless the actor can."""
        from lianxin.access.rules import denial  # noqa: PLC0415  rules are built of actors

        if not self.can(verb, obj):
            raise denial(verb, type(obj))


def nobody(on: dt.date | None = None) -> Actor:
    """The visitor who has not signed in."""
    return Actor(on=on or today(), hats=(Hat(Role.ANYONE),))


def service(name: str, on: dt.date | None = None) -> Actor:
    """Lianxin itself doing due work; `name` goes into the journal."""
    return Actor(on=on or today(), hats=(Hat(Role.SERVICE),), service=name)


def same_person(actor: Actor, **kwargs: Any) -> Actor:
    """A copy of `actor` with other values, e.g. another day."""
    values = {
        "on": actor.on,
        "hats": actor.hats,
        "person_id": actor.person_id,
        "user_id": actor.user_id,
        "service": actor.service,
    }
    return Actor(**{**values, **kwargs})
