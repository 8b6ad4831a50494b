"""Finding people and organisations: characters, pinyin, initials, the other script, phone, document number, credit code.

What is found is what the reader may see, by values that they may know: a phone that only another association's list gives
finds nobody for a liaison officer.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import DateField, F, IntegerField, Q, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from lianxin.access.actors import Actor
from lianxin.access.conditions import Condition, either
from lianxin.access.rules import visible
from lianxin.core.names import name_key
from lianxin.register.enums import KeyKind
from lianxin.register.keys import TAIL, key_digest, only_digits, phones_in
from lianxin.register.models import Import, Organisation, PartyKey, Person
from lianxin.register.queries.called import BODIES, PEOPLE, Likely, Side, called, naming
from lianxin.register.queries.values import given_to, limited_bodies, limited_people, shown_among
from lianxin.register.reach import TEXTS_AT_MOST, Found, Hit, Worded, worded_sources

CREDIT_CODE = re.compile(r"^[0-9A-HJ-NPQRTUWXY]{8,18}$")
NUMBER = re.compile(r"^\+?[0-9][0-9-]*$")
DOCUMENT = re.compile(r"^(?=.*[0-9].*[0-9])[0-9A-Z]{6,18}$")
PHONE_AT_LEAST, LONGEST_PHONE = 7, 12


def search(text: str, actor: Actor, limit: int = 12) -> list[Found]:
    """What answers to the text over all sources, each with at most `limit` hits; sources whose model is closed are silent."""
    likely = Likely(text, PEOPLE, BODIES)
    found = [*_people(text, actor, limit, likely), *_bodies(text, actor, limit, likely)]
    return found + worded(text, actor, limit)


def worded(text: str, actor: Actor, limit: int = 12) -> list[Found]:
    """Records of the apps above that answer by their words, at most `limit` of each source. One statement."""
    sources = list(worded_sources)
    parts = []
    for number, source in enumerate(sources):
        rows = source.rows(text, actor)
        if rows is not None:
            # A database may refuse a limit inside of a union: the first of them stand as a list of ids.
            first = rows.model._default_manager.filter(pk__in=rows.values("pk")[:limit]).order_by()
            parts.append(first.annotate(**_columns(number, source)).values_list("of", "pk", *_TEXTS, "on"))
    hits: dict[int, list[Hit]] = {}
    for number, pk, *texts, on in parts[0].union(*parts[1:], all=True) if parts else ():
        hits.setdefault(number, []).append(Hit(pk, tuple(texts[: len(sources[number].texts)]), on))
    return [
        source.found(hit) for number, source in enumerate(sources) for hit in _latest_first(hits.get(number, []))
    ]


_TEXTS = tuple(f"text_{number}" for number in range(TEXTS_AT_MOST))


def _columns(number: int, source: Worded) -> dict[str, Any]:
    """The same columns, of the same types, for every source."""
    names = [*source.texts, *[""] * (TEXTS_AT_MOST - len(source.texts))]
    texts = {
        column: Cast(F(name) if name else Value(""), TextField()) for column, name in zip(_TEXTS, names, strict=True)
    }
    on = Cast(F(source.day) if source.day else Value(None), DateField())
    return {"of": Value(number, IntegerField()), **texts, "on": on}


def _latest_first(hits: list[Hit]) -> list[Hit]:
    by_name = sorted(hits, key=lambda hit: hit.texts[0])
    return sorted(by_name, key=lambda hit: (hit.day or dt.date.min, hit.pk if hit.day else 0), reverse=True)


def find_people(text: str, actor: Actor, limit: int = 12) -> list[Person]:
    """People by name, phone or document number, exact names first."""
    ids = _ids_of_people(text, actor, limit)
    people = Person.objects.in_bulk(ids)
    return [people[pk] for pk in ids if pk in people]


def _ids_of_people(text: str, actor: Actor, limit: int, likely: Likely | None = None) -> list[int]:
    if not actor.may_any("view", Person):
        return []
    ids = _by_number(PEOPLE, text, actor)
    return called(PEOPLE, text, actor, limit, likely) if ids is None else ids[:limit]


def find_organisations(
    text: str, actor: Actor, limit: int = 12, likely: Likely | None = None
) -> list[Organisation]:
    """Organisations by name, phone or credit code, exact names first."""
    if not actor.may_any("view", Organisation):
        return []
    if code := credit_code_in(text):
        rows = visible(BODIES.standing(), actor).filter(credit_code__startswith=code)
        return list(rows.order_by("credit_code")[:limit])
    ids = _by_number(BODIES, text, actor)
    if ids is None:
        ids = called(BODIES, text, actor, limit, likely)
    bodies = Organisation.objects.in_bulk(ids[:limit])
    return [bodies[pk] for pk in ids[:limit] if pk in bodies]


def people_named(text: str, actor: Actor) -> Condition:
    """The same as a condition of a long list: its rows stand together in the order of names."""
    ids = _by_number(PEOPLE, text, actor)
    return either(Person.objects.filter(pk__in=ids).values("pk")) if ids is not None else naming(PEOPLE, text, actor)


def people_answering(text: str, actor: Actor) -> Q:
    """The filter of a list of people: by name, or by a number that the reader may know."""
    return people_named(text, actor).q


def organisations_answering(text: str, actor: Actor) -> Q:
    """The filter of a list of bodies: by name, credit code, or a phone that the reader may know."""
    if code := credit_code_in(text):
        return Q(credit_code__startswith=code)
    ids = _by_number(BODIES, text, actor)
    return naming(BODIES, text, actor).q if ids is None else Q(pk__in=ids)


def credit_code_in(text: str) -> str:
    """The beginning of a credit code: eight signs with digits and letters, or more digits than a phone has; else ""."""
    code = name_key(text).upper()
    has_both = any(sign.isdigit() for sign in code) and not code.isdigit()
    return code if CREDIT_CODE.match(code) and (has_both or len(code) > LONGEST_PHONE) else ""


def _by_number(side: Side, text: str, actor: Actor) -> list[int] | None:
    """Parties by a phone, its last digits (four at least) or a document number, by what the reader may know; None for no number."""
    asked = name_key(text).upper()
    digits = only_digits(asked) if NUMBER.match(asked) else ""
    keys: list[tuple[KeyKind, str]] = []
    if digits:
        if len(digits) >= PHONE_AT_LEAST:
            keys.append((KeyKind.PHONE, key_digest(KeyKind.PHONE, digits)))
        if len(digits) >= TAIL:
            keys.append((KeyKind.PHONE_TAIL, key_digest(KeyKind.PHONE_TAIL, digits[-TAIL:])))
    if side is PEOPLE and DOCUMENT.match(asked):
        keys.append((KeyKind.DOCUMENT, key_digest(KeyKind.DOCUMENT, asked)))
    if not digits and not keys:
        return None
    wanted = Q()
    for kind, digest in keys:
        wanted |= Q(kind=kind, digest=digest)
    found = _given(side, wanted, digits, actor) if keys else []
    # Letters and digits may be a document number as well as a name: what is no number of anybody is looked for as a name.
    return found if digits or found else None


def _given(side: Side, wanted: Q, digits: str, actor: Actor) -> list[int]:
    """Those to whom a row that the reader may know gives the number, by name."""
    keys = PartyKey.objects.filter(
        wanted, **{f"mention__{side.column}__isnull": False}, mention__row__imported__state=Import.State.COMMITTED
    )
    held: dict[int, set[int]] = {}
    for pk, mention in keys.values_list(f"mention__{side.column}", "mention_id").distinct():
        held.setdefault(pk, set()).add(mention)
    if not held:
        return []
    seen = visible(side.standing().filter(pk__in=list(held)), actor, few=True).order_by("sort_key", "pk")
    ids = list(seen.values_list("pk", flat=True))
    limited = (limited_people if side is PEOPLE else limited_bodies)(ids, actor)
    asked = [mention for pk in ids for mention in held[pk]]
    answering_keys = keys.filter(mention_id__in=asked)
    if limited:
        open_to = Q(**{f"mention__{side.column}__in": list(set(ids) - limited)})
        answering_keys = answering_keys.filter(given_to(actor, "mention__") | open_to)
    if len(digits) == TAIL:
        known = set(answering_keys.values_list(f"mention__{side.column}", flat=True))
    else:
        known = {
            getattr(key.mention, side.column)
            for key in answering_keys.select_related("mention")
            if key.kind != KeyKind.PHONE_TAIL or _ends_with(phones_in(key.mention.values), digits)
        }
    return [pk for pk in ids if pk in known]


def _ends_with(phones: Sequence[str], digits: str) -> bool:
    """The digest covers the last four digits; longer tails are compared in clear."""
    return any(only_digits(phone).endswith(digits) for phone in phones)


def _people(text: str, actor: Actor, limit: int, likely: Likely) -> Iterable[Found]:
    ids = _ids_of_people(text, actor, limit, likely)
    shown = shown_among(ids, actor) if ids else {}
    for pk in ids:
        if pk in shown:
            yield Found(_("person"), shown[pk].name, Person(pk=pk), shown[pk].birth[:4])


def _bodies(text: str, actor: Actor, limit: int, likely: Likely) -> Iterable[Found]:
    for body in find_organisations(text, actor, limit, likely):
        yield Found(_("organisation"), body.name, body, body.get_kind_display())
