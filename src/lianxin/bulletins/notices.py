"""What Lianxin tells people about bulletins, and where their e-mail is found."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.notices.backends import address_books
from lianxin.notices.templates import declare_notice
from lianxin.register.models import Person
from lianxin.register.purposes import BULLETINS

declare_notice("bulletin.issued", _("A new bulletin is in your inbox"), purpose=BULLETINS)
declare_notice("bulletin.reminder", _("Reminder: a bulletin waits to be read"), purpose=BULLETINS)


def email_of(person_id: int) -> str:
    """The e-mail that stands in the register; nothing for one who was erased."""
    person = Person.objects.filter(pk=person_id, erased_on=None).first()
    return person.email if person is not None else ""


address_books.add("register", email_of)
