"""What a conference has beside the columns of every gathering."""

from __future__ import annotations

from typing import ClassVar, Literal

from django.utils.translation import gettext_lazy as _

from lianxin.gatherings.kind import Choices, GatheringDetails, Labels


class ConferenceDetails(GatheringDetails):
    """`agenda` holds the topics in order; a partial session calls in only the units that the topics concern."""

    labels: ClassVar[Labels] = {"session": _("session"), "agenda": _("topics, one a line")}
    choices: ClassVar[Choices] = {"session": (("plenary", _("plenary")), ("partial", _("partial")))}

    session: Literal["plenary", "partial"] = "plenary"
    agenda: list[str] = []
