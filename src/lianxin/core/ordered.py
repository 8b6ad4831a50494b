"""Text that every database compares by code point: keys of order, and terms that are found by their beginning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

HIGHEST = "\U0010ffff"


class OrderedField(models.CharField):  # type: ignore[type-arg]
    """A `CharField` without the database's own ideas of order: PostgreSQL's locale skips blanks and knows nothing of readings.

    One index serves equality, order and beginnings alike on both databases.
    """

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        """The column's type with the collation that compares code points."""
        collation = "C" if connection.vendor == "postgresql" else "BINARY"
        return {**super().db_parameters(connection), "collation": collation}

    def deconstruct(self) -> Any:
        """As a migration writes it."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "lianxin.core.ordered.OrderedField", args, kwargs


def begins_with(column: str, beginning: str) -> Q:
    """Rows whose `column`, an `OrderedField`, begins so."""
    return Q(**{f"{column}__gte": beginning, f"{column}__lt": beginning + HIGHEST})
