"""Bimonthly bulletin (双月通报): one every two months; a missing issue shows as a gap."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.bulletins.flow_of_bulletins import flow_of_bulletins
from lianxin.bulletins.kind import BulletinKind


class Bimonthly(BulletinKind):
    key = "bimonthly"
    name = _("Bimonthly bulletin")
    plural = _("Bimonthly bulletins")
    flow = flow_of_bulletins(numbered=True)
    every_months = 2
    icon = "book-open"
