"""A flow is a table of moves: from, to, who may, what must be given, what the clock does, whose turn is next."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from lianxin.core.errors import UnknownName

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


class Phase(StrEnum):
    """What a stage means to counting, the same in every flow."""

    DRAFT = "draft"
    OPEN = "open"
    PAUSED = "paused"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


CLOSED_PHASES = frozenset({Phase.DONE, Phase.REFUSED, Phase.WITHDRAWN})


class Clock(StrEnum):
    """What a move does to the record's deadline."""

    KEEP = "keep"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    STOP = "stop"


class NeedKind(StrEnum):
    """The form widget and check of something that must be given with a move."""

    TEXT = "text"
    DATE = "date"
    CHOICE = "choice"
    PERSON = "person"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    NUMBER = "number"
    YES = "yes"


@dataclass(frozen=True, slots=True)
class Need:
    """Something given with a move. A sealed text goes into the step's sealed note, never into its data."""

    key: str
    label: _StrOrPromise
    kind: NeedKind = NeedKind.TEXT
    required: bool = True
    choices: tuple[tuple[str, _StrOrPromise], ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """`name` is what staff read, `public_name` what the person concerned reads (the same if empty)."""

    code: str
    name: _StrOrPromise
    phase: Phase = Phase.OPEN
    public_name: _StrOrPromise = ""


@dataclass(frozen=True, slots=True)
class Move:
    """`verb` is the verb that the rules of the model are asked: who may make the move. `turn` says whose move is next."""

    code: str
    name: _StrOrPromise
    sources: tuple[str, ...]
    target: str
    verb: str
    needs: tuple[Need, ...] = ()
    clock: Clock = Clock.KEEP
    turn: str = ""
    public: bool = True
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """The first stage is where records start. `days` names the dated rule of the deadline; `unit` is workdays, days or months."""

    stages: tuple[Stage, ...]
    moves: tuple[Move, ...]
    days: str = ""
    unit: str = "workdays"
    _stage: dict[str, Stage] = field(init=False, repr=False, compare=False, hash=False)
    _move: dict[str, Move] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_stage", {stage.code: stage for stage in self.stages})
        object.__setattr__(self, "_move", {move.code: move for move in self.moves})
        for move in self.moves:
            for code in (*move.sources, move.target):
                if code not in self._stage:
                    raise ValueError(f"move {move.code}: no stage {code}")
        if len(self._move) != len(self.moves):
            raise ValueError("two moves of one code")

    @property
    def start(self) -> Stage:
        return self.stages[0]

    def stage(self, code: str) -> Stage:
        """The stage; an unknown one (of an older version) reads as open under its own code."""
        return self._stage.get(code) or Stage(code, code)

    def move(self, code: str) -> Move:
        if code not in self._move:
            raise UnknownName(f"There is no move “{code}”. Known: {', '.join(self._move)}")
        return self._move[code]

    def moves_from(self, stage: str) -> list[Move]:
        return [move for move in self.moves if stage in move.sources]

    def in_phase(self, *phases: Phase) -> list[str]:
        """Codes of the stages of these phases."""
        return [stage.code for stage in self.stages if stage.phase in phases]
