"""Who may answer the questions of the matching, and who may see how it weighs. No rule, no page: members see none of it."""

from __future__ import annotations

from lianxin.access.roles import Role
from lianxin.access.rules import allow, every_one
from lianxin.register.models import MatchModel, MatchRun, PairQuestion

allow((Role.CITY_OFFICER, Role.SERVICE), ("view", "answer"), PairQuestion, every_one)
for _model in (MatchRun, MatchModel):
    allow((Role.CITY_OFFICER, Role.DPO, Role.AUDITOR, Role.SERVICE), "view", _model, every_one)
allow((Role.CITY_OFFICER, Role.SERVICE), "train", MatchModel, every_one)
