"""What every test has: the tests' database, and the language of the interface set back after each test."""

import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation
from tests.sample_fixture import sample_city, sample_database  # noqa: F401  fixtures of every test


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip tests of locks and lost updates where the database is SQLite, which hides them."""
    if "postgresql" in settings.DATABASES["default"]["ENGINE"]:
        return
    skip = pytest.mark.skip(reason="needs PostgreSQL: SQLite hides lost updates")
    for item in items:
        if item.get_closest_marker("postgresql"):
            item.add_marker(skip)


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
