"""Addresses of the figures."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from lianxin.desk.figures import catalogue, contests, exports, lines, views  # noqa: F401  lines fill the registry of records
from lianxin.ui.navigation import Item, register_item

urlpatterns = [
    path("figures/", catalogue.catalogue, name="figures_catalogue"),
    path("figures/code/", views.code, name="figures_find_code"),
    path("figures/code/<str:code>/", views.code, name="figures_code"),
    path("figures/<str:key>/", views.selection, name="figures_selection"),
    path("figures/<str:key>/contest/<int:pk>/", contests.contest, name="figures_contest"),
    path("figures/<str:key>/export/", exports.export, name="figures_export"),
    path("figures/<str:key>/passport/", views.passport_page, name="figures_passport"),
]

register_item("overview", Item(_("Figures"), "desk:figures_catalogue", "chart-column"))
