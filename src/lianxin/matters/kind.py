"""Base class and registry of the kinds of matters."""

from __future__ import annotations

from typing import ClassVar

from lianxin.flows.families import Family
from lianxin.flows.kind import Kind


class MatterKind(Kind):
    """`words` are what a station's ledger calls it. A kind that `members_raise` is offered in the portal.

    `is_case` says that it is a case of the community stations (C6). `raiser_role` is the part of the one who raises it.
    """

    words: ClassVar[tuple[str, ...]] = ()
    members_raise: ClassVar[bool] = False
    is_case: ClassVar[bool] = False
    raiser_role: ClassVar[str] = "raiser"
    prefix: ClassVar[str] = "M"


matter_kinds: Family[MatterKind] = Family("kind of matter", MatterKind)
