"""Base class and registry of the kinds of bulletins."""

from __future__ import annotations

from typing import ClassVar

from lianxin.flows.families import Family
from lianxin.flows.kind import Kind


class BulletinKind(Kind):
    """`signed_for` says that receivers confirm; `every_months` that an issue is expected each so many months.

    `signed_by_author` that it names its author and affiliation; `numbered` that it bears a number when it is issued.
    """

    signed_for: ClassVar[bool] = False
    every_months: ClassVar[int] = 0
    signed_by_author: ClassVar[bool] = False
    numbered: ClassVar[bool] = True


bulletin_kinds: Family[BulletinKind] = Family("kind of bulletin", BulletinKind)
