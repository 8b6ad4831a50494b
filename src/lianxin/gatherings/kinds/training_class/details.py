"""What a class has beside the columns of every gathering."""

from __future__ import annotations

from typing import Literal

from lianxin.flows.kind import Details


class ClassDetails(Details):
    """`level` says who runs it; `subject` what is taught."""

    level: Literal["city", "district"] = "city"
    subject: str = ""
