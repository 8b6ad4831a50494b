"""Tests that change reference data drop the snapshots afterwards, for the database rolls back and memory does not."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from lianxin.reference.snapshots import forget


@pytest.fixture
def fresh() -> Iterator[None]:
    forget()
    yield
    forget()


@dataclass(frozen=True)
class Clerk:
    person_id: int | None = None
    acting_as: str = "test"


@pytest.fixture
def clerk() -> Clerk:
    return Clerk()
