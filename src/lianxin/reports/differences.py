"""What changed between two versions of a text: paragraph by paragraph, and within a paragraph word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\{\{.*?\}\}|[A-Za-z]+|\d[\d,.]*|\s+|.", re.DOTALL)
"""A figure tag, a Latin word and a number are one word each; Chinese is compared by character."""
ALIKE = 0.35
"""Two paragraphs less alike than this are shown as one removed and one added: marks all over nothing in common tell nobody anything."""


@dataclass(frozen=True, slots=True)
class Run:
    """`change` is "", "added" or "removed"."""

    text: str
    change: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph that is "same", "added", "removed" or "changed"."""

    kind: str
    runs: tuple[Run, ...]


def compare_texts(old: str, new: str) -> list[Change]:
    """The paragraphs of both texts in order, with what became of them."""
    before, after = _paragraphs(old), _paragraphs(new)
    out: list[Change] = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            out += [Change("same", (Run(text),)) for text in before[i:j]]
        else:
            out += _replaced(before[i:j], after[k:m])
    return out


def changed_only(changes: list[Change]) -> list[Change]:
    """The changed paragraphs, with headings and neighbours left out."""
    return [change for change in changes if change.kind != "same"]


def compare_words(old: str, new: str) -> tuple[Run, ...]:
    """Both texts in one, with what went and what came marked."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    runs: list[Run] = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            runs.append(Run("".join(before[i:j])))
            continue
        if i < j:
            runs.append(Run("".join(before[i:j]), "removed"))
        if k < m:
            runs.append(Run("".join(after[k:m]), "added"))
    return tuple(runs)


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def _replaced(before: list[str], after: list[str]) -> list[Change]:
    """Paragraphs that stand in the place of others: each is compared with the first of the others that is like it."""
    out: list[Change] = []
    rest = list(before)
    for text in after:
        like = next(
            (one for one in rest if SequenceMatcher(None, one, text, autojunk=False).ratio() >= ALIKE), None
        )
        if like is None:
            out.append(Change("added", (Run(text, "added"),)))
            continue
        while rest[0] != like:
            out.append(_removed(rest.pop(0)))
        rest.pop(0)
        out.append(Change("changed", compare_words(like, text)))
    return out + [_removed(text) for text in rest]


def _removed(text: str) -> Change:
    return Change("removed", (Run(text, "removed"),))
