"""The front page's panel of gaps: `{% load duties %}{% duties_panel %}`, for those who may see duties.

It asks for its lines by itself after the page, so that the page pays nothing for them; without JavaScript it is a link.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from lianxin.reports.models import Duty

register = template.Library()


@register.inclusion_tag("desk/duties/_panel.html", takes_context=True)
def duties_panel(context: dict[str, Any]) -> dict[str, Any]:
    """The address of the duties, or nothing for whoever may not see them."""
    may = context["request"].actor.may_any("view", Duty)
    return {"duties_href": reverse("desk:duties") if may else ""}
