"""Correcting a value because the person asked for it (Personal Information Protection Law, article 46)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.dates import today
from lianxin.core.errors import BadInput, Conflict
from lianxin.journal.services.entries import record
from lianxin.register.models import Person
from lianxin.register.services.hands import enter_by_hand
from lianxin.register.services.parties import clean_person
from lianxin.register.services.survivors import refresh_people


@transaction.atomic
def correct_on_request(
    person: Person, *, values: Mapping[str, Any], by: Actor, at: dt.date | None = None
) -> Person:
    """Write down what the person says of themself: it goes before every list, and stays theirs.

    For whoever decides requests about personal data ("correct"), after they checked who asks. Raises BadInput for a value
    that cannot be read, Conflict for a person who was merged or erased.
    """
    by.require("correct", person)
    if person.erased_on is not None or person.merged_into_id is not None:
        raise Conflict(_("This person was merged into another or erased; nothing is written here any more."))
    clean = clean_person(values)
    if "name" in clean and not clean["name"]:
        raise BadInput(_("A person needs a name."))
    day = at or today()
    enter_by_hand(person, clean, by=by, at=day, own=True)
    refresh_people([person.pk])
    person.refresh_from_db()
    record("correct_on_request", person, by=by, at=day, data={"fields": sorted(clean)})
    return person
