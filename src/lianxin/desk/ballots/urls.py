"""Addresses of the votes' pages."""

from __future__ import annotations

from django.urls import path

from lianxin.desk.ballots import navigation, views

assert navigation  # noqa: S101  imported for what it registers

urlpatterns = [
    path("ballots/", views.Ballots.as_view(), name="ballots_list"),
    path("ballots/add/", views.add, name="ballots_add"),
    path("ballots/<int:pk>/", views.detail, name="ballots_detail"),
    path("ballots/<int:pk>/move/", views.move, name="ballots_move"),
    path("ballots/<int:pk>/entries/add/", views.entry_add, name="ballots_entry_add"),
    path("ballots/entries/<int:pk>/withdraw/", views.entry_withdraw, name="ballots_entry_withdraw"),
    path("ballots/<int:pk>/audit/", views.audit, name="ballots_audit"),
    path("ballots/<int:pk>/void/", views.void, name="ballots_void"),
]
