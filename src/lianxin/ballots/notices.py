"""Notices that votes send."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.notices.templates import declare_notice
from lianxin.register.purposes import CONTACT

OPENED = declare_notice("ballots.opened", _("A vote is open to you"), purpose=CONTACT).key
