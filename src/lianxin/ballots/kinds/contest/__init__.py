"""Contests (网络评选): entries by members, a public vote; evaluation needs an approving document."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.ballots.kinds.voting import FULL_FLOW, VotedKind


class Contest(VotedKind):
    key = "contest"
    name = _("contest")
    plural = _("contests")
    flow = FULL_FLOW
