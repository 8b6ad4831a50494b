"""What kinds of records are called where they are counted."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

NAMES: dict[str, Any] = {
    "accounts.User": _("Account"),
    "ballots.Ballot": _("Votes organised"),
    "ballots.BallotEntry": _("Entries of votes"),
    "ballots.RollEntry": _("Places on rolls of votes"),
    "bulletins.Bulletin": _("Bulletins"),
    "bulletins.Channel": _("Channels"),
    "bulletins.Delivery": _("Deliveries"),
    "gatherings.Gathering": _("Gatherings organised"),
    "gatherings.Gathering_co_organisers": _("Gatherings co-organised"),
    "gatherings.Participation": _("Parts in gatherings"),
    "gatherings.Venue": _("Venues"),
    "journal.Read": _("Reads of the record"),
    "matters.Matter": _("Matters registered"),
    "matters.MatterParty": _("Parts in matters"),
    "matters.Score": _("Scores"),
    "notices.Notice": _("Notices"),
    "register.ChildAccess": _("Approvals for a child's page"),
    "register.Consent": _("Consents"),
    "register.ConsentRefusal": _("Refusals"),
    "register.Document": _("Documents"),
    "register.EstablishedPost": _("Posts of the establishment"),
    "register.GradeHolding": _("Official grades"),
    "register.Import": _("Lists"),
    "register.Organisation": _("Organisations"),
    "register.Person": pgettext_lazy("desk", "People"),
    "register.Mention": _("Rows of lists"),
    "register.StratumHolding": _("Categories"),
    "register.Tie": _("Ties"),
}


def name_of_model(label: str) -> str:
    """What rows of a model (`app.Model`) are called."""
    return str(NAMES.get(label) or apps.get_model(label)._meta.verbose_name)


def counted(counts: Counter[str]) -> list[tuple[str, int]]:
    """Counts by model (`app.Model`) under the names of what was counted, the largest first."""
    return [(name_of_model(label), n) for label, n in counts.most_common()]
