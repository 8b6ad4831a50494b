"""Base class and registry of the kinds of matters."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from lianxin.access.roles import Role
from lianxin.flows.families import Family
from lianxin.flows.kind import Kind

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


class MatterKind(Kind):
    """What a kind of matter declares over what every kind does.

    `words` are what a station's ledger calls it. A kind that `members_raise` is offered in the portal. `is_case` says
    that it is a case of the community stations when a station registered it (C6). `raiser_role` is the part of the one
    who raises it, `prefix` begins its running number.

    The compartment: `confidential` keeps content and parties to the raiser and the team, and the line in lists neutral;
    `desk_reads=False` keeps them even from the colleagues of the desk, so that only the raiser and the handler read.
    `addressed_to` names the role that works on the kind wherever it is raised (data requests: the DPO).
    `desk_slug` is the desk of a matter that is raised without one. `first_turn` says whose move is first.
    `categories` are the choices of its category; `category_days` the dated rules of categories with a limit of their own.
    `sensitive` says that it takes down health or money matters: the one who asks agrees to that separately
    (`services.agreed`). Only a `right_of_person` (asking for one's data, contesting a record) is open to a child under 14
    without a guardian's consent.
    `recorded_result` is the result of one entered as already closed when the list says none.
    """

    words: ClassVar[tuple[str, ...]] = ()
    members_raise: ClassVar[bool] = False
    is_case: ClassVar[bool] = False
    raiser_role: ClassVar[str] = "raiser"
    prefix: ClassVar[str] = "M"
    desk_reads: ClassVar[bool] = True
    addressed_to: ClassVar[Role | None] = None
    desk_slug: ClassVar[str] = "lead_office"
    first_turn: ClassVar[str] = "desk"
    categories: ClassVar[tuple[tuple[str, _StrOrPromise], ...]] = ()
    category_days: ClassVar[dict[str, str]] = {}
    sensitive: ClassVar[bool] = False
    right_of_person: ClassVar[bool] = False
    recorded_result: ClassVar[str] = "explained"
    advice: ClassVar[_StrOrPromise] = ""


matter_kinds: Family[MatterKind] = Family("kind of matter", MatterKind)


def kinds_where(**facts: object) -> list[str]:
    """Keys of the kinds that declare these facts, e.g. `kinds_where(confidential=True)`."""
    return [kind.key for kind in matter_kinds if all(getattr(kind, name) == value for name, value in facts.items())]
