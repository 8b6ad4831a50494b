"""What Lianxin tells people about matters."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.notices.templates import declare_notice

declare_notice("matter.moved", _("There is news about a matter of yours"))
declare_notice("matter.your_turn", _("A matter waits for you"))
declare_notice("matter.urged", _("Reminder: a matter waits for you"))
