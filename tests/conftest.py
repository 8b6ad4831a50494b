"""What every test has: the tests' database, and the language of the interface set back after each test."""

import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation
from tests.installation import installation  # noqa: F401  fixtures of every test
from tests.sample_fixture import sample_city, sample_database  # noqa: F401

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "sample_database", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--second-database",
        action="store_true",
        help="leave out what no other database can change: it ran beside the first one",
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what a second database cannot change; skip tests of lost updates on SQLite, which hides them.

    One file of the sample city comes first, so that one process loads it while the others are at the files with slow tests;
    these come early, or one process would still be at them when the others are done. Tests that commit come last: they leave tables
    empty that migrations had filled. They stand in files of their own, because files are what processes are given.
    """
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    of_city = {item.path for item in items if "sample_database" in getattr(item, "fixturenames", ())}
    first = next((item.path for item in items if item.path in of_city - slow and not commits(item)), None)
    items.sort(
        key=lambda item: (
            commits(item),
            item.path != first,
            item.path not in slow | of_city,
            item.path in of_city,
        )
    )
    mixed = {item.path for item in items if commits(item)} & {
        item.path for item in items if not commits(item)
    }
    if mixed:
        raise pytest.UsageError(
            f"tests that commit stand in files of their own: {', '.join(map(str, sorted(mixed)))}"
        )
    if config.getoption("--second-database"):
        idle = [item for item in items if not a_database_can_change(item)]
        config.hook.pytest_deselected(items=idle)
        items[:] = [item for item in items if a_database_can_change(item)]
    if "postgresql" in settings.DATABASES["default"]["ENGINE"]:
        return
    skip = pytest.mark.skip(reason="needs PostgreSQL, which has many writers")
    for item in items:
        if item.get_closest_marker("postgresql"):
            item.add_marker(skip)


def commits(item: pytest.Item) -> bool:
    """Tell whether a test commits what it writes, so that the tables are emptied after it."""
    mark = item.get_closest_marker("django_db")
    return bool(mark and mark.kwargs.get("transaction")) or "transactional_db" in getattr(
        item, "fixturenames", ()
    )


def a_database_can_change(item: pytest.Item) -> bool:
    """Tell whether a test asks for a database, by mark or by fixture, and looks at more than `look` promises."""
    if item.get_closest_marker("look"):
        return False
    return bool(
        item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
    )


@pytest.fixture(autouse=True)
def _default_language():
    """Begin each test in the default language, whatever the one before it activated."""
    translation.activate(settings.LANGUAGE_CODE)
    yield
    translation.deactivate()


@pytest.fixture
def is_postgresql() -> bool:
    """Tell whether the tests run on PostgreSQL."""
    return connection.vendor == "postgresql"
