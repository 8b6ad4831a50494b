"""Addresses of reports and assessments."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from lianxin.desk import links
from lianxin.desk.reports import assessments, views
from lianxin.ui.navigation import Item, register_item

urlpatterns = [
    path("reports/", views.reports_list, name="reports_list"),
    path("reports/assessments/", assessments.assessments, name="reports_assessments"),
    path("reports/assessments/open/", assessments.open_year, name="reports_open_assessment"),
    path("reports/assessments/<int:pk>/", assessments.assessment, name="reports_assessment"),
    path("reports/assessments/<int:pk>/move/", assessments.move, name="reports_assessment_move"),
    path("reports/<slug:name>/", views.report, name="reports_detail"),
    path("reports/<slug:name>/edit/", views.edit, name="reports_edit"),
    path("reports/<slug:name>/file/<slug:form>/", views.file, name="reports_file"),
]

links.add("reports.Assessment", "desk:reports_assessment")
register_item("overview", Item(_("Work report"), "desk:reports_list", "file-text", "view", "reports.ReportText"))
register_item(
    "overview", Item(_("District assessment"), "desk:reports_assessments", "list-checks", "view", "reports.Assessment")
)
