"""Elections of an association's board: candidates are entries, the roll is its members."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.ballots.kinds.voting import FULL_FLOW, VotedKind


class Election(VotedKind):
    key = "election"
    name = _("election")
    plural = _("elections")
    flow = FULL_FLOW
