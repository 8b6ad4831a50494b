"""Lists of the register: filters saved under a name, columns to choose, and the export of what is listed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar, TypeVar

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property

from lianxin.accounts.services.lists import Wishes, office_of, wishes_for
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
        }


def codes_of(request: HttpRequest) -> str:
    """The filters and the order that an address holds, without the page number and the mark of what was typed."""
    codes = request.GET.copy()
    for name in ("page", WORDS):
        codes.pop(name, None)
    return codes.urlencode()
