"""What a visit has beside the columns of every gathering. Topics come from a list: what was thought is not recorded."""

from __future__ import annotations

from typing import ClassVar, Literal

from django.utils.translation import gettext_lazy as _

from lianxin.gatherings.kind import Choices, GatheringDetails, Labels

TOPICS = (
    ("business", _("running the business")),
    ("policy", _("policies and their use")),
    ("talent", _("finding and keeping staff")),
    ("technology", _("technology and products")),
    ("finance", _("finance and taxes")),
    ("law", _("law and rights")),
    ("family", _("housing, schooling, health")),
    ("association", _("work of the association")),
    ("suggestion", _("suggestions for the city")),
)
PLACE_TYPES = (
    ("workplace", _("workplace")),
    ("office", _("office of the leader")),
    ("association", _("at the association")),
    ("call", _("telephone")),
    ("elsewhere", _("elsewhere")),
)


class VisitDetails(GatheringDetails):
    labels: ClassVar[Labels] = {
        "topics": _("topics"),
        "place_type": _("kind of place"),
        "help_requested": _("help was asked for"),
    }
    choices: ClassVar[Choices] = {"topics": TOPICS, "place_type": PLACE_TYPES}

    topics: list[
        Literal[
            "business",
            "policy",
            "talent",
            "technology",
            "finance",
            "law",
            "family",
            "association",
            "suggestion",
        ]
    ] = []
    place_type: Literal["workplace", "office", "association", "call", "elsewhere"] = "workplace"
    help_requested: bool = False
