"""What every test has: the tests' database, and the language of the interface set back after each test."""

import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation
from tests.sample_fixture import sample_city, sample_database  # noqa: F401  fixtures of every test

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "sample_database", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--second-database",
        action="store_true",
        help="leave out tests that touch no database: they ran beside the first one",
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what a second database cannot change; skip tests of lost updates on SQLite, which hides them.

    Tests that commit come last of all: they leave tables empty that migrations had filled.
    """
    items.sort(key=commits)
    if config.getoption("--second-database"):
        idle = [item for item in items if not touches_the_database(item)]
        config.hook.pytest_deselected(items=idle)
        items[:] = [item for item in items if touches_the_database(item)]
    if "postgresql" in settings.DATABASES["default"]["ENGINE"]:
        return
    skip = pytest.mark.skip(reason="needs PostgreSQL, which has many writers")
    for item in items:
        if item.get_closest_marker("postgresql"):
            item.add_marker(skip)


def commits(item: pytest.Item) -> bool:
    """Tell whether a test commits what it writes, so that the tables are emptied after it."""
    mark = item.get_closest_marker("django_db")
    return bool(mark and mark.kwargs.get("transaction")) or "transactional_db" in getattr(item, "fixturenames", ())


def touches_the_database(item: pytest.Item) -> bool:
    """Tell whether a test asks for a database, by mark or by fixture."""
    return bool(item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())))


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
