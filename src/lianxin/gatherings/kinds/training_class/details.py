"""What a class has beside the columns of every gathering."""

from __future__ import annotations

from typing import ClassVar, Literal

from django.utils.translation import gettext_lazy as _

from lianxin.gatherings.kind import Choices, GatheringDetails, Labels


class ClassDetails(GatheringDetails):
    """`level` says who runs it; `subject` what is taught."""

    labels: ClassVar[Labels] = {"level": _("level"), "subject": _("subject matter")}
    choices: ClassVar[Choices] = {"level": (("city", _("city class")), ("district", _("district class")))}

    level: Literal["city", "district"] = "city"
    subject: str = ""
