"""Who may answer the questions of the matching, and who may see how it weighs. No rule, no page: members see none of it."""

from __future__ import annotations

from django.db.models import Q

from lianxin.access.actors import Actor
from lianxin.access.roles import Role
from lianxin.access.rules import allow, every_one
from lianxin.register.models import MatchModel, MatchRun, PairQuestion
from lianxin.register.purposes import REGISTER
from lianxin.register.queries.consents import declined
from lianxin.register.rules import Ids


def about_who_took_back_the_register(actor: Actor) -> Ids:
    """Questions about people who took back standing in the register."""
    back = declined(REGISTER, actor.on)
    return PairQuestion.objects.filter(Q(left__person_id__in=back) | Q(right__person_id__in=back)).values("pk")


allow(Role.CITY_OFFICER, ("view", "answer"), PairQuestion, every_one, but=about_who_took_back_the_register)
allow(Role.SERVICE, ("view", "answer"), PairQuestion, every_one)
for _model in (MatchRun, MatchModel):
    allow((Role.CITY_OFFICER, Role.DPO, Role.AUDITOR, Role.SERVICE), "view", _model, every_one)
allow((Role.CITY_OFFICER, Role.SERVICE), "train", MatchModel, every_one)
