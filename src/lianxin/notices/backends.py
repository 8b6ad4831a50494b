"""Ways out of the outbox. A backend sends one notice or raises `Undeliverable`; it sees no record, only the template."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Protocol

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext_noop

from lianxin.core.registries import Registry
from lianxin.notices.models import Notice
from lianxin.notices.templates import notice_templates

log = logging.getLogger(__name__)


class UndeliverableError(Exception):
    """The notice cannot go this way, now or ever; the text goes to the log and holds no personal value."""


class Backend(Protocol):
    """Sends one notice."""

    def send(self, notice: Notice) -> None: ...


class Console:
    """Writes a line to the log: for installations without a way out, where the portal's inbox is the only one."""

    def send(self, notice: Notice) -> None:
        log.info("notice %s: %s to person %s", notice.pk, notice.template, notice.person_id)


class Email:
    """Sends by Django's mail settings to the address that the address book gives, in the installation's language."""

    def send(self, notice: Notice) -> None:
        address = find_email(notice.person_id)
        if not address:
            raise UndeliverableError(f"notice {notice.pk}: no address")
        template = notice_templates.get(notice.template)
        page = template.page(notice.object_id) if template.page and notice.object_id else ""
        with translation.override(settings.LANGUAGE_CODE):
            subject, body = str(template.subject), f"{template.body}\n{settings.LIANXIN_URL}{page}"
        try:
            send_mail(subject, body, None, [address])
        except OSError as error:
            raise UndeliverableError(f"notice {notice.pk}: {type(error).__name__}") from None


backends: Registry[Backend] = Registry(gettext_noop("way of sending"))
backends.add("console", Console())
backends.add("email", Email())

address_books: Registry[Callable[[int], str]] = Registry(gettext_noop("address book"))
"""Upper floors say how a person's id becomes an address; the notice keeps none."""


def find_email(person_id: int) -> str:
    """The first address that a book gives, or nothing."""
    return next((address for book in address_books if (address := book(person_id))), "")


def default_backend() -> str:
    """`LIANXIN_NOTICES` of the settings; the console when nothing is set."""
    return str(getattr(settings, "LIANXIN_NOTICES", "console"))
