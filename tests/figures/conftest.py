"""Fixtures of the tests of figures."""

from tests.small_city import city  # noqa: F401  a fixture
