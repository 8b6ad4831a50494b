"""Records as rows of lists, for exports: by column key, with the record's id, in the order of ids."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.reference.codelists import Sex
from lianxin.reference.codes import phones
from lianxin.register.enums import LiaisonRole, OrganisationKind, TieKind
from lianxin.register.models import Import, Mention, Organisation, Person, Tie
from lianxin.register.queries.consents import that_may_go_out
from lianxin.register.queries.rosters import standing_on
from lianxin.register.queries.values import body_values, shown_values

PORTION = 1000
T = TypeVar("T", bound=Model)
Values = Mapping[str, object]


def not_from_lists() -> str:
    """Why a row's tie was left out."""
    return _("Ties of this kind are not taken from lists: enter them with their document.")


def portions(rows: QuerySet[T], ids: Iterable[int] | None) -> Iterator[list[T]]:
    """The rows in the order in which ids are given, else in that of ids; in portions, so that an export of everybody holds a
    thousand at a time.
    """
    if ids is not None:
        wanted = list(dict.fromkeys(ids))
        for start in range(0, len(wanted), PORTION):
            found = rows.in_bulk(wanted[start : start + PORTION])
            yield [found[pk] for pk in wanted[start : start + PORTION] if pk in found]
        return
    last = 0
    while some := list(rows.filter(pk__gt=last).order_by("pk")[:PORTION]):
        yield some
        last = some[-1].pk


def people(actor: Actor, ids: Iterable[int] | None = None, *, on: dt.date | None = None) -> Iterator[Values]:
    """People whom the actor may export, with the values that the actor may know, their employer and where they live.

    With `on`: who was in the register by that day, with the employer and the residence of that day; values are today's.
    """
    rows = Person.objects.visible_to(actor, "export").filter(merged_into=None, erased_on=None)
    if on is not None:
        rows = rows.filter(added_on__lte=on)
    for some in portions(that_may_go_out(rows, actor.on), ids):
        shown = shown_values(some, actor)
        homes, work = _homes_and_work([person.pk for person in some], actor, on or actor.on)
        for person in some:
            values = shown[person.pk].values
            employment, home = work.get(person.pk), homes.get(person.pk)
            employer = employment.organisation.name if employment and employment.organisation else ""
            yield {
                "id": person.pk,
                "name": values["name"],
                "sex": values["sex"] if values["sex"] in {Sex.MALE, Sex.FEMALE} else "",
                "birth": values["birth"],
                "phone": phones(values["phone"]).phones or "",
                "id_kind": values["document_kind"] if values["document_number"] else "",
                "id_number": values["document_number"],
                "email": values["email"],
                "employer": employer,
                "position": employment.role if employment else "",
                "district": home.place.name if home and home.place else "",
                "address": values["address"],
            }


def _homes_and_work(ids: list[int], actor: Actor, on: dt.date) -> tuple[dict[int, Tie], dict[int, Tie]]:
    """Residence and main employment of that day by person; of several the ones that count (`homes.HomeOf`)."""
    ties = Tie.objects.visible_to(actor, "export").on(on).filter(superseded_by=None, person_id__in=ids)  # type: ignore[attr-defined]
    homes: dict[int, Tie] = {}
    for tie in ties.filter(kind=TieKind.RESIDENCE).select_related("place").order_by("start", "pk"):
        homes[tie.person_id] = tie
    work: dict[int, Tie] = {}
    for tie in ties.filter(kind=TieKind.EMPLOYMENT).select_related("organisation").order_by("is_main", "start", "pk"):
        work[tie.person_id] = tie
    return homes, work


def organisations(
    actor: Actor, ids: Iterable[int] | None = None, *, on: dt.date | None = None
) -> Iterator[Values]:
    """Bodies that the actor may see, with the values that the actor may know; with `on` those that stood on that day."""
    rows = Organisation.objects.visible_to(actor).filter(merged_into=None).select_related("place")
    if on is not None:
        rows = rows.filter(standing_on(on))
    kinds = dict(OrganisationKind.choices)
    for some in portions(rows, ids):
        given = body_values(some, actor)
        for body in some:
            values = given[body.pk]
            yield {
                "id": body.pk,
                "name": body.name,
                "credit_code": body.credit_code,
                "legal_person": values["legal_person"],
                "phone": phones(values["phone"]).phones or "",
                "address": values["address"],
                "district": body.place.name if body.place else "",
                "industry": body.industry,
                "type": str(kinds.get(body.kind, body.kind)),
                "founded": body.founded_on or "",
            }


def ties(
    actor: Actor, ids: Iterable[int] | None, words: Mapping[Any, str], *, on: dt.date | None = None
) -> Iterator[Values]:
    """Ties between a person and a body that the actor may export, in the words of `words`; with `on` those of that day."""
    rows = Tie.objects.visible_to(actor, "export").filter(
        kind__in=list(words), person__isnull=False, organisation__isnull=False, superseded_by=None
    )
    if on is not None:
        rows = rows.on(on)  # type: ignore[attr-defined]
    ab = {LiaisonRole.MAIN: "A角", LiaisonRole.DEPUTY: "B角"}
    for some in portions(that_may_go_out(rows, actor.on, "person").select_related("person", "organisation"), ids):
        for tie in some:
            if tie.person is None or tie.organisation is None:
                continue
            is_liaison = tie.kind == TieKind.LIAISON
            yield {
                "id": tie.pk,
                "kind": words[TieKind(tie.kind)],
                "organisation": tie.organisation.name,
                "credit_code": tie.organisation.credit_code,
                "name": tie.person.name,
                "position": "" if is_liaison else tie.role,
                "start": tie.start or "",
                "end": tie.end or "",
                "ab_role": ab.get(LiaisonRole(tie.role), "") if is_liaison else "",
            }


def sources() -> Iterator[tuple[str, int, str]]:
    """Every kept row with the party that is its subject: list, row, party; of a file the first sheet (DESIGN §8)."""
    rows = Mention.objects.filter(role="subject", row__imported__state=Import.State.COMMITTED, row__imported__by_hand=False)
    fields = ("row__imported__file_name", "row__number", "person_id", "organisation_id")
    for name, number, person, body in rows.order_by("row__imported__file_name", "row__imported_id", "row_id", "pk").values_list(*fields):
        yield name, number, f"P{person}" if person else f"O{body}"

