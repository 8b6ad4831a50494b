"""Open fonts for the PDF by what they are for: only these are embedded, the first that the machine has.

The standard's own fonts may not be given away with a document; an installation puts further open ones into `fonts` of its data
folder (朱雀仿宋 or FandolFang for 仿宋). What is missing falls back to the 宋体 of fonts-noto-cjk.
"""

from __future__ import annotations

from lianxin.core.typesetting import known_families

SONG = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "Source Han Serif CN", "FandolSong")
HEI = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "Source Han Sans CN",
    "FandolHei",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
)
ROLES: dict[str, tuple[str, ...]] = {
    "fang": ("Zhuque Fangsong", "Zhuque Fangsong (technical preview)", "FandolFang", *SONG, *HEI),
    "kai": ("AR PL UKai", "LXGW WenKai", "FandolKai", "AR PL KaitiM GB", *SONG, *HEI),
    "hei": (*HEI, *SONG),
    "song": (*SONG, *HEI),
    "title": (*SONG, *HEI),
    "latin": ("Liberation Serif", "Tinos", "Libertinus Serif"),
}
"""仿宋 of the text, 楷体 and 黑体 of headings, 宋体 of tables, 小标宋 of titles (a bold 宋体), and letters and digits."""


def chosen_fonts() -> dict[str, str]:
    """A family for each role; "" where the machine has none."""
    known = known_families()
    return {role: next((name for name in names if name in known), "") for role, names in ROLES.items()}
