"""Labels of model fields: data class, purpose, retention. Every field carries one; a check fails otherwise.

A label answers the three questions that the personal-information law asks of a field: how sensitive is it, why is it
kept, for how long. `label(field, LABEL)` marks a field where it is declared, so that a reader of the model sees it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Field, Model

F = TypeVar("F", bound="Field[Any, Any]")


class DataClass(StrEnum):
    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


@dataclass(frozen=True, slots=True)
class Label:
    """`retention` is a rule in words of the archive classes: with the record, years, or until withdrawn."""

    data_class: DataClass
    purpose: str
    retention: str


PLUMBING = Label(DataClass.INTERNAL, "keep the records together", "with the record")
REFERENCE = Label(DataClass.PUBLIC, "code lists and places", "permanent")
IDENTITY = Label(DataClass.PERSONAL, "know who is meant", "while a tie lasts, then 10 years")
CONTACT = Label(DataClass.PERSONAL, "reach the person", "while a tie lasts")
DOCUMENT_NUMBER = Label(DataClass.SENSITIVE, "tell two people of one name apart", "while a tie lasts")
ORGANISATION = Label(DataClass.PUBLIC, "know which body is meant", "permanent")
TIE = Label(
    DataClass.PERSONAL, "who belongs where, from when to when", "permanent as a count, names 10 years"
)
EVIDENCE = Label(DataClass.INTERNAL, "prove a tie, an adoption, a decision", "30 years")
SOURCE = Label(DataClass.SENSITIVE, "show where a value came from", "until the value is erased")
CONSENT = Label(DataClass.PERSONAL, "prove what a person agreed to", "3 years after withdrawal")
TAKING_PART = Label(DataClass.PERSONAL, "count and certify taking part", "10 years")
CASE = Label(DataClass.SENSITIVE, "answer the matter raised", "10 years after closing")
GATHERING = Label(DataClass.PUBLIC, "tell what is held where and when", "30 years")
PUBLISHED = Label(DataClass.PUBLIC, "publish and sign for", "permanent")
VOTING = Label(DataClass.PERSONAL, "one person one vote", "2 years after the result")
COUNTING = Label(DataClass.INTERNAL, "compute and prove figures", "permanent")
AUDIT = Label(DataClass.INTERNAL, "show who did and read what", "at least 183 days")
ACCOUNT = Label(DataClass.PERSONAL, "sign in", "while the account lasts")
STOP = Label(DataClass.PERSONAL, "not to take in again who was erased", "until a fresh consent")


def label(field: F, of: Label) -> F:
    """Mark `field` with its label and return it."""
    field.lianxin_label = of  # type: ignore[attr-defined]
    return field


def label_of(field: Field[Any, Any]) -> Label | None:
    return getattr(field, "lianxin_label", None)


def unlabelled(models: Iterator[type[Model]] | list[type[Model]]) -> list[str]:
    """Names of our fields without a label; the implicit id and Django's own parents are excepted."""
    missing: list[str] = []
    for model in models:
        if not model.__module__.startswith("lianxin."):
            continue
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            if getattr(field, "auto_created", False) or not field.model.__module__.startswith("lianxin."):
                continue
            if label_of(field) is None and not _inherited(model, field.name):
                missing.append(f"{model._meta.label}.{field.name}")
    return missing


def _inherited(model: type[Model], name: str) -> bool:
    """Fields of Django's abstract users are labelled as one by the model's `inherited_label`."""
    return name in getattr(model, "inherited_fields", ())
