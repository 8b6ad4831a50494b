"""Addresses of matters; what lists, links and the navigation know of them."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from lianxin.desk import links, records
from lianxin.desk.matters import views
from lianxin.matters.models import Adoption, Matter, MatterParty
from lianxin.matters.queries import line_of
from lianxin.ui.navigation import Item, register_item, register_section

register_section("matters", _("Matters"))
register_item("matters", Item(_("To do"), "desk:matters_todo", "inbox"))
register_item("matters", Item(_("All matters"), "desk:matters_list", "list-checks", "view", Matter))

links.add("matters.Matter", "desk:matters_detail")
links.add("matters.MatterParty", "desk:matters_detail", of=lambda part: part.matter_id)
for _model in ("Adoption", "Payment", "Score"):
    links.add(f"matters.{_model}", "desk:matters_detail", of=lambda row: row.matter_id)


def matter_line(matter: Matter) -> records.Line:
    """The line of a list: never what it is about, never who."""
    return records.Line(f"{matter.number} {line_of(matter)}", matter.opened_on, matter.stage_now.name)


def part_line(part: MatterParty) -> records.Line:
    return records.Line(f"{part.matter.number} {part.party}", part.start, part.get_role_display())


def adoption_line(adoption: Adoption) -> records.Line:
    return records.Line(adoption.matter.title, adoption.adopted_on, adoption.get_level_display())


records.add("matters.Matter", matter_line)
records.add("matters.MatterParty", part_line, "matter", "person", "organisation")
records.add("matters.Adoption", adoption_line, "matter")

urlpatterns = [
    path("todo/", views.todo, name="matters_todo"),
    path("matters/", views.MatterList.as_view(), name="matters_list"),
    path("matters/add/", views.choose_kind, name="matters_kinds"),
    path("matters/add/<slug:kind>/", views.add, name="matters_add"),
    path("matters/<int:pk>/", views.detail, name="matters_detail"),
    path("matters/<int:pk>/move/", views.move, name="matters_move"),
    path("matters/<int:pk>/urge/", views.urge_team, name="matters_urge"),
    path("matters/<int:pk>/parts/add/", views.add_part, name="matters_part_add"),
    path("matters/parts/<int:pk>/end/", views.end_part, name="matters_part_end"),
]
