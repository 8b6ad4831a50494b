
from django.urls import path
from django.utils.translation import gettext_lazy as _

from lianxin.desk import links
from lianxin.desk.reports import drifts, signed, studio, talking, views, written
from lianxin.ui.navigation import Item, register_item

urlpatterns = [
    path("reports/", written.reports_list, name="reports_list"),
    path("reports/new/", written.new, name="reports_new"),
    path("reports/<int:pk>/", written.work, name="reports_work"),
    path("reports/<int:pk>/frame/", written.frame, name="reports_frame"),
    path("reports/<int:pk>/move/", written.move, name="reports_move"),
    path("reports/<int:pk>/write/", studio.write, name="reports_write"),
    path("reports/<int:pk>/write/preview/", studio.preview, name="reports_preview"),
    path("reports/<int:pk>/write/findings/", studio.findings, name="reports_findings"),
    path("reports/<int:pk>/write/figures/", studio.figures, name="reports_figures"),
    path("reports/<int:pk>/write/suggestions/", studio.suggestions, name="reports_suggestions"),
    path("reports/<int:pk>/write/present/", studio.present, name="reports_present"),
    path("reports/<int:pk>/comments/", talking.say, name="reports_comment"),
    path("reports/comments/<int:pk>/answer/", talking.answer, name="reports_answer"),
    path("reports/<int:pk>/versions/", talking.versions, name="reports_versions"),
    path("reports/<int:pk>/sign/", signed.sign, name="reports_sign"),
    path("reports/<int:pk>/remarks/", signed.remarks, name="reports_remarks"),
    path("reports/<int:pk>/signing/", signed.signing, name="reports_signing"),
    path("reports/<int:pk>/compare/", drifts.compare_revisions, name="reports_compare"),
    path("reports/revisions/<int:pk>/", signed.revision, name="reports_revision"),
    path("reports/revisions/<int:pk>/file/<slug:form>/", signed.revision_file, name="reports_revision_file"),
    path("reports/revisions/<int:pk>/drift/", drifts.drift, name="reports_drift"),
    path("reports/revisions/<int:pk>/drift/<int:number>/", drifts.figure_drift, name="reports_figure_drift"),
    path("reports/<slug:name>/", views.report, name="reports_detail"),
    path("reports/<slug:name>/compare/", drifts.compare_periods, name="reports_compare_periods"),
    path("reports/<slug:name>/edit/", views.edit, name="reports_edit"),
    path("reports/<slug:name>/file/<slug:form>/", views.file, name="reports_file"),
]

links.add("reports.WorkReport", "desk:reports_work")
links.add("reports.Revision", "desk:reports_revision")
register_item("overview", Item(_("Work report"), "desk:reports_list", "file-text", "view", "reports.ReportText"))
