"""Signed column (专栏): its author and affiliation stand with it, on Lianxin's own pages and nowhere else."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.bulletins.flow_of_bulletins import flow_of_bulletins
from lianxin.bulletins.kind import BulletinKind


class Column(BulletinKind):
    key = "column"
    name = _("Signed column")
    plural = _("Signed columns")
    flow = flow_of_bulletins(numbered=False)
    numbered = False
    signed_by_author = True
    icon = "pencil"
