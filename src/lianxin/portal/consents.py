"""What a person may agree to, in plain words. A change of the words is a new version, and is asked for again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from lianxin.bulletins.enums import Addressing
from lianxin.register.models import Consent

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from lianxin.register.models import Person

VERSION = "1"
CHANNEL = "portal"


@dataclass(frozen=True, slots=True)
class Purpose:
    """One purpose with the text that is agreed to. `code` is `Consent.purpose`."""

    code: str
    name: Promise
    text: Promise


PURPOSES = (
    Purpose(
        Addressing.BULLETINS.value,
        _("Bulletins and notices"),
        _("My association and the city office send me bulletins and notices here. That I opened one is noted, and nothing else."),
    ),
    Purpose(
        Addressing.CONTACT.value,
        _("Invitations and visits"),
        _("I am invited to gatherings and votes of my association, district or team, and may be visited or called about them."),
    ),
    Purpose(
        Addressing.REGISTER.value,
        _("Standing in the register"),
        _("Name, work and memberships stand in the federation's register, as shown here, while I belong to one of its bodies."),
    ),
    Purpose(
        "publish_name",
        _("My name on public pages"),
        _("My name stands in public where I sign a column, win a contest or am honoured. Without it the surname alone is shown."),
    ),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """One purpose and how it stands with a person."""

    purpose: Purpose
    consent: Consent | None
    asked_again: bool = False


def standing(person: Person) -> list[Standing]:
    """Every purpose with the person's consent that holds, if any; in one statement."""
    held: dict[str, Consent] = {}
    for consent in Consent.objects.filter(person=person, withdrawn_on=None).order_by("given_on", "pk"):
        held[consent.purpose] = consent
    known = [Standing(purpose, held.get(purpose.code), _is_old(held.get(purpose.code))) for purpose in PURPOSES]
    return known + [
        Standing(Purpose(code, _("Another purpose"), _("Given at the desk.")), consent)
        for code, consent in held.items()
        if code not in {purpose.code for purpose in PURPOSES}
    ]


def _is_old(consent: Consent | None) -> bool:
    return consent is not None and consent.channel == CHANNEL and consent.text_version != VERSION


def name_of(code: str) -> str:
    """The name of a purpose; an unknown one keeps its code."""
    return next((str(purpose.name) for purpose in PURPOSES if purpose.code == code), code)
