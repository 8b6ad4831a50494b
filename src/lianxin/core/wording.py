"""How words stand one after another in the language of the page: 甲、乙 in Chinese, "a, b" in English."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import pgettext


def in_a_row(words: Iterable[object]) -> str:
    """Join words as a list within a sentence."""
    return pgettext("between words", ", ").join(map(str, words))


def clauses(parts: Iterable[object]) -> str:
    """Join parts that may hold such lists themselves."""
    return pgettext("between clauses", "; ").join(map(str, parts))
