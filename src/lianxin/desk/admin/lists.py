"""Base of the lists whose models keep Django's own manager."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from lianxin.access.rules import visible
from lianxin.ui.tables import DeskTableView

M = TypeVar("M", bound=Model)


class RuledTableView(DeskTableView[M]):
    """As every list of the desk: rows come through the rules of `view`."""

    def get_queryset(self) -> QuerySet[M]:
        rows: QuerySet[Any] = visible(self.model._default_manager.all(), self.request.actor)  # type: ignore[attr-defined]
        return self.narrow(rows)
