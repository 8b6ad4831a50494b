"""What a notice says. A text names the occasion and where to look, never what the record holds: it may pass through other hosts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from lianxin.core.registries import Registry

Text = str | Promise
SIGN_IN = _("Sign in to Lianxin to read it.")


@dataclass(frozen=True, slots=True)
class Template:
    """`subject` is the line in the inbox and of an e-mail; `body` says what to do. `purpose` is the consent that it needs:
    empty for what somebody asked for themselves, news of their own matter or registration. `page` gives the path of the page of the
    record that a notice is about by its id, for an e-mail; without one it leads to the first page.
    """

    key: str
    subject: Text
    body: Text = SIGN_IN
    purpose: str = ""
    page: Callable[[int], str] | None = None


notice_templates: Registry[Template] = Registry(gettext_noop("notice"))


def declare_notice(
    key: str, subject: Text, body: Text = SIGN_IN, *, purpose: str = "", page: Callable[[int], str] | None = None
) -> Template:
    """Declare a notice that an app sends; an app calls this when it starts."""
    return notice_templates.add(key, Template(key, subject, body, purpose, page))
