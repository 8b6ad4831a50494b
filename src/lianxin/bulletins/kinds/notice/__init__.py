"""Notice (通知)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.bulletins.flow_of_bulletins import flow_of_bulletins
from lianxin.bulletins.kind import BulletinKind


class PlainNotice(BulletinKind):
    key = "notice"
    name = _("Notice")
    plural = _("Notices")
    flow = flow_of_bulletins(numbered=False)
    numbered = False
    icon = "megaphone"
