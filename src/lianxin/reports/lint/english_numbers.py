"""Numbers in English prose: where they stand, what they are worth, and which of them state an amount.

Dates, durations, ordinals, numbers of articles, tables and rooms, codes and the pronoun “one” state none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianxin.figures.units import Unit
from lianxin.reports.lint.amounts import Amount, Bound
from lianxin.reports.lint.words import GONE

_SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth"
SMALL, TENS, ORDINALS = _SMALL.split(), _TENS.split(), _ORDINALS.split()
DIGITS = {word: n for n, word in enumerate(SMALL)} | {word: 10 * n for n, word in enumerate(TENS, start=2)}
STEPS = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}

BOUNDS_BEFORE = {
    **dict.fromkeys(("more than", "over", "above", "exceeding", "upwards of", "in excess of"), Bound.ABOVE),
    **dict.fromkeys(("nearly", "almost", "close to", "just under"), Bound.NEAR),
    **dict.fromkeys(("about", "around", "approximately", "roughly", "some"), Bound.ABOUT),
    **dict.fromkeys(("at least", "no fewer than", "no less than"), Bound.LEAST),
    **dict.fromkeys(("fewer than", "less than", "under", "below"), Bound.BELOW),
    **dict.fromkeys(("no more than", "up to", "at most"), Bound.MOST),
    **dict.fromkeys(("as many as", "a total of"), Bound.EXACT),
}
BOUNDS_AFTER = {
    "odd": Bound.ODD,
    "or so": Bound.ABOUT,
    **dict.fromkeys(("or more", "and more"), Bound.LEAST),
    "or fewer": Bound.MOST,
}
BEFORE = re.compile(
    rf"\b(?P<word>{'|'.join(sorted(BOUNDS_BEFORE, key=len, reverse=True))})\s+(?:a\s+)?$", re.IGNORECASE
)
LONGEST = 24
AFTER = re.compile(r"[ -](?P<word>odd|or so|or more|and more|or fewer)\b", re.IGNORECASE)

UNITS = {unit: (unit.value.replace("_", "-"),) for unit in Unit} | {
    Unit.PEOPLE: ("people", "persons", "person", "individuals"),
    Unit.PERSON_TIMES: ("person-times", "attendances"),
    Unit.ORGANISATIONS: ("organisations", "organisation", "bodies"),
    Unit.BODIES: ("bodies", "body", "organisations"),
}
MEASURE = rf"(?:{'|'.join(word for words in UNITS.values() for word in words)})\b"
COUNTED = re.compile(rf"\s+{MEASURE}", re.IGNORECASE)
"""A word of a unit."""

MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
WORD = rf"(?:{'|'.join(sorted([*SMALL, *TENS, *STEPS], key=len, reverse=True))})"
WORDS = rf"{WORD}(?:(?:[- ]| and ){WORD}){{0,9}}"
SPAN = rf"\b(?:\d{{1,9}}|{WORDS})"
PART = "|".join(PARTS)
OF_WHAT = "of|to|on|from|over|than|more|fewer|less|compared"
"""Words behind “a third” when it is a share and no ordinal."""
LABELLED = (
    "no|nos|article|annex|appendix|table|figure|fig|chapter|section|part|room|floor|building|phase|page|grade|level|item|step|version"
    "|hotline|postcode"
)
"""Words before a number that is a label."""
STRUCTURE = "aspects|fields|ways|respects|sides|principles|steps|stages|chapters|parts|levels|tiers|pillars|kinds|types|numbers|times a"
"""Parts of a plan; so many of them count nothing."""
NO_AMOUNT = re.compile(
    "|".join(
        [
            r"“[^”]*”|\"[^\"]*\"|《[^》]*》",
            rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH}(?:,? \d{{4}})?|{MONTH} (?:\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?)\b",
            r"\b(?:19|20)\d{2}\s*(?:[-–/]|to|and)\s*(?:19|20)?\d{2}\b|\d{4}-\d{1,2}-\d{1,2}",
            r"\b(?:in|since|of|from|to|until|till|by|during|for|year|through|before|after|the|end)\s+(?:19|20)\d{2}\b|^(?:19|20)\d{2}\b",
            r"\d{1,2}[:.]\d{2}\s*[ap]\.?m\.?|\d{1,2}:\d{2}|\d{1,2}\s*[ap]\.?m\b",
            rf"\b(?:{LABELLED})s?\.?\s*(?:\d[\d.]*|{WORD})(?:(?:,| and| to|–|-)\s*\d{{1,9}})*",
            r"[〔\[(]\d{4}[〕\])]\s*(?:no\.?\s*)?\d{1,9}|\d{4,}(?= hotline)|\+?\d[\d ]*-[\d-]{4,}",
            r"^\s*\d{1,9}(?:\.\d{1,9})*[.)]?\s|[(]\d{1,2}[)]|\d{1,9}(?:st|nd|rd|th)\b|\b[A-Za-z]{1,20}\d\w*|\b\d{1,9}[A-Za-z]\w*|\d{1,9}[+]\w+(?:[+]\w+)*",
            rf"{SPAN}[- ](?:working[- ]|calendar )?(?:day|week|month|year|minute|quarter|decade)s?\b",
            rf"{SPAN}-(?:hour|tier|level|way|part|stage|step|sided|page|stop|to-one|on-one|off|third)\b",
            rf"(?:within|every|lasted|lasts|for|after) {SPAN} hours|{SPAN} hours a day|\bhalf[- ](?:a )?(?:day|year|hour)s?\b|24/7",
            rf"{SPAN} (?:[a-z]+ )?(?:{STRUCTURE})\b",
        ]
    ),
    re.IGNORECASE,
)
MANY = "tens|dozens|scores|hundreds|thousands|millions"
NUMBER = re.compile(
    rf"(?P<arabic>\d+(?:,\d{{3}})*(?:\.\d+)?)(?P<scale>(?:\s(?:hundred|thousand|million|billion))?)"
    rf"|\b(?P<parts>an?|{WORD})[- ](?P<part>(?:{PART})s|(?:{PART})(?= (?:{OF_WHAT})\b|[^\w ]|$))"
    rf"|\b(?P<half>half)(?= (?:of|the)\b|\b(?! an? ))"
    rf"|\b(?P<vague>(?:several|a few|a couple of|half a) {WORD}|(?:{MANY})(?: of (?:{MANY}))?(?= of\b))"
    rf"|\b(?:a )?(?P<numeral>{WORDS})\b",
    re.IGNORECASE,
)


def amounts(line: str) -> list[Amount]:
    """The amounts that a line states in digits or words, in order."""
    return list(_stated(NO_AMOUNT.sub(lambda match: GONE * len(match.group()), line), line))


def worth(numeral: str) -> int:
    """The value of a number in words, or of an ordinal: two thousand three hundred is 2300, twenty-one 21, third 3, 3rd 3."""
    if digits := re.match(r"\d+", numeral):
        return int(digits.group())
    total = section = 0
    for word in re.split(r"[- ]+(?:and )?", numeral.lower()):
        if word in ORDINALS:
            section += ORDINALS.index(word) + 1
        elif word in DIGITS:
            section += DIGITS[word]
        elif STEPS[word] < STEPS["thousand"]:
            section = (section or 1) * STEPS[word]
        else:
            total, section = total + (section or 1) * STEPS[word], 0
    return total + section


def _stated(text: str, line: str) -> Iterator[Amount]:
    for match in NUMBER.finditer(text):
        if (match["numeral"] or "").lower() == "one":
            continue
        value, share = _value(match)
        start, end, bounds = match.start(), match.end(), []
        if ahead := BEFORE.search(text, max(0, start - LONGEST), start):
            start = ahead.start()
            bounds.append((ahead["word"], BOUNDS_BEFORE[ahead["word"].lower()]))
        if percent := re.compile(r"\s?(?:%|per cent|percent)(?! points)").match(text, end):
            end, share = percent.end(), None if value is None else value / 100
        if after := AFTER.match(text, end):
            end = after.end()
            bounds.append((after["word"], BOUNDS_AFTER[after["word"].lower()]))
        measure = COUNTED.match(text, end)
        end = measure.end() if measure else end
        unit = "%" if percent else measure.group().strip().lower() if measure else ""
        yield Amount(start, end, line[start:end], value, unit, tuple(bounds), share)


def _value(match: re.Match[str]) -> tuple[float | None, float | None]:
    """What the number is worth, and as a share of something else."""
    if match["half"]:
        return 0.5, 0.5
    if match["parts"]:
        many = 1 if match["parts"].lower() in {"a", "an"} else worth(match["parts"])
        share = many / PARTS[match["part"].lower().removesuffix("s")]
        return share, share
    if match["vague"]:
        return None, None
    if match["numeral"]:
        return worth(match["numeral"]), None
    return float(match["arabic"].replace(",", "")) * STEPS.get(match["scale"].strip().lower(), 1), None
