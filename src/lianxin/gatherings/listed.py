"""How gatherings are called in lists."""

from __future__ import annotations

import re
import unicodedata

_DROPPED = re.compile(r"[\s()\[\]【】〔〕“”\"'‘’「」《》·,，、:：\-—]")


def title_key(title: str) -> str:
    """A title for comparison: one width, no brackets, quotes or spaces."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", title)).casefold()
