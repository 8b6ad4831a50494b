"""Addresses of the programmes."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from lianxin.desk import links
from lianxin.desk.programmes import views
from lianxin.ui.navigation import Item, register_item

urlpatterns = [
    path("programmes/", views.programmes, name="programmes_list"),
    path("programmes/<str:code>/", views.programme, name="programmes_detail"),
    path("programmes/<str:code>/edit/", views.edit, name="programmes_edit"),
]

links.add("programmes.Programme", "desk:programmes_detail", of=lambda row: row.code)
register_item("overview", Item(_("Programmes"), "desk:programmes_list", "layers", "view", "programmes.Programme"))
