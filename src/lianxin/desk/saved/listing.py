"""Lists of the register: filters saved under a name, columns to choose, and the export of what is listed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar, TypeVar

from django.db.models import Model
from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property

from lianxin.access.actors import Actor
from lianxin.access.roles import Role
from lianxin.access.rules import rules_for
from lianxin.accounts.services.lists import Wishes, office_of, wishes_for
from lianxin.register.models import Tie
from lianxin.ui.tables import WORDS, DeskTableView

M = TypeVar("M", bound=Model)
LISTS: dict[str, type[RegisterList[Any]]] = {}
"""By name of the route under `desk:`, the lists that can be saved and exported."""


class RegisterList(DeskTableView[M]):
    """A list page whose filters can be saved, whose columns can be chosen and whose rows go out with a stated purpose.

    Subclasses set `page` (the route's name under `desk:`) and `exported`, the type of list that its rows go out as.
    """

    page: ClassVar[str]
    exported: ClassVar[str]
    tools_template = "desk/saved/tools.html"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        LISTS[cls.page] = cls

    def chosen_columns(self) -> Collection[str]:
        return self.wishes.columns

    @cached_property
    def wishes(self) -> Wishes:
        """The reader's columns and saved lists."""
        return wishes_for(self.page, self.request.actor)  # type: ignore[attr-defined]

    def get_context(self) -> dict[str, Any]:
        request = self.request
        actor = request.actor  # type: ignore[attr-defined]
        codes = codes_of(request)
        export = f"{reverse('desk:saved_export', args=[self.page])}?{request.GET.urlencode()}"
        return {
            "codes": codes,
            "mark": request.GET.get(WORDS, ""),
            "saved_lists": self.wishes.saved,
            "may_share": office_of(actor) is not None,
            "export_href": export if actor.may_any("export", self.model) else "",
            "may_change_ties": may_change_ties(actor),
        }


def codes_of(request: HttpRequest) -> str:
    """The filters and the order that an address holds, without the page number and the mark of what was typed."""
    codes = request.GET.copy()
    for name in ("page", WORDS):
        codes.pop(name, None)
    return codes.urlencode()


def may_change_ties(actor: Actor) -> bool:
    """Does a post let the actor change ties? What everybody may do with their own is not done from a list."""
    rules = [*rules_for(actor, "edit", Tie), *rules_for(actor, "end", Tie)]
    return any(rule.role != Role.MEMBER for rule in rules)


def shown_list(page: str) -> type[RegisterList[Any]]:
    """The list of that name; an unknown name is an unknown page."""
    if page not in LISTS:
        raise Http404
    return LISTS[page]


def address_of(page: str, codes: str = "", mark: str = "") -> str:
    """The list's address with codes as a page sent them back, read anew so that nothing else comes along."""
    query = QueryDict(codes, mutable=True)
    if mark:
        query[WORDS] = mark
    path = reverse(f"desk:{page}")
    return f"{path}?{query.urlencode()}" if query else path
