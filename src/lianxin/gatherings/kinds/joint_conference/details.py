"""What a conference has beside the columns of every gathering."""

from __future__ import annotations

from typing import Literal

from lianxin.flows.kind import Details


class ConferenceDetails(Details):
    """`agenda` holds the topics in order; a partial session calls in only the units that the topics concern."""

    session: Literal["plenary", "partial"] = "plenary"
    agenda: list[str] = []
