"""Addresses of lists in and out; what navigation and links know of them."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianxin.desk import links, records
from lianxin.desk.lists import previewing, views
from lianxin.register.models import Import
from lianxin.ui.navigation import Item, register_item, register_section

register_section("register", _("Register"))
register_item("register", Item(pgettext_lazy("list", "Lists"), "desk:lists_imports", "inbox", "view", Import))
register_item("register", Item(pgettext_lazy("list", "Export a list"), "desk:lists_export", "download"))

links.add("register.Import", "desk:lists_detail")


def import_line(imported: Import) -> records.Line:
    return records.Line(imported.file_name, imported.as_of, imported.get_state_display())


records.add("register.Import", import_line, "sender")

urlpatterns = [
    path("lists/", views.ImportsList.as_view(), name="lists_imports"),
    path("lists/upload/", views.upload, name="lists_upload"),
    path("lists/export/", views.export, name="lists_export"),
    path("lists/templates/<slug:list_type>/", views.template, name="lists_template"),
    path("lists/<int:pk>/", views.detail, name="lists_detail"),
    path("lists/<int:pk>/preview/", previewing.show_preview, name="lists_preview"),
    path("lists/<int:pk>/columns/", previewing.columns, name="lists_columns"),
    path("lists/<int:pk>/marked/", previewing.marked, name="lists_marked"),
    path("lists/<int:pk>/again/", previewing.again, name="lists_again"),
    path("lists/<int:pk>/commit/", previewing.commit, name="lists_commit"),
    path("lists/<int:pk>/progress/", previewing.progress, name="lists_progress"),
    path("lists/<int:pk>/stop/", previewing.stop_work, name="lists_stop"),
    path("lists/<int:pk>/cancel/", previewing.cancel, name="lists_cancel"),
    path("lists/<int:pk>/undo/", views.undo, name="lists_undo"),
    path("lists/<int:pk>/corrected/", views.corrected, name="lists_corrected"),
    path("lists/<int:pk>/rows/<int:number>/", views.row, name="lists_row"),
]
