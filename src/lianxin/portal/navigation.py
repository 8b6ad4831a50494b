"""The five tabs at the bottom of every phone page."""

from django.utils.translation import gettext_lazy as _

from lianxin.ui.navigation import Item, register_item, register_section

register_section("portal", "")
for _item in (
    Item(_("Start"), "portal:home", "house"),
    Item(_("Matters"), "portal:matters", "message-square"),
    Item(_("Gatherings"), "portal:gatherings", "calendar"),
    Item(_("Reading"), "portal:bulletins", "book-open"),
    Item(_("Mine"), "portal:record", "user"),
):
    register_item("portal", _item)
