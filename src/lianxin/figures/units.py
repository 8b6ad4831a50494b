"""Units of counting. 人 and 人次 are different units, and no text may print one as the other."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Unit(TextChoices):
    """`value` is a code; `zh` is the measure word that official Chinese prints after the number."""

    PEOPLE = "people", _("people")
    PERSON_TIMES = "person_times", _("person-times")
    ORGANISATIONS = "organisations", _("organisations")
    BODIES = "bodies", _("bodies")
    POSTS = "posts", _("posts")
    DOCUMENTS = "documents", _("documents")
    CLASSES = "classes", _("classes")
    EVENTS = "events", _("events")
    SESSIONS = "sessions", _("sessions")
    VISITS = "visits", _("visits")
    PAIRS = "pairs", _("pairs")
    CASES = "cases", _("cases")
    PAPERS = "papers", _("papers")
    ISSUES = "issues", _("issues")
    VOTES = "votes", _("votes")
    CHANNELS = "channels", _("channels")
    RATE = "rate", _("rate")

    @property
    def zh(self) -> str:
        return MEASURE_WORDS[self.value]


MEASURE_WORDS = {
    "people": "人",
    "person_times": "人次",
    "organisations": "家",
    "bodies": "个",
    "posts": "个",
    "documents": "件",
    "classes": "期",
    "events": "场",
    "sessions": "期",
    "visits": "次",
    "pairs": "对",
    "cases": "件",
    "papers": "篇",
    "issues": "期",
    "votes": "票",
    "channels": "个",
    "rate": "率",
}
