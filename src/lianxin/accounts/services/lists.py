"""How somebody likes to see a list: saved filters, shared with their office if they want, and chosen columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.roles import DESK_ROLES
from lianxin.access.rules import denial
from lianxin.accounts.models import ListColumns, SavedList
from lianxin.core.errors import BadInput
from lianxin.journal.services.entries import record

if TYPE_CHECKING:
    from lianxin.access.actors import Actor


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
    if len(query) > SavedList._meta.get_field("query").max_length:
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


def columns_of(page: str, actor: Actor) -> tuple[str, ...]:
    """The columns that the actor wants on a list; none for those that it has by itself. One statement."""
    wanted = ListColumns.objects.filter(user_id=actor.user_id, page=page).values_list("columns", flat=True).first()
    return tuple(wanted.split(",")) if wanted else ()


def lists_for(page: str, actor: Actor) -> list[SavedList]:
    """The saved lists of a page: the actor's own, then those shared with their office. One statement."""
    if actor.user_id is None or not actor.may_any("view", SavedList):
        return []
    rows = SavedList.objects.visible_to(actor).filter(page=page).defer("words").order_by("name", "pk")
    return sorted(rows, key=lambda saved: saved.user_id != actor.user_id)
