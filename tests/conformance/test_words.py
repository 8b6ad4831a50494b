"""Django merges the catalogues of all apps into one: a word that two apps translate differently is wrong in one of them."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from babel.messages.pofile import read_po

from lianxin import core

SOURCE = Path(core.__file__).resolve().parent.parent


def test_a_word_has_one_translation():
    """Two meanings of one English word are told apart by `pgettext`, or by saying more."""
    said: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for path in sorted(SOURCE.glob("*/locale/zh_Hans/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                if message.id:
                    said[(message.context or "", str(message.id))][str(message.string)].append(path.parents[3].name)
    split = {key: dict(words) for key, words in said.items() if len(words) > 1}
    assert not split, "\n" + "\n".join(f"{text!r}: {words}" for (_context, text), words in sorted(split.items()))
