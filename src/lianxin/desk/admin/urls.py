"""Addresses of the separate desks; each entry of the navigation stands for the one whose desk it is."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from lianxin.accounts.models import User
from lianxin.desk.admin import audit, keeping, protection, security, system
from lianxin.journal.models import Block, Entry, Read
from lianxin.keeping.models import RetentionRun
from lianxin.register.models import Erasure
from lianxin.ui.navigation import Item, register_item, register_section

register_section("admin", _("Administration"))
for _item in (
    Item(_("Data protection"), "desk:admin_protection", "shield", "oversee", Read),
    Item(_("Readings"), "desk:admin_reads", "eye", "oversee", Read),
    Item(_("Consents"), "desk:admin_consents", "circle-check", "oversee", Read),
    Item(_("Fields"), "desk:admin_fields", "layers", "oversee", Read),
    Item(_("Retention"), "desk:admin_retention", "clock", "view", RetentionRun),
    Item(_("Erasures"), "desk:admin_erasures", "trash-2", "view", Erasure),
    Item(_("Accounts"), "desk:admin_accounts", "key", "lock", User),
    Item(_("Rights"), "desk:admin_rights", "user-check", "lock", User),
    Item(_("System"), "desk:admin_system", "settings", "operate", Block),
    Item(_("Journal"), "desk:admin_journal", "history", "verify", Entry),
):
    register_item("admin", _item)

urlpatterns = [
    path("protection/", protection.overview, name="admin_protection"),
    path("protection/reads/", protection.ReadList.as_view(), name="admin_reads"),
    path("protection/consents/", protection.ConsentList.as_view(), name="admin_consents"),
    path("protection/fields/", protection.fields, name="admin_fields"),
    path("protection/retention/", keeping.retention, name="admin_retention"),
    path("protection/erasures/", keeping.ErasureList.as_view(), name="admin_erasures"),
    path("protection/erasures/lift/", keeping.lift_erasure, name="admin_lift"),
    path("accounts/", security.AccountList.as_view(), name="admin_accounts"),
    path("accounts/new/", security.new_account, name="admin_account_new"),
    path("accounts/staff/", security.new_staff, name="admin_staff_new"),
    path("accounts/<int:pk>/", security.account, name="admin_account"),
    path("accounts/<int:pk>/lock/", security.lock, name="admin_account_lock"),
    path("accounts/<int:pk>/link/", security.link, name="admin_account_link"),
    path("accounts/<int:pk>/posts/", security.add_post, name="admin_post_add"),
    path("posts/<int:pk>/end/", security.end_post, name="admin_post_end"),
    path("rights/", security.RightsList.as_view(), name="admin_rights"),
    path("system/", system.system, name="admin_system"),
    path("journal/", audit.JournalList.as_view(), name="admin_journal"),
    path("journal/verify/", audit.verify, name="admin_verify"),
]
