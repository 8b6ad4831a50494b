"""Base class and registry of the kinds of ballots."""

from __future__ import annotations

from typing import ClassVar

from lianxin.flows.families import Family
from lianxin.flows.kind import Kind


class BallotKind(Kind):
    """`needs_basis` demands the approving document before the vote opens (evaluation and commendation need approval)."""

    needs_basis: ClassVar[bool] = True


ballot_kinds: Family[BallotKind] = Family("kind of ballot", BallotKind)
