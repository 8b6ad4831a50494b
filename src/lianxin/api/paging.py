"""Pages of lists: so many rows, and whether more follow. Rows are never counted: at a million that costs a second."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from ninja import Schema

T = TypeVar("T")
PER_PAGE = 50
MOST = 200


class Page(Schema, Generic[T]):
    """`more` says that a next page exists."""

    items: list[T]
    page: int
    more: bool


def paged(rows: QuerySet[Any], page: int, size: int, write: Callable[[list[Any]], list[T]]) -> dict[str, Any]:
    """The rows of one page, written by `write`; page numbers begin with 1, sizes end with 200."""
    number, length = max(page, 1), min(max(size, 1), MOST)
    start = (number - 1) * length
    found = list(rows[start : start + length + 1])
    return {"items": write(found[:length]), "page": number, "more": len(found) > length}
