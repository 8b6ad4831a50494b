"""Addresses of the districts."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from lianxin.desk.places import views
from lianxin.ui.navigation import Item, register_item

urlpatterns = [
    path("places/", views.grid, name="places"),
    path("places/<str:code>/", views.place, name="places_detail"),
]

register_item("overview", Item(_("Districts"), "desk:places", "map-pin"))
