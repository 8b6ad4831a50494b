"""The tables of gatherings and venues."""

from __future__ import annotations

import django_tables2
from django.utils.translation import gettext_lazy as _
from django_tables2.utils import A

from lianxin.gatherings.models import Gathering, Venue
from lianxin.ui.tables import NumberColumn, Table, TemplateColumn


class GatheringTable(Table):
    title = django_tables2.Column(linkify=("desk:gatherings_detail", [A("pk")]), verbose_name=_("Title"))
    kind = django_tables2.Column(accessor="family__name", order_by="kind", verbose_name=_("Kind"))
    starts_on = TemplateColumn(template_name="desk/gatherings/_days.html", verbose_name=_("Days"))
    organiser = django_tables2.Column(order_by="organiser__sort_key", verbose_name=_("Organiser"))
    place = django_tables2.Column(order_by="place__code", verbose_name=_("Place"))
    stage = TemplateColumn(
        template_name="desk/gatherings/_stage.html", order_by="phase", verbose_name=_("Stage")
    )
    headcount = NumberColumn(verbose_name=_("Audience counted"))
    empty_title = _("No gathering here")
    empty_advice = _("Take a filter away, import a sign-in sheet, or add a gathering.")

    class Meta:
        order_by = ("-starts_on",)
        model = Gathering
        fields = ("title", "kind", "starts_on", "organiser", "place", "stage", "headcount")


class VenueTable(Table):
    name = django_tables2.Column(verbose_name=_("Name"))
    place = django_tables2.Column(order_by="place__code", verbose_name=_("Place"))
    owner = django_tables2.Column(order_by="owner__sort_key", verbose_name=_("Owner"))
    seats = NumberColumn(verbose_name=_("Seats"))
    start = django_tables2.Column(verbose_name=_("Since"))
    end = django_tables2.Column(verbose_name=_("Until (exclusive)"))
    used = NumberColumn(verbose_name=_("Gatherings held"))
    empty_title = _("No venue on the list")
    empty_advice = _("Add the rooms and bases that associations may book.")

    class Meta:
        order_by = ("name",)
        model = Venue
        fields = ("name", "place", "owner", "seats", "start", "end", "used")
