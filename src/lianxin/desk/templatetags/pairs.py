"""On the page of a person or an organisation: the questions of the matching that wait about it."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext

from lianxin.access.rules import visible
from lianxin.desk.review.panels import waiting_about
from lianxin.register.models import Organisation, PairQuestion, Person
from lianxin.register.queries.questions import questions_about

register = template.Library()
SHOWN = 3


@register.inclusion_tag("desk/review/_waiting.html", takes_context=True)
def pairs_waiting(context: dict[str, Any], party: Person | Organisation) -> dict[str, Any]:
    """Nothing for a reader who may not answer; else one statement."""
    actor = context["request"].actor
    if not actor.may_any("answer", PairQuestion):
        return {"waiting": []}
    return {"waiting": waiting_about(visible(questions_about(party), actor, "answer")[:SHOWN])}


@register.filter
def in_words(reason: str) -> str:
    """A reason kept with an act: what Lianxin gave by itself is kept in English and read in the language of the page."""
    return "\n".join(gettext(line) if line else "" for line in reason.splitlines())
