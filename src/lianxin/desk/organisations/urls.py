"""Addresses of organisations and documents; what lists, links and the navigation know of them."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from lianxin.desk import links, records
from lianxin.desk.organisations import bulk, detail, roster, views
from lianxin.desk.people import ties
from lianxin.reference.models import Place
from lianxin.register.models import Document, EstablishedPost, GradeHolding, Organisation
from lianxin.ui.navigation import Item, register_item, register_section

register_section("register", _("Register"))
register_item(
    "register", Item(_("Organisations"), "desk:organisations_list", "landmark", "view", Organisation)
)
register_item("register", Item(_("Documents"), "desk:documents_list", "file-text", "view", Document))

links.add("register.Organisation", "desk:organisations_detail")
links.add("register.Document", "desk:documents_detail")
links.add("register.GradeHolding", "desk:organisations_detail", of=lambda grade: grade.organisation_id)
links.add("register.EstablishedPost", "desk:organisations_detail", of=lambda post: post.organisation_id)


def organisation_line(body: Organisation) -> records.Line:
    return records.Line(body.name, body.founded_on, body.get_kind_display())


def document_line(document: Document) -> records.Line:
    return records.Line(document.title, document.issued_on, document.number)


def grade_line(holding: GradeHolding) -> records.Line:
    return records.Line(f"{holding.organisation} {holding.grade}", holding.start, holding.issuer)


def post_line(post: EstablishedPost) -> records.Line:
    return records.Line(f"{post.organisation} · {post.section} · {post.title}", post.added_on)


def place_line(place: Place) -> records.Line:
    return records.Line(place.name, sub=place.code)


records.add("register.Organisation", organisation_line)
records.add("register.Document", document_line)
records.add("register.GradeHolding", grade_line, "organisation")
records.add("register.EstablishedPost", post_line, "organisation")
records.add("reference.Place", place_line)

urlpatterns = [
    path("organisations/", views.OrganisationsList.as_view(), name="organisations_list"),
    path("organisations/add/", views.add, name="organisations_add"),
    path("organisations/<int:pk>/", detail.detail, name="organisations_detail"),
    path("organisations/<int:pk>/timeline/", detail.events, name="organisations_timeline"),
    path("organisations/<int:pk>/edit/", views.edit, name="organisations_edit"),
    path("organisations/<int:pk>/ties/add/", ties.add_body_tie, name="organisations_tie_add"),
    path("organisations/<int:pk>/grades/add/", views.add_grade, name="organisations_grade_add"),
    path("organisations/<int:pk>/posts/add/", views.add_established_post, name="organisations_post_add"),
    path("organisations/<int:pk>/roster/", roster.RosterList.as_view(), name="organisations_roster"),
    path("organisations/<int:pk>/roster/edit/", bulk.edit_rows, name="organisations_roster_edit"),
    path("organisations/<int:pk>/roster/export/", roster.export, name="organisations_roster_export"),
    path("ties/edits/<int:pk>/", bulk.edit_done, name="organisations_edit_done"),
    path("documents/", views.DocumentsList.as_view(), name="documents_list"),
    path("documents/add/", views.add_document, name="documents_add"),
    path("documents/<int:pk>/", views.document, name="documents_detail"),
]
