"""How somebody likes to see a list: saved filters, shared with their office if they want, and chosen columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import CharField, IntegerField, Value
from django.utils.translation import gettext as _

from lianxin.access.roles import DESK_ROLES
from lianxin.access.rules import denial
from lianxin.accounts.models import ListColumns, SavedList
from lianxin.core.errors import BadInput
from lianxin.journal.services.entries import record

if TYPE_CHECKING:
    from lianxin.access.actors import Actor


LONGEST_QUERY = 500


@transaction.atomic
def save_list(*, page: str, name: str, query: str, words: str = "", shared: bool = False, by: Actor) -> SavedList:
    """Keep the filters and order of a list under a name; one's own list of the same name on the page is replaced.

    `query` holds codes; what was typed comes as `words` and is kept sealed. Raises BadInput without a name, for an address
    that is too long, and when there is no office to share with.
    """
    if by.user_id is None or not by.may_any("edit", SavedList):
        raise denial("edit", SavedList)
    if not name.strip():
        raise BadInput(_("Give the list a name."))
    if len(query) > LONGEST_QUERY:
        raise BadInput(_("There are too many filters to save."))
    office = office_of(by) if shared else None
    if shared and office is None:
        raise BadInput(_("You act for no office with which the list could be shared."))
    saved, _made = SavedList.objects.update_or_create(
        user_id=by.user_id, page=page, name=name.strip()[:60], defaults={"query": query, "words": words, "office_id": office}
    )
    record("list.saved", saved, by=by, data={"page": page, "shared": shared})
    return saved


@transaction.atomic
def drop_list(saved: SavedList, *, by: Actor) -> None:
    """The saved list goes, for everybody with whom it was shared too; the records in it are not touched."""
    by.require("edit", saved)
    record("list.dropped", saved, by=by, data={"page": saved.page})
    saved.delete()


@transaction.atomic
def choose_columns(page: str, columns: Iterable[str], *, by: Actor) -> None:
    """Remember which columns of a list somebody wants; none chosen means those that the list has by itself."""
    if by.user_id is None or not by.may_any("view", SavedList):
        raise denial("view", SavedList)
    wanted = ",".join(columns)
    if wanted:
        chosen, _made = ListColumns.objects.update_or_create(user_id=by.user_id, page=page, defaults={"columns": wanted[:300]})
        record("list.columns", chosen, by=by, data={"page": page})
    else:
        ListColumns.objects.filter(user_id=by.user_id, page=page).delete()
        record("list.columns", None, by=by, data={"page": page})


def office_of(actor: Actor) -> int | None:
    """The body for which the actor acts today, with which a list can be shared; the first of several."""
    return next((hat.organisation_id for hat in actor.hats if hat.role in DESK_ROLES and hat.organisation_id is not None), None)


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved list as its page shows it; `is_own` when the reader saved it, `is_shared` when their office has it."""

    pk: int
    name: str
    is_own: bool
    is_shared: bool


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a reader likes a list: the columns (none for those that it has by itself), and saved lists, own ones first."""

    columns: tuple[str, ...] = ()
    saved: tuple[Saved, ...] = ()


def wishes_for(page: str, actor: Actor) -> Wishes:
    """The reader's columns and saved lists of a page. One statement."""
    if actor.user_id is None or not actor.may_any("view", SavedList):
        return Wishes()
    nothing = Value("", output_field=CharField())
    chosen = ListColumns.objects.filter(user_id=actor.user_id, page=page)
    saved = SavedList.objects.visible_to(actor).filter(page=page)
    rows = saved.values_list("pk", "name", "user_id", "office_id", nothing).union(
        chosen.values_list("pk", nothing, "user_id", Value(None, output_field=IntegerField()), "columns"), all=True
    )
    columns: tuple[str, ...] = ()
    found = []
    for pk, name, user_id, office_id, wanted in rows:
        if wanted:
            columns = tuple(wanted.split(","))
        else:
            found.append(Saved(pk, name, user_id == actor.user_id, office_id is not None))
    return Wishes(columns, tuple(sorted(found, key=lambda one: (not one.is_own, one.name, one.pk))))
