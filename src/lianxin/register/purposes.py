"""What a person may be asked to agree to, in plain words; the first version of each text comes with Lianxin.

The city office writes later versions (`services.consents.write_text`). A purpose that needs a consent of its own (Personal
Information Protection Law, articles 23, 25 and 29) is never covered by the legal basis of a list.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from lianxin.core.registries import Registry

FIRST = "1"
"""Version of the texts that come with Lianxin."""
BULLETINS, CONTACT, REGISTER = "bulletins", "contact", "register"
PUBLISH, PROVIDE, SENSITIVE = "publish_name", "provide", "sensitive"


@dataclass(frozen=True, slots=True)
class Purpose:
    """One purpose. `text` is its first version; `separate` says that only the person's own consent to it counts."""

    code: str
    name: Promise
    text: Promise
    separate: bool = False
    effect: Promise | None = None
    """What a refusal means, as article 30 wants it said."""
    remains: Promise | None = None
    """What stays after it was taken back, and why."""


purposes: Registry[Purpose] = Registry(gettext_noop("purpose"))

for _purpose in (
    Purpose(
        REGISTER,
        _("Standing in the register"),
        _(
            "Name, work and memberships stand in the federation's register, as shown here, while I belong to one of its bodies."
        ),
        effect=_(
            "Without it you are left out of lists, exports, invitations and bulletins. Offices see only that you took it back."
        ),
    ),
    Purpose(
        BULLETINS,
        _("Bulletins and notices"),
        _(
            "My association and the city office send me bulletins and notices here. That I opened one is noted, and nothing else."
        ),
    ),
    Purpose(
        CONTACT,
        _("Invitations and visits"),
        _(
            "I am invited to gatherings and votes of my association, district or team, and may be visited or called about them."
        ),
    ),
    Purpose(
        PROVIDE,
        _("Passing on to other bodies"),
        _(
            "My entry may be given to another body in a list, which is named to me with what it needs the list for."
        ),
        separate=True,
        effect=_("Without it no list that leaves Lianxin for another body has you on it."),
    ),
    Purpose(
        PUBLISH,
        _("My name on public pages"),
        _(
            "My name stands in public where I sign a column, win a contest or am honoured. Without it the surname alone is shown."
        ),
        separate=True,
    ),
    Purpose(
        SENSITIVE,
        _("Sensitive data for help that I ask for"),
        _(
            "What I say of my health or money when I ask for counselling, legal aid or a grant is kept for that matter; its team reads it."
        ),
        separate=True,
        effect=_(
            "Without it these three are not taken down here: a station answers in person, and writes nothing down."
        ),
        remains=_(
            "What was written down before you took it back stays under seal until its time is over, since "
            "the office must be able to answer for what it did. The team reads it no more and adds nothing; "
            "your number, dates and result still count."
        ),
    ),
):
    purposes.add(_purpose.code, _purpose)


def name_of(code: str) -> str:
    """The name of a purpose; one that nobody declares keeps its code."""
    return str(purposes.get(code).name) if code in purposes else code
