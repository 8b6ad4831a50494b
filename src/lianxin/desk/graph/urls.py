"""Addresses of the graph and the coverage."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from lianxin.desk.graph import views
from lianxin.register.models import Organisation
from lianxin.ui.navigation import Item, register_item, register_section

register_section("register", _("Register"))
register_item("register", Item(_("Federation graph"), "desk:graph", "git-merge", "view", Organisation))
register_item("register", Item(_("Coverage"), "desk:coverage", "map-pin", "view", Organisation))

urlpatterns = [
    path("graph/", views.graph, name="graph"),
    path("coverage/", views.coverage, name="coverage"),
]
