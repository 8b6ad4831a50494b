"""Parties as somebody names them on a command line or in a form: by id, code or name."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lianxin.core.errors import BadInput, UnknownName
from lianxin.core.names import name_key, org_name_key
from lianxin.register.models import Mention, Organisation, Person


def find_organisation(text: str) -> Organisation:
    """The body of this id, credit code or name. Raises UnknownName when there is none, BadInput when there are several."""
    bodies = Organisation.objects.filter(merged_into=None)
    found = bodies.filter(pk=int(text)) if text.isdecimal() and len(text) < 16 else bodies.filter(credit_code=text.upper())
    found = found if found.exists() else bodies.filter(name_key=org_name_key(text))
    some = list(found.order_by("pk")[:2])
    if not some:
        raise UnknownName(_("There is no organisation “{text}”. Give its id, credit code or full name.").format(text=text))
    if len(some) > 1:
        raise BadInput(_("Several organisations are called “{text}”. Give the id or the credit code.").format(text=text))
    return some[0]


def find_person(text: str) -> Person:
    """The person of this id or name; as `find_organisation`."""
    people = Person.objects.filter(merged_into=None, erased_on=None)
    if text.isdecimal():
        found = people.filter(pk=int(text[:15]))
    else:
        found = people.filter(pk__in=Mention.objects.filter(name_key=name_key(text), person__isnull=False).values("person_id"))
    some = list(found.order_by("pk")[:2])
    if not some:
        raise UnknownName(_("There is nobody of this name or id in the register. Give the id of the person."))
    if len(some) > 1:
        raise BadInput(_("Several people have this name. Give the id of the person."))
    return some[0]
