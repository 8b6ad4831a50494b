"""`{{ href|on_day:day }}`: links that keep the day of the page."""

from __future__ import annotations

from django import template

from lianxin.desk.days import Day

register = template.Library()


@register.filter
def on_day(href: str, day: Day) -> str:
    """The address for the same day."""
    return day.link(str(href))
