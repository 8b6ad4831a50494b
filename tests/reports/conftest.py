"""Fixtures of the tests of reports."""

from tests.small_city import city  # noqa: F401  a fixture
