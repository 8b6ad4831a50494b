"""A sample city of one's own that commits: a copy of the database, and a data folder of its own."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from django.db import connections
from tests.cast import cast  # noqa: F401  a fixture
from tests.sample_fixture import TEMPLATE, connected_to

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")


@pytest.fixture
def own_city(sample_database, django_db_blocker, tmp_path, settings):
    """The path of the data folder whose database holds the city, at work outside any transaction."""
    settings.LIANXIN_DATA = tmp_path / "data"
    settings.MEDIA_ROOT = settings.LIANXIN_DATA / "files"
    settings.LIANXIN_DATA.mkdir()
    with django_db_blocker.unblock():
        own = connections["default"]
        name = str(settings.LIANXIN_DATA / "lianxin.sqlite3")
        if own.vendor == "sqlite":
            shutil.copy(sample_database, name)
        else:
            name = f"test_lianxin_own_{WORKER}"
            with own._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
                cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}"')
        with connected_to(name):
            yield Path(settings.LIANXIN_DATA)


@pytest.fixture
def empty_place(django_db_blocker, tmp_path, settings):
    """Another installation without tables, with the same keys; call it to move there."""
    from contextlib import ExitStack

    stack = ExitStack()

    def move() -> Path:
        settings.LIANXIN_DATA = tmp_path / "elsewhere"
        settings.MEDIA_ROOT = settings.LIANXIN_DATA / "files"
        settings.LIANXIN_DATA.mkdir()
        name = str(settings.LIANXIN_DATA / "lianxin.sqlite3")
        own = connections["default"]
        if own.vendor == "postgresql":
            name = f"test_lianxin_elsewhere_{WORKER}"
            with own._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
                cursor.execute(f'CREATE DATABASE "{name}"')
        stack.enter_context(connected_to(name))
        return settings.LIANXIN_DATA

    with stack:
        yield move
