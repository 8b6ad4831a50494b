"""What of sensitive counts is given is found out once for a test that changes nothing."""

from __future__ import annotations

import pytest

from lianxin.figures.suppression import one_moment


@pytest.fixture
def moment():
    """Ask for it where many figures are computed of records that stay as they are."""
    with one_moment():
        yield
