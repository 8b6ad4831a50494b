"""The desk's pages; every area keeps its own urls."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

AREAS = ("home", "people", "organisations", "lists", "gatherings", "matters", "bulletins", "ballots", "figures", "programmes", "reports", "admin")

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"lianxin.desk.{area}.urls")) for area in AREAS if find_spec(f"lianxin.desk.{area}") is not None
]
