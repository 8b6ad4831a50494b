"""The list of matters: lines only. A light is a shape, a word and a colour."""

from __future__ import annotations

from typing import ClassVar

import django_tables2
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lianxin.core.dates import today
from lianxin.flows.clocks import Light, light
from lianxin.matters.enums import Turn
from lianxin.matters.models import Matter
from lianxin.matters.queries import days_left, line_of
from lianxin.reference.queries import place_by_id
from lianxin.ui.tables import Table

NOWRAP, WRAP = {"td": {"class": "nowrap"}}, {"td": {"class": "wrap"}}
SHAPES = {Light.DONE_ON_TIME: "done", Light.DONE_LATE: "done"}


class MatterTable(Table):
    number = django_tables2.Column(verbose_name=gettext_lazy("Running number"), order_by=("number",), attrs=NOWRAP)
    line = django_tables2.Column(verbose_name=gettext_lazy("Matter"), orderable=False, empty_values=())
    stage = django_tables2.Column(verbose_name=gettext_lazy("Stage"), orderable=False, attrs=WRAP)
    due_on = django_tables2.Column(verbose_name=gettext_lazy("Deadline"), order_by=("due_on", "pk"), empty_values=())
    turn = django_tables2.Column(verbose_name=gettext_lazy("Turn"), orderable=False, attrs=WRAP)
    desk = django_tables2.Column(verbose_name=gettext_lazy("Desk"), orderable=False, attrs=WRAP)
    district = django_tables2.Column(verbose_name=gettext_lazy("District"), orderable=False, empty_values=(), attrs=NOWRAP)
    opened_on = django_tables2.DateColumn(
        verbose_name=gettext_lazy("Raised on"), order_by=("opened_on", "pk"), format="Y-m-d", attrs=NOWRAP
    )

    empty_title = gettext_lazy("No matter here")

    class Meta:
        model = Matter
        fields: ClassVar[tuple[str, ...]] = ()
        order_by = "-opened_on"

    def render_number(self, record: Matter) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("desk:matters_detail", args=[record.pk]), record.number)

    def render_line(self, record: Matter) -> str:
        name, line = str(record.family.name), str(line_of(record))
        return name if name == line else f"{name}：{line}"

    def render_stage(self, record: Matter) -> str:
        return str(record.stage_now.name)

    def render_due_on(self, record: Matter) -> SafeString:
        return light_of(record)

    def render_turn(self, value: str) -> str:
        return str(Turn(value).label) if value else ""

    def render_district(self, record: Matter) -> str:
        """From the places in memory: a district costs no statement."""
        place = place_by_id(record.place_id) if record.place_id else None
        return str(place.district or place) if place else ""


def light_of(matter: Matter) -> SafeString:
    """The light of a deadline with the working days that are left, drawn as the component."""
    state = light(matter, today())
    return SafeString(
        render_to_string("desk/matters/_light.html", {"state": SHAPES.get(state, state.value), "text": time_left(matter, state)})
    )


def time_left(matter: Matter, state: Light) -> str:
    """In words; a deadline that touches a year without notice says so."""
    left = days_left(matter)
    if state == Light.DONE_LATE:
        return _("late")
    if left is None or matter.due_on is None:
        return ""
    if left < 0:
        text = ngettext("%(n)d working day over", "%(n)d working days over", -left) % {"n": -left}
    else:
        text = ngettext("%(n)d working day left", "%(n)d working days left", left) % {"n": left}
    return f"{text} ({_('days off not yet published')})" if matter.due_provisional else text
