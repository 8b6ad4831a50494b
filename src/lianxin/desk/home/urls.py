"""Address of the desk's front page."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from lianxin.desk.home import views
from lianxin.ui.navigation import Item, register_item, register_section

urlpatterns = [path("", views.home, name="home")]

register_section("overview", _("Overview"))
register_item("overview", Item(_("City at a glance"), "desk:home", "house"))
