"""Names of people and bodies: tidy them, compare them, sort them and make them findable.

What was typed is what is stored, apart from spaces, separators and Kangxi radicals (DOMAIN §6). Other
scripts, pinyin and initials are made here for keys only and never replace a stored name.
"""

import itertools
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from opencc import OpenCC

_DOT = "·"
_DOTS = re.compile("[•‧・∙⋅．.·･]")
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_BETWEEN_HAN = re.compile(f"(?<=[{_HAN}])\\s*[•‧・∙⋅．.･]\\s*(?=[{_HAN}])")
_ONLY_HAN = re.compile(f"^[{_HAN}]+$")
_ASIDE = re.compile(r"[（(【\[]([^（()）】\]]*)[）)】\]]\s*$")
_RADICALS = {point: unicodedata.normalize("NFKC", chr(point)) for point in range(0x2F00, 0x2FD6)}
_VARIANTS_AT_MOST = 24

# Readings that a surname takes and the dictionary's first reading does not give (DOMAIN §6); applied to the head only.
SURNAME_READINGS = {
    "单": "shan",
    "單": "shan",
    "仇": "qiu",
    "区": "ou",
    "區": "ou",
    "曾": "zeng",
    "查": "zha",
    "解": "xie",
    "任": "ren",
    "朴": "piao",
    "秘": "bi",
    "冼": "xian",
    "盖": "ge",
    "蓋": "ge",
    "折": "she",
    "黑": "he",
    "缪": "miao",
    "繆": "miao",
    "乐": "yue",
    "樂": "yue",
    "员": "yun",
    "員": "yun",
    "么": "yao",
    "贠": "yun",
    "繁": "po",
    "种": "chong",
    "重": "chong",
    "尉": "wei",
    "召": "shao",
    "隗": "wei",
    "洗": "xian",
    "谌": "chen",
    "諶": "chen",
    "覃": "qin",
    "牟": "mu",
    "郇": "xun",
    "燕": "yan",
    "令": "ling",
    "呙": "guo",
    "长": "zhang",
    "能": "nai",
    "宓": "mi",
    "翟": "zhai",
    "佴": "nai",
    "晟": "cheng",
    "相": "xiang",
    "宿": "su",
    "卜": "bu",
    "石": "shi",
    "华": "hua",
    "柏": "bai",
    "臧": "zang",
    "葛": "ge",
    "纪": "ji",
    "那": "na",
    "哈": "ha",
    "逄": "pang",
    "乜": "nie",
    "过": "guo",
    "於": "yu",
    "称": "cheng",
    "钻": "zuan",
    "俞": "yu",
    "叶": "ye",
    "褚": "chu",
    "瞿": "qu",
    "藏": "zang",
    "车": "che",
    "費": "fei",
    "费": "fei",
    "揣": "chuai",
}
COMPOUND_SURNAMES = {
    "尉迟": ("yu", "chi"),
    "尉遲": ("yu", "chi"),
    "万俟": ("mo", "qi"),
    "澹台": ("tan", "tai"),
    "长孙": ("zhang", "sun"),
    "長孫": ("zhang", "sun"),
    "单于": ("chan", "yu"),
    "鲜于": ("xian", "yu"),
    "欧阳": ("ou", "yang"),
    "歐陽": ("ou", "yang"),
    "司马": ("si", "ma"),
    "司馬": ("si", "ma"),
    "上官": ("shang", "guan"),
    "诸葛": ("zhu", "ge"),
    "諸葛": ("zhu", "ge"),
    "东方": ("dong", "fang"),
    "皇甫": ("huang", "fu"),
    "令狐": ("ling", "hu"),
    "慕容": ("mu", "rong"),
    "夏侯": ("xia", "hou"),
    "司徒": ("si", "tu"),
    "司空": ("si", "kong"),
    "端木": ("duan", "mu"),
    "公孙": ("gong", "sun"),
    "宇文": ("yu", "wen"),
    "轩辕": ("xuan", "yuan"),
    "南宫": ("nan", "gong"),
    "西门": ("xi", "men"),
    "独孤": ("du", "gu"),
    "呼延": ("hu", "yan"),
    "闻人": ("wen", "ren"),
    "申屠": ("shen", "tu"),
    "太史": ("tai", "shi"),
    "上宫": ("shang", "gong"),
    "百里": ("bai", "li"),
}
_SYLLABLES = {"阿不都": ("a", "bu", "du"), "阿卜杜": ("a", "bu", "du")}

