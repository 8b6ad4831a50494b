"""The server answers a browser."""

import pytest


@pytest.mark.django_db(transaction=True)
def test_health_in_a_browser(open_as, overflow):
    page = open_as()
    assert page.goto("/healthz").status == 200
    assert "ok" in page.content()
    assert overflow(page) == 0
