"""People and organisations: add and change. Values pass through rows, so that each knows where it came from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.access.rules import denial
from lianxin.core.dates import today
from lianxin.core.errors import BadInput, Conflict
from lianxin.core.names import org_name_key, sort_key, tidy_name
from lianxin.journal.services.entries import record
from lianxin.reference import codes
from lianxin.reference.codelists import Sex
from lianxin.reference.models import Place
from lianxin.register.enums import OrganisationKind
from lianxin.register.models import Organisation, Person
from lianxin.register.queries.statements import BODY_FIELDS, PERSON_FIELDS
from lianxin.register.services.hands import enter_by_hand
from lianxin.register.services.survivors import refresh_organisations, refresh_people
from lianxin.register.services.terms import person_columns

COLUMNS = ("kind", "place", "founded_on", "closed_on", "slug")
"""What is set on an organisation itself; everything else is a value with a source."""


@transaction.atomic
def add_person(
    *, values: Mapping[str, Any], by: Actor, at: dt.date | None = None, sender: Organisation | None = None
) -> Person:
    """Add a person by hand. `values` by field of `PERSON_FIELDS`; a name is needed.

    Nobody is looked for: two people with one name are two. Raises BadInput for a value that cannot be read.
    """
    if not by.may_any("add", Person):
        raise denial("add", Person)
    clean = clean_person(values)
    if not clean.get("name"):
        raise BadInput(_("A person needs a name."))
    day = at or today()
    person = Person.objects.create(name=clean["name"], **person_columns(clean["name"]), added_on=day)
    enter_by_hand(person, clean, by=by, at=day, sender=sender)
    refresh_people([person.pk])
    person.refresh_from_db()
    record("add_person", person, by=by, at=day, data={"fields": sorted(clean)})
    return person


@transaction.atomic
def change_person(
    person: Person,
    *,
    values: Mapping[str, Any],
    by: Actor,
    at: dt.date | None = None,
    sender: Organisation | None = None,
) -> Person:
    """Correct values of a person by hand; "" blanks one. What is shown follows from all sources, newest first.

    Only fields that are given are touched. The row belongs to the person (for their own record) or to the officer's
    organisation; other associations do not see it.
    """
    by.require("edit", person)
    _refuse_gone(person)
    clean = clean_person(values)
    if "name" in clean and not clean["name"]:
        raise BadInput(_("A person needs a name."))
    day = at or today()
    enter_by_hand(person, clean, by=by, at=day, sender=sender)
    refresh_people([person.pk])
    person.refresh_from_db()
    record("change_person", person, by=by, at=day, data={"fields": sorted(clean)})
    return person


@transaction.atomic
def add_organisation(
    *,
    kind: str,
    name: str,
    by: Actor,
    at: dt.date | None = None,
    credit_code: str = "",
    place: Place | None = None,
    slug: str | None = None,
    founded_on: dt.date | None = None,
    closed_on: dt.date | None = None,
    **values: Any,
) -> Organisation:
    """Add a body by hand; `values` by field of `BODY_FIELDS`.

    Raises Conflict when its credit code or its slug is another's, BadInput for a value that cannot be read.
    """
    if not by.may_any("add", Organisation):
        raise denial("add", Organisation)
    clean = clean_body({**values, "name": name} | ({"credit_code": credit_code} if credit_code else {}))
    if not clean.get("name"):
        raise BadInput(_("An organisation needs a name."))
    columns = {"kind": kind, "place": place, "slug": slug, "founded_on": founded_on, "closed_on": closed_on}
    _check_columns(columns)
    _refuse_doubles(clean.get("credit_code", ""), slug)
    day = at or today()
    body = Organisation.objects.create(
        **columns,
        name=clean["name"],
        name_key=org_name_key(clean["name"]),
        sort_key=sort_key(clean["name"])[:200],
        added_on=day,
    )
    enter_by_hand(body, clean | _said(columns), by=by, at=day)
    refresh_organisations([body.pk])
    body.refresh_from_db()
    record("add_organisation", body, by=by, at=day, data={"kind": str(kind), "fields": sorted(clean)})
    return body


@transaction.atomic
def change_organisation(
    organisation: Organisation, *, by: Actor, at: dt.date | None = None, **values: Any
) -> Organisation:
    """Correct a body: columns of its own (`COLUMNS`) are set, everything else is entered by hand as a value."""
    by.require("edit", organisation)
    columns = {name: value for name, value in values.items() if name in COLUMNS}
    clean = clean_body({name: value for name, value in values.items() if name not in COLUMNS})
    if "name" in clean and not clean["name"]:
        raise BadInput(_("An organisation needs a name."))
    _check_columns(columns)
    _refuse_doubles(clean.get("credit_code", ""), columns.get("slug"), besides=organisation.pk)
    day = at or today()
    if columns:
        for name, value in columns.items():
            setattr(organisation, name, value)
        organisation.save(update_fields=list(columns))
    if said := clean | _said(columns):
        enter_by_hand(organisation, said, by=by, at=day)
        refresh_organisations([organisation.pk])
    organisation.refresh_from_db()
    record("change_organisation", organisation, by=by, at=day, data={"fields": sorted([*clean, *columns])})
    return organisation


def clean_person(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as they are kept: tidy name, codes, digits; raises BadInput with the reason of the first unreadable one."""
    return _clean(values, PERSON_FIELDS, _PERSON)


