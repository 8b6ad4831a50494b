"""Errors that a user can act on: one translated sentence that says what is wrong and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


class LianxinError(Exception):
    """Base of all errors whose sentence may be shown to the user. Never put personal data into it."""

    def __init__(self, sentence: _StrOrPromise) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


class BadInput(LianxinError):
    """What the user gave cannot be used: a file, a field, a parameter."""


class Conflict(LianxinError):
    """The record has moved on since the user looked: a move that is no longer legal, a seat that is gone."""


class NotAllowed(LianxinError, PermissionDenied):
    """The actor may not do this. `why` lists, in words, who may."""

    def __init__(self, sentence: _StrOrPromise, why: tuple[str, ...] = ()) -> None:
        LianxinError.__init__(self, sentence)
        self.why = why


class UnknownName(LianxinError, KeyError):
    """A name (of a measure, a place, a kind, a report) that nobody declared; the sentence lists the known ones."""
