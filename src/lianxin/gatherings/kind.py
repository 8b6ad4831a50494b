"""Base class and registry of the kinds of gatherings."""

from __future__ import annotations

from typing import ClassVar

from lianxin.flows.families import Family
from lianxin.flows.kind import Kind


class GatheringKind(Kind):
    """`words` are what lists call it in their type column or title; `parts_counted` the parts that measures count as audience."""

    words: ClassVar[tuple[str, ...]] = ()
    parts_counted: ClassVar[tuple[str, ...]] = ("attendee",)
    has_sessions: ClassVar[bool] = False


gathering_kinds: Family[GatheringKind] = Family("kind of gathering", GatheringKind)
