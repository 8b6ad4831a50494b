"""The desk's pages; every area keeps its own urls."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("lianxin.desk.home.urls")),
    path("", include("lianxin.desk.people.urls")),
    path("", include("lianxin.desk.consents.urls")),
    path("", include("lianxin.desk.organisations.urls")),
    path("", include("lianxin.desk.joining.urls")),
    path("", include("lianxin.desk.saved.urls")),
    path("", include("lianxin.desk.graph.urls")),
    path("", include("lianxin.desk.lists.urls")),
    path("", include("lianxin.desk.review.urls")),
    path("", include("lianxin.desk.gatherings.urls")),
    path("", include("lianxin.desk.matters.urls")),
    path("", include("lianxin.desk.bulletins.urls")),
    path("", include("lianxin.desk.ballots.urls")),
    path("", include("lianxin.desk.figures.urls")),
    path("", include("lianxin.desk.programmes.urls")),
    path("", include("lianxin.desk.places.urls")),
    path("", include("lianxin.desk.reports.urls")),
    path("", include("lianxin.desk.duties.urls")),
    path("", include("lianxin.desk.assessments.urls")),
    path("", include("lianxin.desk.admin.urls")),
]
