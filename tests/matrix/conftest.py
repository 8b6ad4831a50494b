"""A town for a whole module, taken back at its end; every request is taken back too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from tests.cast import NAMES, Cast, make_cast
from tests.factories.records import one_of_each


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker) -> Iterator[Cast]:
    """The cast, one record of each kind around it, and an account for everybody."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        one_of_each(cast)
        for role in NAMES:
            cast.user(role)
        yield cast
        transaction.set_rollback(True)
