"""The sample city for tests: loaded once into a database of its own; each test changes a copy and is rolled back."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from lianxin.access.actors import Actor
from lianxin.accounts.actors import actor_for
from lianxin.accounts.models import User
from lianxin.sample.services.load import load_city

NAME = "test_lianxin_sample"
TEMPLATE = f"{NAME}_template"
"""A copy on PostgreSQL to which nobody connects, so that it can be copied at any moment."""


@dataclass(frozen=True)
class SampleCity:
    """The loaded city. `actor("demo-liaison")` is the actor of a demo account today."""

    def actor(self, username: str) -> Actor:
        return actor_for(User.objects.get(username=username).person_id)


@contextmanager
def connected_to(name: str) -> Iterator[BaseDatabaseWrapper]:
    """Let Django's default connection of this thread be one to another database for a while."""
    own = connections["default"]
    other = connections.create_connection("default")
    other.settings_dict = deepcopy(own.settings_dict) | {"NAME": name}
    connections["default"] = other
    try:
        yield other
    finally:
        other.close()
        connections["default"] = own


def make_city(name: str) -> None:
    """Make the database, its tables and the city in it."""
    own = connections["default"]
    if own.vendor == "postgresql":
        with own._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}"')
    with connected_to(name) as made:
        call_command("migrate", interactive=False, verbosity=0)
        load_city()
        with made.cursor() as cursor:
            # What a server at work does by itself: without it PostgreSQL guesses how much there is, and plans badly.
            cursor.execute("ANALYZE")


@pytest.fixture(scope="session")
def sample_database(tmp_path_factory, django_db_setup, django_db_blocker) -> str:
    """The name of a database that holds the city; several test processes load it once and keep a copy each."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    loaded = shared / "sample-city.sqlite3"
    with django_db_blocker.unblock(), (shared / "sample-city.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if connections["default"].vendor == "postgresql":
            if not loaded.exists():
                make_city(NAME)
                with connections["default"]._nodb_cursor() as cursor:
                    cursor.execute(f'DROP DATABASE IF EXISTS "{TEMPLATE}"')
                    cursor.execute(f'CREATE DATABASE "{TEMPLATE}" TEMPLATE "{NAME}"')
                loaded.touch()
            return NAME
        if not loaded.exists():
            begun = Path(f"{loaded}.begun")
            make_city(str(begun))
            begun.rename(loaded)
    copy = own / "own-sample-city.sqlite3"
    shutil.copy(loaded, copy)
    return str(copy)


@pytest.fixture
def sample_city(sample_database, django_db_blocker) -> Iterator[SampleCity]:
    """Run the test inside the sample city; what it changes is rolled back. Do not ask for `db` beside it."""
    with django_db_blocker.unblock(), connected_to(sample_database), transaction.atomic():
        yield SampleCity()
        transaction.set_rollback(True)
