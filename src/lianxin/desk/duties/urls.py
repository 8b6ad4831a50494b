"""Addresses of the duties, and how their records are written elsewhere."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from lianxin.desk import links, records
from lianxin.desk.duties import views
from lianxin.reports.duties.calendar import in_words
from lianxin.reports.duties.kinds import duty_kinds
from lianxin.reports.models import CampaignTarget, DutyTerm
from lianxin.ui.navigation import Item, register_item, register_section

register_section("overview", _("Overview"))
register_item("overview", Item(_("Duties and gaps"), "desk:duties", "list-checks", "view", "reports.Duty"))

urlpatterns = [
    path("duties/", views.duties, name="duties"),
    path("duties/gaps/", views.gaps, name="duties_gaps"),
    path("duties/declare/<str:kind>/", views.declare, name="duties_declare"),
    path("duties/targets/add/", views.target, name="duties_target"),
]


def term_line(row: DutyTerm) -> records.Line:
    """Which duty, which term, and its last day."""
    name = duty_kinds.get(row.duty.kind).name
    return records.Line(f"{name} · {in_words(row.duty.every, row.start)}", row.due, row.duty.source)


def target_line(row: CampaignTarget) -> records.Line:
    """Whose target, for which campaign, and how many."""
    return records.Line(row.organisation.name, row.end, f"{row.series} · {row.start.year} · {row.needed}")


records.add("reports.DutyTerm", term_line, "duty")
records.add("reports.CampaignTarget", target_line, "organisation")
links.add("reports.CampaignTarget", "desk:organisations_detail", of=lambda row: row.organisation_id)
