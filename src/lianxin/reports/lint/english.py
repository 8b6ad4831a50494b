"""The English of work reports as the lint reads it."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from lianxin.figures.units import Unit
from lianxin.reports.lint.english_numbers import (
    AFTER,
    BEFORE,
    BOUNDS_AFTER,
    BOUNDS_BEFORE,
    COUNTED,
    ORDINALS,
    PART,
    UNITS,
    WORD,
    amounts,
    worth,
)
from lianxin.reports.lint.words import HELD, Way, Words
from lianxin.reports.wording import ABOUT


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


TIMES = (
    r"doubled|trebled|tripled|quadrupled|halved|(?:twice|three times|four times) as (?:many|much|high)"
    r"|(?:increased |grew |rose )?(?:two|three|four)fold"
)
FELL = r"fell|fallen|declined|decreased|dropped|shrank|went down|(?:was|were|is|are) down"
ROSE = r"rose|risen|grew|grown|climbed|increased|went up|(?:was|were|is|are) up"
FLAT = r"(?:(?:broadly|roughly|almost) )?(?:unchanged|level with|the same as)|(?:remained|stayed|held) (?:stable|steady|level|flat)"
MORE, FEWER = r"more|higher|up|an? (?:increase|rise)", r"fewer|less|lower|down|an? (?:decrease|fall|drop)"
WAY = rf"{TIMES}|{FELL}|{ROSE}|{FLAT}|{MORE}|{FEWER}"
EACH_YEAR = r"(?:every|each) year|year (?:after|by) year|years (?:running|in a row)"
STRETCH = r"(?:previous|preceding|last) (?:two months|quarter|period|month)|quarter on quarter"
AGAINST = (
    r"(?:than|on|from|over|against|compared (?:with|to)|as|with) (?:in |that of )?(?:the )?(?:same period of )?"
    rf"(?:last year|previous year|preceding year|year before|year earlier|{STRETCH})|year[- ]on[- ]year|{EACH_YEAR}"
)
NOUNS = r"number|rate|share|total|attendance|participation|turnout|membership|figure|register|proportion|percentage"

ENGLISH = Words(
    sentence=re.compile(r"(?:[^.!?;]|\.(?=\S))+"),
    clause_end=_words(r"[,:()–—]|\bbut\b|\bwhile\b"),
    quoted=re.compile(r"“[^”]*”|\"[^\"]*\"|《[^》]*》"),
    phrases=_words(
        r"first of all|at first|first aid|first name|in the first place|after all|above all|over all|all over|more than ever"
        r"|as planned|according to plan|the plan(?:s|ned)?|due to|leading group|leading role|less and less|more and more|once and for all"
    ),
    amounts=amounts,
    number=worth,
    rule=_words(
        r"\b(?:must|shall|should|required|needs? to|may apply|those who|(?:every|each) (?:year|quarter|month))\b"
    ),
    limit=_words(
        r"\b(?:at least|no fewer than|no less than|no more than|up to|or more|or fewer|a third|thirds?|half)\b"
    ),
    exact_behind=re.compile(rf"[^,.;({HELD}]{{0,40}}\([^(){HELD}]{{0,16}}{HELD}[^(){HELD}]{{0,16}}\)"),
    before=(BEFORE, BOUNDS_BEFORE),
    after=(AFTER, BOUNDS_AFTER),
    instead=_(
        "The exact value is printed here: leave “{word}” out, or say it of a round number with the figure in brackets behind."
    ),
    heads=(
        (
            _words(
                rf"\b(?P<word>number of (?:people|persons|individuals|participants))[^,.;{HELD}]{{0,30}}$"
            ),
            Unit.PERSON_TIMES,
        ),
        (
            _words(rf"\b(?P<word>person-times|attendances)(?: of| were| was|:|[^,.;{HELD}]{{0,12}}) $"),
            Unit.PEOPLE,
        ),
    ),
    counted=COUNTED,
    units=UNITS,
    part=_words(r"\bof (?:whom|which|these)\b|\bincluding\b|\bamong them\b"),
    capped=_words(r"(?<!growth )\b(?:rate|share|proportion|coverage|satisfaction)\b[^.;]{0,16}$"),
    covered=_words(
        r"\b(?:full|fully|complete|completely|blanket|100\s?%|100 per cent) cover(?:age|ed)\b"
        r"|\bcover(?:s|ed)? (?:all|every)\b|\bno gaps? (?:left|remains?)\b"
    ),
    every=_words(
        r"(?<!of )\ball(?: of)?(?: the| its| our)?(?: \w+){0,3}? (?:have|has|had|were|was|are|is|now)\b"
        r"|\b(?:every|each) (?:\w+ ){1,3}?(?:has|had|was|is|now)\b|\b(?:in|to) (?:all|every) \w+|without exception"
        r"|\bnot (?:a single )?one\b|\bnone (?:was|were|is|are|remains?)\b|\b(?:was|were|are|have) all\b|\beveryone\b"
    ),
    not_yet=_words(
        r"\b(?:not|never|short of|aim|aims|aiming|plans?|will|towards?|until|strives?|seeks?|so that|in order|would|should|must"
        r"|far from|hopes?|goal|target|to (?:achieve|reach|secure|bring|ensure|attain|move|make))\b"
    ),
    moved=_words(
        rf"\b(?P<a>{WAY})\b[^,.;]{{0,40}}?\b(?P<against_a>{AGAINST})\b"
        rf"|\b(?P<against_b>{AGAINST})\b[^.;]{{0,40}}?\b(?P<b>{WAY})\b"
        rf"|\b(?P<c>{ROSE}|{FELL})\b(?: by| to| from)? ?(?:more than |over |nearly |about )?(?=\d|{HELD}|half|\w+[ -](?:{PART})s?\b)"
        rf"|\b(?:{NOUNS})s?\b[^,.;]{{0,40}}?(?:, ?{HELD},)?[^,.;]{{0,40}}?\b(?P<d>{TIMES}|{FELL}|{ROSE}|{FLAT})\b"
        rf"|{HELD}[^,.;]{{0,16}}?\b(?P<e>{TIMES}|rose|grew|fell|declined|dropped)\b"
        r"|\b(?P<f>(?:record|all-time|new) (?:high|low))\b"
    ),
    ways=(
        (_words("quadrupled|four"), Way(1, 4)),
        (_words("trebled|tripled|three"), Way(1, 3)),
        (_words("doubled|twice|two"), Way(1, 2)),
        (_words("halved"), Way(-1, 0.5)),
        (_words(rf"{FELL}|{FEWER}|\blow$"), Way(-1)),
        (_words("broadly|roughly|almost"), Way(0, slack=ABOUT)),
        (_words(FLAT), Way(0)),
        (_words(rf"{ROSE}|{MORE}|high$"), Way(1)),
    ),
    stretch=_words(STRETCH),
    each_year=_words(EACH_YEAR),
    record=_words(r"\b(?:high|low)$"),
    by=_words(r"[\w ]{2,24}?(?: by| (?P<to>to)| of)? "),
    first=_words(r"\bfor the first time\b|\bfirst[- ]ever\b"),
    pioneer=_words(
        r"\bpioneer(?:ed|ing)?\b|\bunprecedented\b|\bfirst of its kind\b|\bthe first in the (?:province|country|nation|region)\b"
        r"|\bahead of (?:all )?(?:other|the rest)\b|\btook the lead in\b"
    ),
    rank=_words(
        rf"\btop (?P<among>{WORD}|\d{{1,3}})\b"
        rf"|\b(?:ranks?|ranked|came|comes|stands|stood|placed) (?P<nth>{'|'.join(ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))\b"
        r"|\b(?P<low>the (?:fewest|lowest|smallest)|at the bottom|(?:ranks?|ranked|came|comes) last)\b"
        r"|\b(?P<beyond>leads the (?:province|country|nation)|forefront|second to none|unrivalled|among the best)\b"
        r"|\b(?:leads? (?:the|all)|tops the|in the lead|heads the)\b"
        r"|\b(?:the (?:most|highest|largest)(?= (?:people|members|number|figure|of)|[,.;]|$))"
        r"|\b(?P<vague>(?:ranks|ranked) (?:among|high))\b"
    ),
    planned=_words(
        r"\b(?:plans?|planned|planning|intends?|expects?|expected|aims?|hopes?|scheduled|going|due|is|are) to\b"
        r"|\bwill\b|\bplanned\b|\bnext year\b"
    ),
    planned_behind=_words(
        rf"[^,.;{HELD}]{{0,30}}?\b(?:will be|(?:are|is) (?:planned|scheduled|expected|due|to be)|to be held)\b"
    ),
    served=_words(r"\b(?:for|of|with|to|among|invite)\s+(?:the |our |its )?$"),
    done=_words(
        r"\b(?:held|were|was|has|had|(?<!will )have|already|actually|so far|to date|now|currently)\b"
    ),
    summed=_words(r"\bcumulative(?:ly)?\b|\ball told\b|\baltogether\b"),
    since=_words(r"\bsince\b|\bfrom [^,.;]* on(?:wards)?\b|\b(?:19|20)\d{2}\b"),
)
