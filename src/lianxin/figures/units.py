"""Units of counting. 人 and 人次 are different units, and no text may print one as the other."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Unit(TextChoices):
    """`value` is a code, `label` the word after a number in the reader's language, `zh` the measure word on paper."""

    PEOPLE = "people", pgettext_lazy("unit", "people")
    PERSON_TIMES = "person_times", pgettext_lazy("unit", "person-times")
    ORGANISATIONS = "organisations", pgettext_lazy("unit", "organisations")
    BODIES = "bodies", pgettext_lazy("unit", "bodies")
    POSTS = "posts", pgettext_lazy("unit", "posts")
    DOCUMENTS = "documents", pgettext_lazy("unit", "documents")
    CLASSES = "classes", pgettext_lazy("unit", "classes")
    EVENTS = "events", pgettext_lazy("unit", "events")
    SESSIONS = "sessions", pgettext_lazy("unit", "sessions")
    VISITS = "visits", pgettext_lazy("unit", "visits")
    PAIRS = "pairs", pgettext_lazy("unit", "pairs")
    CASES = "cases", pgettext_lazy("unit", "cases")
    PAPERS = "papers", pgettext_lazy("unit", "papers")
    ISSUES = "issues", pgettext_lazy("unit", "issues")
    VOTES = "votes", pgettext_lazy("unit", "votes")
    CHANNELS = "channels", pgettext_lazy("unit", "channels")
    RATE = "rate", pgettext_lazy("unit", "rate")

    @property
    def zh(self) -> str:
        return WORDS[self.value][0]

    @property
    def words(self) -> tuple[str, ...]:
        """Chinese measure words that may stand after a number of this unit; another unit's word never may (F5)."""
        return WORDS[self.value]


WORDS = {
    "people": ("人", "名", "位"),
    "person_times": ("人次",),
    "organisations": ("家", "个"),
    "bodies": ("个", "家"),
    "posts": ("个",),
    "documents": ("件", "份"),
    "classes": ("期", "班"),
    "events": ("场", "次"),
    "sessions": ("期", "次"),
    "visits": ("次",),
    "pairs": ("对",),
    "cases": ("件", "起"),
    "papers": ("篇",),
    "issues": ("期",),
    "votes": ("票",),
    "channels": ("个",),
    "rate": ("率",),
}
