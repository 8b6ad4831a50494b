"""The seal of what is signed: the signatory around concentric circles in vermilion. It says "signed in Lianxin" and copies no
organ's own seal.
"""

from __future__ import annotations

import math
from html import escape

VERMILION = "#c8371f"
ACROSS = 42.0
"""Millimetres, as seals of a city's offices are."""
CHARACTERS = 26
"""Of a longer name the seal bears the end, which tells offices of one city apart."""
FONTS = "Noto Serif CJK SC, Source Han Serif SC, SimSun, serif"


def seal_svg(name: str, below: str) -> str:
    """The seal as a drawing of 420 by 420 on nothing, so that the date shows through it."""
    letters = name.strip()[-CHARACTERS:]
    parts = [
        f'<circle cx="210" cy="210" r="{r}" fill="none" stroke="{VERMILION}" stroke-width="{w}"/>'
        for r, w in ((202, 10), (74, 5), (50, 5), (24, 5))
    ]
    parts += _arc(letters)
    parts.append(
        f'<text x="210" y="340" font-size="34" font-family="{FONTS}" fill="{VERMILION}" text-anchor="middle">{escape(below)}</text>'
    )
    body = "".join(parts)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 420 420" width="420" height="420" fill-opacity="0.9">{body}</svg>'


def _arc(letters: str) -> list[str]:
    """The letters along the upper part of the ring, upright to its middle."""
    wide = [0.55 if letter.isascii() else 1.0 for letter in letters]
    total = sum(wide)
    sweep = min(256.0, 26.0 * total)
    size = min(56.0, 2 * math.pi * 140 * sweep / 360 / max(total, 1) * 0.95)
    placed, gone = [], 0.0
    for letter, width in zip(letters, wide, strict=True):
        turn = -sweep / 2 + sweep * (gone + width / 2) / total
        gone += width
        placed.append(
            f'<text x="210" y="78" font-size="{size:.1f}" font-family="{FONTS}" fill="{VERMILION}" text-anchor="middle" '
            f'transform="rotate({turn:.2f} 210 210)">{escape(letter)}</text>'
        )
    return placed
