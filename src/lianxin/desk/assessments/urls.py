"""Addresses of the assessment of district units."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from lianxin.desk import links
from lianxin.desk.assessments import indicators, records, schemes, scores, units
from lianxin.ui.navigation import Item, register_item

urlpatterns = [
    path("assessments/", schemes.assessments_list, name="assessments_list"),
    path("assessments/new/", schemes.new, name="assessments_new"),
    path("assessments/schemes/<int:pk>/", schemes.scheme, name="assessments_scheme"),
    path("assessments/schemes/<int:pk>/head/", schemes.head, name="assessments_head"),
    path("assessments/schemes/<int:pk>/open/", schemes.open_it, name="assessments_open"),
    path("assessments/schemes/<int:pk>/discard/", schemes.discard, name="assessments_discard"),
    path("assessments/schemes/<int:pk>/lock/", schemes.lock, name="assessments_lock"),
    path("assessments/schemes/<int:pk>/amend/", schemes.amend, name="assessments_amend"),
    path("assessments/schemes/<int:pk>/indicators/", indicators.add, name="assessments_indicator_new"),
    path("assessments/indicators/<int:pk>/", indicators.edit, name="assessments_indicator"),
    path("assessments/indicators/<int:pk>/remove/", indicators.remove, name="assessments_indicator_remove"),
    path("assessments/units/<int:pk>/", units.unit, name="assessments_unit"),
    path("assessments/units/<int:pk>/move/", units.move, name="assessments_move"),
    path("assessments/scores/<int:pk>/", scores.score, name="assessments_score"),
    path("assessments/scores/<int:pk>/records/", records.locked, name="assessments_records"),
    path(
        "assessments/scores/<int:pk>/records/contest/",
        records.contest_record,
        name="assessments_contest_record",
    ),
    path("assessments/scores/<int:pk>/drift/", records.drift, name="assessments_drift"),
]

links.add("reports.Assessment", "desk:assessments_unit")
links.add("reports.AssessmentScheme", "desk:assessments_scheme")
register_item(
    "overview",
    Item(_("District assessment"), "desk:assessments_list", "list-checks", "view", "reports.Assessment"),
)
