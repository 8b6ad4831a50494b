"""Documents as PDF, set by Typst from a template and data. Nothing is fetched: fonts are the machine's or the data folder's."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lianxin.core.errors import LianxinError

HAN_FONTS = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Source Han Sans CN", "Noto Serif CJK SC", "Source Han Serif SC",
    "Noto Serif SC", "FandolSong", "FandolHei", "LXGW WenKai", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "PingFang SC",
    "Microsoft YaHei", "SimSun",
)  # fmt: skip
"""Families with Chinese characters, the first found is used. The open ones come as fonts-noto-cjk or fonts-wqy-zenhei."""


class FontMissingError(LianxinError):
    """No font of the machine has Chinese characters."""


def font_folder() -> Path:
    """Where an installation may put font files of its own."""
    return Path(settings.LIANXIN_DATA) / "fonts"


@lru_cache(maxsize=1)
def known_families() -> frozenset[str]:
    """Families of fonts on the machine, in the data folder and in Typst itself."""
    folder = font_folder()
    return frozenset(typst.Fonts(font_paths=[str(folder)] if folder.is_dir() else []).families())


@lru_cache(maxsize=1)
def han_font() -> str:
    """The family that Chinese text is set in; "" when there is none."""
    known = known_families()
    return next((name for name in HAN_FONTS if name in known), "")


def typeset(template: Path, data: dict[str, Any]) -> bytes:
    """The PDF of a Typst template that reads `sys.inputs.data` (JSON; `font` is added). Raises FontMissingError."""
    font = han_font()
    if not font:
        raise FontMissingError(
            _(
                "There is no font with Chinese characters: install fonts-noto-cjk, or put a font file into “fonts” of the data folder."
            )
        )
    folder = font_folder()
    return bytes(
        typst.compile(
            str(template),
            font_paths=[str(folder)] if folder.is_dir() else [],
            format="pdf",
            sys_inputs={"data": json.dumps(data | {"font": font}, ensure_ascii=False)},
        )
    )
