"""What the columns that measures count by are called in words, for their passports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import Promise

DAYS: dict[str, Promise] = {
    "added_on": _("day on which it was entered"),
    "adopted_on": _("day of adoption"),
    "announced_on": _("day of announcement"),
    "closed_on": _("day on which it was closed"),
    "closes_on": _("day on which the vote closes"),
    "happened_on": _("day on which it happened"),
    "held_on": _("day on which it was held"),
    "issued_on": _("day of issue"),
    "opened_on": _("day on which it was raised"),
    "original_due_on": _("first deadline"),
    "rated_on": _("day of rating"),
    "start": _("first day"),
}
PLACES: dict[str, Promise] = {
    "ballot__organiser__place": _("place of the organiser"),
    "bulletin__issuer__place": _("place of the issuer"),
    "gathering__place": _("place where it was held"),
    "issuer__place": _("place of the issuer"),
    "matter__place": _("place of the matter"),
    "member__place": _("place of the member"),
    "organisation__place": _("place of the organisation"),
    "organiser__place": _("place of the organiser"),
    "owner__place": _("place of the owner"),
    "place": _("place of the record"),
    "venue__place": _("place of the venue"),
}
ONCE: dict[str, Promise] = {
    "matter": _("each matter"),
    "member": _("each organisation"),
    "organisation": _("each organisation"),
    "person": _("each person"),
    "person_id": _("each person"),
    "place__district": _("each district"),
}
LISTS: dict[str, Promise] = {
    "ballots.Ballot": _("votes that were organised"),
    "ballots.Vote": _("votes that were cast"),
    "bulletins.Bulletin": _("bulletins"),
    "bulletins.Channel": pgettext_lazy("records", "channels"),
    "bulletins.Delivery": _("deliveries of bulletins"),
    "gatherings.Gathering": _("gatherings"),
    "gatherings.Participation": _("parts in gatherings"),
    "matters.Matter": _("matters"),
    "reference.Place": pgettext_lazy("records", "places"),
    "register.Document": pgettext_lazy("records", "documents"),
    "register.EstablishedPost": _("posts of the establishment"),
    "register.Organisation": pgettext_lazy("records", "organisations"),
    "register.Person": pgettext_lazy("records", "people"),
    "register.Tie": _("ties"),
    "reports.CampaignTarget": _("targets of campaigns"),
    "reports.DutyTerm": _("terms of duties"),
}


def column_words(words: dict[str, Promise], column: str) -> str:
    """A column in words with its name behind, so that the passport of another column reads differently."""
    said = words.get(column) or words.get(column.rpartition("__")[2])
    return f"{said} ({column})" if said else column
