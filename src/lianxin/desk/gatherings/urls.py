"""Addresses of the gatherings' pages."""

from __future__ import annotations

from django.urls import path

from lianxin.desk.gatherings import navigation, participants, venues, views

assert navigation  # noqa: S101  imported for what it registers

urlpatterns = [
    path("gatherings/", views.Gatherings.as_view(), name="gatherings_list"),
    path("gatherings/add/", views.add, name="gatherings_add"),
    path("gatherings/venues/", venues.Venues.as_view(), name="gatherings_venues"),
    path("gatherings/venues/add/", venues.add, name="gatherings_venue_add"),
    path("gatherings/<int:pk>/", views.detail, name="gatherings_detail"),
    path("gatherings/<int:pk>/edit/", views.edit, name="gatherings_edit"),
    path("gatherings/<int:pk>/move/", views.move, name="gatherings_move"),
    path("gatherings/<int:pk>/participants/add/", participants.add, name="gatherings_participant_add"),
    path("gatherings/<int:pk>/attendance/", participants.attendance, name="gatherings_attendance"),
    path("gatherings/<int:pk>/roster/", participants.roster_page, name="gatherings_roster"),
    path("participations/<int:pk>/check-in/", participants.check_in_one, name="gatherings_check_in"),
    path("participations/<int:pk>/leave/", participants.leave_one, name="gatherings_leave"),
]