def clean_body(values: Mapping[str, Any]) -> dict[str, Any]:
    return _clean(values, BODY_FIELDS, _BODY)


def _clean(
    values: Mapping[str, Any], known: tuple[str, ...], readers: Mapping[str, Callable[[str], Any]]
) -> dict[str, Any]:
    unknown = sorted(set(values) - set(known))
    if unknown:
        raise BadInput(
            _("No such value: {unknown}. Known: {known}").format(
                unknown="、".join(unknown), known="、".join(known)
            )
        )
    clean: dict[str, Any] = {}
    for field, raw in values.items():
        text = (
            "、".join(map(str, raw))
            if isinstance(raw, (list, tuple))
            else str(raw if raw is not None else "").strip()
        )
        try:
            clean[field] = readers.get(field, str)(text) if text else ""
        except codes.CodeError as error:
            raise BadInput(str(error)) from error
    if number := clean.get("document_number"):
        clean["document_number"], clean["document_kind"] = number.number, str(number.kind)
    return clean


def _read_name(text: str) -> str:
    return tidy_name(text).name[:100]


def _read_sex(text: str) -> str:
    sex = Sex.read(text)
    if sex is None:
        raise BadInput(
            _("This is no sex that a list may give: {known}").format(known="、".join(map(str, Sex.labels)))
        )
    return sex.value


def _read_phones(text: str) -> list[str]:
    reading = codes.phones(text)
    if reading.problem is not None:
        raise BadInput(str(reading.problem))
    return [
        f"{phone.number}-{phone.extension}" if phone.extension else phone.number for phone in reading.phones
    ]


def _read_credit_code(text: str) -> str:
    return codes.credit_code(text).code


_PERSON: Mapping[str, Callable[[str], Any]] = {
    "name": _read_name,
    "sex": _read_sex,
    "birth": lambda text: str(codes.birth_date(text)),
    "document_number": codes.document_number,
    "phone": _read_phones,
    "email": codes.email,
}
_BODY: Mapping[str, Callable[[str], Any]] = {"credit_code": _read_credit_code, "phone": _read_phones}


def _said(columns: Mapping[str, Any]) -> dict[str, str]:
    """Of the columns, those that lists give too: entered as values, so that an older list does not take them back."""
    said: dict[str, str] = {}
    if founded := columns.get("founded_on"):
        said["founded_on"] = founded.isoformat()
    if place := columns.get("place"):
        said["place_id"] = str(place.pk)
    return said


def _check_columns(columns: Mapping[str, Any]) -> None:
    if "kind" in columns and columns["kind"] not in OrganisationKind.values:
        raise BadInput(
            _("There is no kind of organisation “{kind}”. Known: {known}").format(
                kind=columns["kind"], known="、".join(OrganisationKind.values)
            )
        )
    founded, closed = columns.get("founded_on"), columns.get("closed_on")
    if founded and closed and closed < founded:
        raise BadInput(_("It ends before it begins: give the earlier day first."))


def _refuse_doubles(credit_code: str, slug: str | None, besides: int = 0) -> None:
    others = Organisation.objects.filter(merged_into=None).exclude(pk=besides)
    if credit_code and others.filter(credit_code=credit_code).exists():
        raise Conflict(_("Another organisation has this credit code: look it up and change it there."))
    if slug and others.filter(slug=slug).exists():
        raise Conflict(_("Another organisation has this short key."))


def _refuse_gone(person: Person) -> None:
    if person.erased_on is not None or person.merged_into_id is not None:
        raise Conflict(_("This person was merged into another or erased; nothing is written here any more."))
