"""How people are compared: which pairs are looked at, and what the agreement of each part is worth.

Levels of a comparison stand from the strongest down; the first that holds counts. Their names are what stored evidence
and the page of the model speak of. Probabilities come from a `Model`.
"""

from __future__ import annotations

from lianxin.linkage.settings import Comparison, Level, Question

_ONE_OFF = " + ".join(f"(substr(name_l, {i}, 1) <> substr(name_r, {i}, 1))::int" for i in range(1, 6))
_NEAR_BIRTH = """birth_l is not null and birth_r is not null and (
    abs(date_diff('day', birth_l, birth_r)) <= 62
    or strftime(birth_l, '%m-%d') = strftime(birth_r, '%m-%d')
    or levenshtein(strftime(birth_l, '%Y%m%d'), strftime(birth_r, '%Y%m%d')) <= 1
    or (year(birth_l) = year(birth_r) and month(birth_l) = day(birth_r) and day(birth_l) = month(birth_r)))"""

COMPARISONS = (
    Comparison(
        "name",
        "",
        (
            Level("same", "name_l = name_r", frequency="name"),
            Level("sound", "reading_l = reading_r"),
            Level("shape", "characters_l = characters_r and levenshtein(strokes_l, strokes_r) <= 2"),
            Level(
                "family",
                "(part_l or part_r) and (starts_with(name_l, name_r) or starts_with(name_r, name_l))",
            ),
            Level(
                "given",
                "(characters_l = characters_r + 1 and name_r = substr(name_l, 2))"
                " or (characters_r = characters_l + 1 and name_l = substr(name_r, 2))",
            ),
            Level(
                "start",
                "(starts_with(name_l, name_r) or starts_with(name_r, name_l)) and least(characters_l, characters_r) >= 2",
            ),
            Level("one_off", f"characters_l = characters_r and characters_l >= 3 and ({_ONE_OFF}) = 1"),
            Level("other", ""),
        ),
    ),
    Comparison(
        "document",
        "number_l is null or number_r is null",
        (
            Level("same", "document_l = document_r"),
            Level(
                "near",
                "(document_l is null or document_r is null) and length(number_l) = 18 and length(number_r) = 18"
                " and damerau_levenshtein(number_l, number_r) <= 1",
            ),
            Level("head", "(document_l is null or document_r is null) and head_l = head_r"),
            Level("other", "document_l is not null and document_r is not null"),
            Level("damaged", ""),
        ),
    ),
    Comparison(
        "mobile",
        "len(mobiles_l) = 0 or len(mobiles_r) = 0",
        (
            Level("own", "list_has_any(mobiles_l, mobiles_r) and not (shared_l and shared_r)"),
            Level("shared", "list_has_any(mobiles_l, mobiles_r)"),
            Level("near", "damerau_levenshtein(mobiles_l[1], mobiles_r[1]) <= 1"),
            Level("other", ""),
        ),
    ),
    Comparison(
        "email",
        "email_l is null or email_r is null",
        (Level("same", "email_l = email_r"), Level("other", "")),
    ),
    Comparison(
        "landline",
        "landline_l is null or landline_r is null",
        (Level("same", "landline_l = landline_r"), Level("other", "")),
    ),
    Comparison(
        "birth",
        "birth_month_l is null or birth_month_r is null",
        (
            Level("day", "birth_l = birth_r"),
            Level("month", "birth_month_l = birth_month_r and (birth_l is null or birth_r is null)"),
            Level("near", _NEAR_BIRTH),
            Level("other", ""),
        ),
    ),
    Comparison("sex", "sex_l is null or sex_r is null", (Level("same", "sex_l = sex_r"), Level("other", ""))),
    Comparison(
        "employer",
        "employer_l is null or employer_r is null",
        (
            Level("same", "employer_l = employer_r", frequency="employer"),
            Level(
                "short",
                "(starts_with(core_l, core_r) or starts_with(core_r, core_l)) and branch_l = branch_r",
            ),
            Level("other", ""),
        ),
    ),
    Comparison(
        "address",
        "address_l is null or address_r is null",
        (Level("same", "address_l = address_r", frequency="address"), Level("other", "")),
    ),
)

BLOCKS = (
    "l.document = r.document",
    "l.email = r.email",
    "l.name = r.name and l.birth_month = r.birth_month",
    "l.name = r.name and l.employer = r.employer",
    "l.name = r.name and l.brand = r.brand",
    "l.name = r.name and l.address = r.address",
    "l.name = r.name and l.head = r.head",
    "l.reading = r.reading and l.employer = r.employer",
    "l.reading = r.reading and l.birth = r.birth",
    "l.reading = r.reading and l.landline = r.landline",
    "l.family = r.family and l.landline = r.landline",
)
"""Two records are compared when one of these holds, or when they share a mobile."""

PEOPLE = Question("people", COMPARISONS, BLOCKS, explode=("mobiles",))

IDENTIFIERS = {
    "document": {"same", "near"},
    "mobile": {"own", "shared"},
    "email": {"same"},
    "landline": {"same"},
    "birth": {"day"},
    "address": {"same"},
}
"""Levels that identify beside a name; an employer does so only for a name that is rare (its weight says whether)."""

NAMES_THAT_AGREE = {"same", "sound", "shape", "family", "given", "start"}
