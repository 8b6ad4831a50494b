"""The register of processing, made from the labels of the fields: what is kept, why, for how long (article 17)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps
from django.utils.translation import gettext as _

from lianxin.core.labels import DataClass, Label, label_of

if TYPE_CHECKING:
    from collections.abc import Iterator

PERSONAL = (DataClass.PERSONAL, DataClass.SENSITIVE)


@dataclass(frozen=True, slots=True)
class Purpose:
    """One label with the fields that bear it."""

    label: Label
    fields: list[str]

    @property
    def purpose(self) -> str:
        return _(self.label.purpose)

    @property
    def retention(self) -> str:
        return _(self.label.retention)

    @property
    def data_class(self) -> str:
        return _(self.label.data_class.value)


def labelled_fields() -> Iterator[tuple[str, str, Label]]:
    """Model, field and label of every field of ours."""
    for model in apps.get_models():
        if model.__module__.startswith("lianxin."):
            for field in model._meta.local_fields:
                label = label_of(field)
                if label is not None:
                    yield model._meta.label, field.name, label


def processing(classes: tuple[DataClass, ...] = PERSONAL) -> list[Purpose]:
    """One line per purpose of the fields of these classes, the sensitive ones first."""
    by_label: dict[Label, list[str]] = defaultdict(list)
    for model, field, label in labelled_fields():
        if label.data_class in classes:
            by_label[label].append(f"{model}.{field}")
    order = list(DataClass)
    found = [Purpose(label, fields) for label, fields in by_label.items()]
    return sorted(found, key=lambda line: (-order.index(line.label.data_class), line.label.purpose))
