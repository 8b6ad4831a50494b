"""Invents people and bodies, the same ones at every load: names of nobody, phones and numbers that no list gave."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field

from lianxin.reference.codes import check_digit
from lianxin.sample.city import words

SEED = "dalian 2017-07-14"
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

DISTRICTS = {
    "210202": ("中山区", 19), "210203": ("西岗区", 13), "210204": ("沙河口区", 18), "210211": ("甘井子区", 17), "210212": ("旅顺口区", 5),
    "210213": ("金州区", 12), "210214": ("普兰店区", 5), "210224": ("长海县", 2), "210281": ("瓦房店市", 5), "210283": ("庄河市", 4),
}  # fmt: skip
"""Code, name and share in a hundred of the ten district-level units; the shares are ours."""


def dice(what: str) -> random.Random:
    """Chance of its own for each part, so that a change in one part does not shift the others."""
    return random.Random(f"{SEED}: {what}")  # noqa: S311  invented data, nothing is kept secret with it


@dataclass(slots=True, eq=False)
class Invented:
    """Somebody who does not exist, as their association's list has them. `pk` is their party once a list came in."""

    name: str
    sex: str
    birth: dt.date
    phone: str
    district: str
    employer: str = ""
    position: str = ""
    stratum: str = ""
    number: str = ""
    pk: int = 0
    marks: set[str] = field(default_factory=set)


class Inventor:
    """Gives people, phones and codes of which no two are alike."""

    def __init__(self) -> None:
        self._dice = dice("people")
        self._names: set[str] = set()
        self._phones: set[str] = set()
        self._codes: set[str] = set()

    def person(
        self, *, born: tuple[int, int] = (1955, 1992), same_name_as: Invented | None = None
    ) -> Invented:
        """A new person; `same_name_as` makes somebody else of the same name, who stays somebody else."""
        d = self._dice
        sex = same_name_as.sex if same_name_as else d.choice("男女")
        birth = dt.date(d.randint(*born), d.randint(1, 12), d.randint(1, 28))
        name = same_name_as.name if same_name_as else self._name(sex)
        return Invented(name, sex, birth, self.phone(), self.district())

    def people(self, count: int, *, born: tuple[int, int] = (1955, 1992)) -> list[Invented]:
        return [self.person(born=born) for _ in range(count)]

    def district(self) -> str:
        """A district's name, the big ones more often."""
        names, shares = zip(*DISTRICTS.values(), strict=True)
        return str(self._dice.choices(names, shares)[0])

    def phone(self) -> str:
        while True:
            number = f"1{self._dice.choice('3456789')}{self._dice.randrange(10**9):09d}"
            if number not in self._phones:
                self._phones.add(number)
                return number

    def citizen_number(self, who: Invented) -> str:
        """A number with a valid check digit for the invented birthday (GB 11643), area codes of the city."""
        order = self._dice.randrange(1, 499) * 2 + (who.sex == "男")
        head = f"{self._dice.choice(list(DISTRICTS))}{who.birth:%Y%m%d}{order:03d}"
        return head + check_digit(head)

    def credit_code(self, form: str) -> str:
        """A code with both check characters right (GB 32100); `form` are its first two characters, e.g. 51."""
        while True:
            inner = "".join(self._dice.choice("0123456789") for _ in range(8))
            rest = (11 - sum(w * int(c) for w, c in zip(INNER_WEIGHTS, inner, strict=True)) % 11) % 11
            body = f"{form}210200{inner}{'X' if rest == 10 else rest}"
            total = sum(w * CREDIT_ALPHABET.index(c) for w, c in zip(CREDIT_WEIGHTS, body, strict=True))
            code = body + CREDIT_ALPHABET[(31 - total % 31) % 31]
            if code not in self._codes:
                self._codes.add(code)
                return code

    def _name(self, sex: str) -> str:
        given = words.MEN if sex == "男" else words.WOMEN
        while True:
            name = self._dice.choice(words.SURNAMES) + self._dice.choice(given)
            if self._dice.random() < 0.86:
                name += self._dice.choice(given)
            if len(name) == 3 and name[1] == name[2] and self._dice.random() < 0.8:
                continue
            if name not in self._names:
                self._names.add(name)
                return name
