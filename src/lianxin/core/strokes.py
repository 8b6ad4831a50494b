"""Order by strokes: 以姓氏笔画为序, as printed lists of names in the mainland have it (GF 3003-1999, DOMAIN §6).

Fewer strokes come first; among characters of as many strokes the first stroke decides, then the second and so on, in the
order 横竖撇点折. A name is compared character by character, so a compound surname stands under its first character and a
name of two characters before one of three that begins the same.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from importlib.resources import files

_NO_ORDER = "6"
"""Stands for an order of strokes that the table does not know: after the five that it knows."""
_NO_COUNT, _NO_CHARACTER = "98", "99"
_KEY_AT_MOST = 200


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    """By character its number of strokes, two digits, and their classes 1 to 5 in order."""
    found: dict[str, str] = {}
    for line in (files("lianxin.core") / "data" / "strokes.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        strokes, characters = line.split(" ")
        number = int(strokes[1:]) if strokes[0] == "=" else len(strokes)
        key = f"{number:02d}{_NO_ORDER if strokes[0] == '=' else strokes}"
        found.update(dict.fromkeys(characters, key))
    return found


def strokes_of(character: str) -> str:
    """Classes of the strokes in the order of writing, 1 横 2 竖 3 撇 4 点 5 折; "" for a character of unknown order."""
    return _table().get(character, _NO_ORDER)[2:].removesuffix(_NO_ORDER)


@lru_cache(maxsize=50_000)
def stroke_key(name: str) -> str:
    """The text by whose code points names stand in the order of strokes, at most 200 characters.

    Characters of unknown strokes come after all others, and names in letters after those.
    """
    text = "".join(character for character in unicodedata.normalize("NFKC", name) if character.isalnum())
    return " ".join(map(_part, text))[:_KEY_AT_MOST]


def _part(character: str) -> str:
    """One character's strokes, then the character: those who are written alike stand together."""
    if character.isascii():
        return _NO_CHARACTER + character.casefold()
    return _table().get(character, _NO_COUNT) + character
