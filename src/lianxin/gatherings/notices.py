"""Notices that gatherings send."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.notices.templates import declare_notice

MOVED_UP = declare_notice("gatherings.moved_up", _("A seat has become free for you")).key
CALLED_OFF = declare_notice(
    "gatherings.called_off", _("A gathering for which you registered was called off")
).key
