"""Addresses of the consents' desk."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from lianxin.desk.consents import views
from lianxin.register.models import ChildAccess, ConsentText
from lianxin.ui.navigation import Item, register_item, register_section

register_section("admin", _("Administration"))
register_item(
    "admin", Item(_("Texts of consents"), "desk:consent_texts", "file-text", "write_text", ConsentText)
)
register_item("admin", Item(_("Pages of children"), "desk:consent_children", "shield", "decide", ChildAccess))

urlpatterns = [
    path("consents/texts/", views.texts, name="consent_texts"),
    path("consents/texts/<slug:purpose>/new/", views.new_text, name="consent_text_new"),
    path("people/<int:pk>/consents/", views.of_person, name="consents_of_person"),
    path("people/<int:pk>/consents/paper/", views.paper, name="consent_paper"),
    path("people/<int:pk>/child/", views.ask_for_child, name="consent_child_ask"),
    path("lists/<int:pk>/basis/", views.basis, name="consent_basis"),
    path("consents/children/", views.children, name="consent_children"),
    path("consents/children/<int:pk>/", views.decide, name="consent_child_decide"),
]
