from tests.portal.conftest import village  # noqa: F401  the same small city