# Forms of address that follow a surname or a whole name; the one-character ones only follow a bare surname.
_AFTER_ANY = ("先生", "女士", "小姐", "同志", "老师", "律师", "教授", "医生")
_AFTER_SURNAME = (
    "副会长",
    "秘书长",
    "董事长",
    "总经理",
    "副总",
    "主任",
    "经理",
    "会长",
    "理事",
    "处长",
    "科长",
    "局长",
    "院长",
    "校长",
    "所长",
    "厂长",
    "部长",
    "老板",
    "总",
    "姐",
    "哥",
    "工",
)


class TidyName(NamedTuple):
    """A name as it is stored, and what stood beside it in the cell.

    ``honorific`` is a form of address (先生, 主任); when only a surname stands before it, the pair is all that is
    known and stays in ``name`` (``family_only``). ``aside`` is a bracket at the end: a post (会长) or 大/小.
    """

    name: str
    honorific: str
    aside: str
    family_only: bool


def tidy_name(raw: str) -> TidyName:
    """Tidy a person's name as typed: spaces, full-width letters, separators, brackets and forms of address."""
    text = " ".join(_widths(str(raw)).split())
    aside = ""
    if match := _ASIDE.search(text):
        aside, text = match.group(1).strip(), text[: match.start()].strip()
    text = _BETWEEN_HAN.sub(_DOT, text)
    closed = text.replace(" ", "")
    if _ONLY_HAN.match(closed.replace(_DOT, "")):
        text = closed
    for honorific in _AFTER_ANY:
        head = text.removesuffix(honorific)
        if head and head != text:
            if is_surname(head):
                return TidyName(text, honorific, aside, family_only=True)
            return TidyName(head, honorific, aside, family_only=False)
    for honorific in _AFTER_SURNAME:
        head = text.removesuffix(honorific)
        if head != text and is_surname(head):
            return TidyName(text, honorific, aside, family_only=True)
    return TidyName(text, "", aside, family_only=False)


def is_surname(text: str) -> bool:
    """Whether this could stand as a whole surname: one Han character, or a listed compound surname."""
    return text in COMPOUND_SURNAMES or (len(text) == 1 and bool(_ONLY_HAN.match(text)))


def name_key(name: str) -> str:
    """The form in which two names are compared for equality: NFKC, no spaces, no separators, one case."""
    return re.sub(r"\s", "", _DOTS.sub("", unicodedata.normalize("NFKC", name))).casefold()


def other_script(name: str) -> tuple[str, ...]:
    """The name in the other Chinese script, for search keys only; empty when there is no difference."""
    return tuple(form for form in (_simplified(name), _traditional(name)) if form != name)


def one_script(name: str) -> str:
    """The key of a name with every character read as simplified: the same for either script. For comparison only."""
    return name_key(_simplified(name))


def compatible(one: str, other: str) -> bool:
    """Whether two written names may be one person's, given that something stronger says so.

    True for the same name, another script, pinyin, a surname with a form of address, a missing surname, and the first
    part of a name with separators. Needed beside a document number or a mobile phone, never alone.
    """
    a, b = tidy_name(one), tidy_name(other)
    if {a.aside, b.aside} == {"大", "小"}:
        return False
    key_a, key_b = name_key(_simplified(a.name)), name_key(_simplified(b.name))
    if key_a == key_b:
        return True
    if a.family_only or b.family_only:
        head_a, head_b = key_a.removesuffix(a.honorific), key_b.removesuffix(b.honorific)
        return head_a.startswith(head_b) or head_b.startswith(head_a)
    if key_a.isascii() or key_b.isascii():
        return bool(set(pinyin_keys(a.name).variants) & set(pinyin_keys(b.name).variants))
    shorter, longer = sorted((a.name, b.name), key=len)
    if _DOT in longer:
        return longer.split(_DOT)[0] == shorter
    return longer.endswith(shorter) and is_surname(longer.removesuffix(shorter))


class PinyinKeys(NamedTuple):
    """Readings of a name without tones: the full one, its initials, and every variant worth finding it by."""

    full: str
    initials: str
    variants: tuple[str, ...]


