"""Polls: a question with given answers; no approval of a commendation is needed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.ballots.kinds.voting import SHORT_FLOW, VotedKind


class Poll(VotedKind):
    key = "poll"
    name = _("poll")
    plural = _("polls")
    flow = SHORT_FLOW
    needs_basis = False
