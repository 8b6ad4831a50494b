"""Codes of ballots."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

COUNTED = ("recount", "result_notice", "objection", "announced")
"""Stages after the vote has closed: only then may votes be counted, listed and opened."""


class VoidReason(TextChoices):
    """Why a ballot paper does not count; published with the result."""

    AUTOMATED = "automated", _("cast by a machine")
    PROXY = "proxy", _("cast for somebody else")
    RULES = "rules", _("against the rules of the vote")
    DISTURBED = "disturbed", _("the system was disturbed")
