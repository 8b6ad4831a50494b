"""The kinds, one folder each; every folder registers itself here with one line."""

from __future__ import annotations

from lianxin.ballots.kind import ballot_kinds
from lianxin.ballots.kinds.contest import Contest
from lianxin.ballots.kinds.election import Election
from lianxin.ballots.kinds.poll import Poll

ballot_kinds.add(Contest)
ballot_kinds.add(Poll)
ballot_kinds.add(Election)
