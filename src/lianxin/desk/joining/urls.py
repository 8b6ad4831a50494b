"""Addresses of joining and splitting; what menus and lists know of them."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from lianxin.access.actors import Actor
from lianxin.core.dates import CITY_TIME
from lianxin.desk import actions, links, records
from lianxin.desk.joining import views
from lianxin.register.models import Organisation, Person, Regrouping


def joining_actions(
    party: Person | Organisation, actor: Actor, may: AbstractSet[str]
) -> Iterable[actions.Action]:
    """Join, split and history for whoever may; others who may edit propose it."""
    model, prefix = type(party), views.prefix_of(party)
    if actor.may_any("merge", model):
        yield actions.Action(
            _("Join with another record"), reverse(f"{prefix}_join", args=[party.pk]), "git-merge"
        )
        yield actions.Action(_("Split rows off"), reverse(f"{prefix}_split", args=[party.pk]), "layers")
    elif actor.has_desk and "edit" in may:
        yield actions.Action(
            _("Say that two records are one"), reverse(f"{prefix}_propose", args=[party.pk]), "git-merge"
        )
    if actor.may_any("view", Regrouping):
        yield actions.Action(_("Joined and split"), reverse(f"{prefix}_history", args=[party.pk]), "history")


def regrouping_line(made: Regrouping) -> records.Line:
    return records.Line(
        made.get_did_display(), made.at.astimezone(CITY_TIME).date(), str(made.person or made.organisation)
    )


actions.add(joining_actions)
links.add("register.Regrouping", "desk:people_detail", of=lambda made: made.person_id)
records.add("register.Regrouping", regrouping_line, "person", "organisation")

urlpatterns = [
    path("people/<int:pk>/join/", views.choose_person, name="joining_people_join"),
    path("people/<int:pk>/join/<int:other>/", views.join_people, name="joining_people_preview"),
    path("people/<int:pk>/split/", views.split_person, name="joining_people_split"),
    path("people/<int:pk>/regroupings/", views.history_of_person, name="joining_people_history"),
    path("people/<int:pk>/propose/", views.propose_for_person, name="joining_people_propose"),
    path("organisations/<int:pk>/join/", views.choose_organisation, name="joining_organisations_join"),
    path(
        "organisations/<int:pk>/join/<int:other>/",
        views.join_organisations,
        name="joining_organisations_preview",
    ),
    path("organisations/<int:pk>/split/", views.split_organisation, name="joining_organisations_split"),
    path(
        "organisations/<int:pk>/regroupings/",
        views.history_of_organisation,
        name="joining_organisations_history",
    ),
    path(
        "organisations/<int:pk>/propose/",
        views.propose_for_organisation,
        name="joining_organisations_propose",
    ),
    path("regroupings/<int:pk>/undo/", views.undo, name="joining_undo"),
]
