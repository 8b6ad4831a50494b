"""What names a person in text: their names and numbers as patterns, and which of them are theirs alone.

A number that nobody else bears, and a name that nobody else bears, name the person wherever they stand. Names and office
or family phones that others share name the person only in records that lead to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from lianxin.core.names import name_key, other_script, tidy_name
from lianxin.reference.models import Place
from lianxin.register.enums import KeyKind
from lianxin.register.keys import key_digest, only_digits, phones_in
from lianxin.register.models import Mention, Organisation, PartyKey, Person

MARK = "〔已删除〕"
"""What stands in a text where an erased person's name or number stood."""
ADDRESS_AT_LEAST = 8
"""Shorter addresses are names of places."""


@dataclass(frozen=True, slots=True)
class Traces:
    """`own` are strings that name nobody else, `shared` those that others bear too; `longer` are words that contain one of
    them and mean somebody or something else: 王伟 in 王伟强.
    """

    own: re.Pattern[str] | None
    everything: re.Pattern[str] | None
    longer: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()

    def scrub(self, text: str, *, linked: bool = False) -> str:
        """The text with what names the person marked; a text that is nothing else becomes empty.

        `linked` texts lead to the person; elsewhere shared strings stay, unless something of their own stands beside.
        """
        if not text or self.everything is None:
            return text
        whole = linked or (self.own is not None and self._sub(self.own, text) != text)
        out = self._sub(self.everything, text) if whole else text
        return "" if out != text and not out.replace(MARK, "").strip(" 、，,;；()（）") else out

    def scrub_value(self, value: Any, *, linked: bool = False) -> Any:
        """The same for every text inside a JSON value; list items that become empty go."""
        if isinstance(value, str):
            return self.scrub(value, linked=linked)
        if isinstance(value, Mapping):
            return {
                self.scrub(str(key), linked=linked) or str(key): self.scrub_value(one, linked=linked)
                for key, one in value.items()
            }
        if isinstance(value, list):
            scrubbed = [(one, self.scrub_value(one, linked=linked)) for one in value]
            return [after for before, after in scrubbed if after or after == before]
        return value

    def _sub(self, pattern: re.Pattern[str], text: str) -> str:
        if not pattern.search(text):
            return text
        if self.longer:
            either = re.compile(
                f"(?P<longer>{'|'.join(map(re.escape, self.longer))})|(?:{pattern.pattern})", pattern.flags
            )
            return either.sub(lambda found: found["longer"] or MARK, text)
        return pattern.sub(MARK, text)


def traces_of(ids: Iterable[int]) -> Traces:
    """The traces of people who are one (a person and whoever was merged into them), read from all that lists say."""
    people = sorted(ids)
    said = list(Mention.objects.filter(person_id__in=people).values_list("values", flat=True))
    said += list(
        Person.objects.filter(pk__in=people).values("name", "document_number", "phone", "email", "address")
    )
    names = {name for one in said if (name := str(one.get("name") or "").strip()) and _is_whole(name)}
    forms = {form for name in names for form in (name, *other_script(name))}
    taken = _borne_by_others(forms, people)
    numbers, shared = _numbers(said, people)
    own = [*map(_name_pattern, sorted(forms - taken, key=len, reverse=True)), *numbers]
    everything = [*map(_name_pattern, sorted(forms, key=len, reverse=True)), *numbers, *shared]
    plain = tuple(sorted(forms)) + tuple(
        sorted(
            {
                str(one.get(key))
                for one in said
                for key in ("document_number", "email", "address")
                if one.get(key)
            }
            | _phones(said)
        )
    )
    return Traces(_pattern(own), _pattern(everything), tuple(_longer_words(forms, people)), plain)


def _pattern(parts: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


def _is_whole(name: str) -> bool:
    return len(name) > 1 and not tidy_name(name).family_only


def _name_pattern(name: str) -> str:
    """A name with or without spaces between its characters; Latin ones as whole words."""
    if name.isascii():
        return r"(?<![A-Za-z])" + r"\s+".join(map(re.escape, name.split())) + r"(?![A-Za-z])"
    return r"[\s\u3000]*".join(re.escape(one) for one in name if not one.isspace())


def _number_pattern(digits: str) -> str:
    """A number however it is grouped, and not within a longer one."""
    return r"(?<!\d)" + r"[\s\-]?".join(map(re.escape, digits)) + r"(?!\d)"


def _phones(said: Iterable[Mapping[str, Any]]) -> set[str]:
    return {digits for one in said for phone in phones_in(one) if len(digits := only_digits(phone)) >= 7}


def _numbers(said: list[dict[str, Any]], people: list[int]) -> tuple[list[str], list[str]]:
    """Patterns of numbers, e-mails and addresses: those of this person alone, and phones that others have too."""
    phones = _phones(said)
    others = PartyKey.objects.filter(kind=KeyKind.PHONE).exclude(mention__person_id__in=people)
    by_digest = {key_digest(KeyKind.PHONE, phone): phone for phone in phones}
    held = others.filter(digest__in=by_digest, mention__person__isnull=False).values_list("digest", flat=True)
    shared = {by_digest[value] for value in held}
    bodies = others.filter(digest__in=by_digest, mention__organisation__isnull=False).values_list(
        "digest", flat=True
    )
    # The phone of an office stays the office's; a mobile that a firm gives as its own is somebody's.
    offices = {phone for value in bodies if len(phone := by_digest[value]) != 11 or phone[0] != "1"}
    own = [_number_pattern(phone) for phone in sorted(phones - shared - offices)]
    for key in ("document_number", "licence_number", "email", "address"):
        values = {str(one.get(key) or "").strip() for one in said}
        least = ADDRESS_AT_LEAST if key == "address" else 5
        pattern = re.escape if key in {"email", "address"} else _number_pattern
        own += [pattern(value) for value in sorted(values) if len(value) >= least]
    return own, [_number_pattern(phone) for phone in sorted(shared - offices)]


def _borne_by_others(forms: set[str], people: list[int]) -> set[str]:
    """Names that somebody else in the register bears."""
    keys = {name_key(form): form for form in forms}
    rows = Mention.objects.filter(name_key__in=keys, person__isnull=False).exclude(person_id__in=people)
    taken = {keys[key] for key in rows.values_list("name_key", flat=True).distinct()}
    named = Person.objects.filter(name__in=forms).exclude(pk__in=people)
    return taken | set(named.values_list("name", flat=True))


def _longer_words(forms: set[str], people: list[int]) -> list[str]:
    """Names of people, bodies and places that contain one of these names."""
    found: set[str] = set()
    for form in forms:
        found.update(
            Person.objects.filter(name__contains=form)
            .exclude(pk__in=people)
            .values_list("name", flat=True)[:500]
        )
        bodies = Organisation.objects.filter(Q(name__contains=form) | Q(short_name__contains=form))
        found.update(
            word for pair in bodies.values_list("name", "short_name")[:500] for word in pair if form in word
        )
        found.update(Place.objects.filter(name__contains=form).values_list("name", flat=True)[:500])
    return sorted(found - forms, key=len, reverse=True)
