"""Fixtures of the conformance tests."""

from tests.cast import cast  # noqa: F401  a fixture
