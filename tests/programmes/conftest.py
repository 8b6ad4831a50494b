"""Fixtures of the tests of programmes."""

from tests.small_city import city  # noqa: F401  a fixture