@lru_cache(maxsize=50_000)
def pinyin_keys(name: str) -> PinyinKeys:
    """Readings of a name; the head follows the surname tables, the rest the dictionary (DOMAIN §6)."""
    syllables = _syllables(name)
    full = "".join(choices[0] for choices in syllables)
    initials = "".join(choices[0][0] for choices in syllables if choices[0])
    spellings = [tuple(s for c in choices for s in _umlaut(c)) for choices in syllables]
    variants = itertools.islice(itertools.product(*spellings), _VARIANTS_AT_MOST)
    return PinyinKeys(full, initials, tuple(dict.fromkeys("".join(v) for v in variants)))


def sort_key(name: str) -> str:
    """Order by reading, then by code point: what lists 按姓氏拼音为序 use."""
    return " ".join(choices[0] for choices in _syllables(name)) + "\t" + name


def search_form(text: str) -> str:
    """The key of a name or of a part of one, each character by itself read as simplified: what is typed and what is found alike."""
    key = name_key(text)
    return key if key.isascii() else "".join(map(_simple_character, key))


def name_initials(name: str) -> tuple[str, ...]:
    """First letters of the readings, the likeliest first, with every variant worth finding the name by."""
    letters = [tuple(dict.fromkeys(choice[0] for choice in choices)) for choices in _syllables(name)]
    return tuple("".join(some) for some in itertools.islice(itertools.product(*letters), _VARIANTS_AT_MOST))


_ORG_DROPPED = re.compile(r"[\s()\[\]【】〔〕“”\"'·]")


def org_name_key(name: str) -> str:
    """The strict key of a body's name: NFKC, no brackets or spaces, 有限责任公司 read as 有限公司.

    The place in front (大连市) is kept: 大连星海 and 星海 may be two bodies.
    """
    key = _ORG_DROPPED.sub("", unicodedata.normalize("NFKC", name)).casefold()
    return key.replace("有限责任公司", "有限公司")


def _widths(text: str) -> str:
    """Full-width letters and digits to ASCII, radicals to ideographs; nothing else of NFKC, which alters too much."""
    if text.isascii():
        return text
    out = text.translate(_RADICALS)
    return "".join(
        chr(ord(c) - 0xFEE0) if "０" <= c <= "９" or "Ａ" <= c <= "Ｚ" or "ａ" <= c <= "ｚ" else c
        for c in out
    ).replace("\u3000", " ")


def _syllables(name: str) -> list[tuple[str, ...]]:
    text = unicodedata.normalize("NFKC", name)
    out: list[tuple[str, ...]] = []
    position = 0
    for head, readings in itertools.chain(COMPOUND_SURNAMES.items(), _SYLLABLES.items()):
        if text.startswith(head):
            out = [(reading,) for reading in readings]
            position = len(head)
            break
    else:
        if text[:1] in SURNAME_READINGS and len(text) > 1 and _DOT not in text:
            # The dictionary's readings stay findable: people type what they believe.
            out = [tuple(dict.fromkeys((SURNAME_READINGS[text[0]], *_readings(text[0]))))]
            position = 1
    latin = ""
    for character in text[position:]:
        if character.isascii() and character.isalnum():
            latin += character.lower()
            continue
        if latin:
            out.append((latin,))
            latin = ""
        if readings_here := _readings(character):
            out.append(readings_here)
    return [*out, (latin,)] if latin else out


@lru_cache(maxsize=30_000)
def _readings(character: str) -> tuple[str, ...]:
    """Readings of one character without tones, commonest first; a rare character reads as itself, marks as nothing."""
    if not character.isalnum():
        return ()
    from pypinyin import Style, pinyin  # noqa: PLC0415  its dictionaries take a third of a second, which most commands never need

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="default")
    return tuple(dict.fromkeys(reading for reading in found[0] if reading)) if found else ()


def _umlaut(syllable: str) -> tuple[str, ...]:
    """Spellings of ü: lv, lü, lyu (passports), lu."""
    if "v" not in syllable or not syllable.isascii():
        return (syllable,)
    return tuple(syllable.replace("v", letter) for letter in ("v", "ü", "yu", "u"))


_TO_SIMPLIFIED = OpenCC("t2s")
_TO_TRADITIONAL = OpenCC("s2t")


@lru_cache(maxsize=20_000)
def _simplified(text: str) -> str:
    return text if text.isascii() else _TO_SIMPLIFIED.convert(text)


@lru_cache(maxsize=20_000)
def _traditional(text: str) -> str:
    return text if text.isascii() else _TO_TRADITIONAL.convert(text)


@lru_cache(maxsize=30_000)
def _simple_character(character: str) -> str:
    return str(_TO_SIMPLIFIED.convert(character))
