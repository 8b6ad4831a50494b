"""What this area puts into the desk's navigation, and how its records are linked and written elsewhere."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.desk import links, records
from lianxin.gatherings.models import Gathering, Participation
from lianxin.ui.navigation import Item, register_item, register_section

register_section("work", _("Gatherings and votes"))
register_item("work", Item(_("Gatherings"), "desk:gatherings_list", "calendar", "view", Gathering))

links.add("gatherings.Gathering", "desk:gatherings_detail")
links.add("gatherings.Participation", "desk:gatherings_detail", of=lambda row: row.gathering_id)
links.add("gatherings.Session", "desk:gatherings_detail", of=lambda row: row.gathering_id)


def gathering_line(row: Gathering) -> records.Line:
    """Title, the day on which it was held, kind and organiser."""
    sub = " · ".join(str(part) for part in (row.family.name, row.organiser or "", row.place or "") if part)
    return records.Line(row.title, row.held_on or row.starts_on, sub)


def participation_line(row: Participation) -> records.Line:
    """Who, at what, as what."""
    sub = f"{row.gathering.title} · {row.get_part_display()} · {row.get_state_display()}"
    return records.Line(str(row.party), row.gathering.held_on or row.gathering.starts_on, sub)


records.add("gatherings.Gathering", gathering_line, "organiser", "place")
records.add("gatherings.Participation", participation_line, "gathering", "person", "organisation")
