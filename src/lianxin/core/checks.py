"""System checks on every model: labelled fields, and the refusals that no issue overrides."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.db import models

from lianxin.core.labels import unlabelled

REFUSED_WORDS = (
    "political", "politics", "party_affiliation", "belief", "religion", "faith", "attitude", "loyal", "loyalty", "ideolog", "thinking",
    "opinion_of", "stance", "trust_score", "reliability", "sentiment", "ethnic", "nationality_group", "face_id", "biometric",
    "latitude", "longitude", "location_history", "gps", "donation", "psychological_profile", "risk_score", "person_score",
)  # fmt: skip
ALLOWED_PERSON_NUMBERS = {"id"}
"""Numeric fields that the Person model may hold. A score or rank on a person is refused."""


def refused_fields(all_models: list[type[models.Model]]) -> list[str]:
    """Fields named like a refused trait, and numeric fields on a person that are not allowed by name."""
    bad: list[str] = []
    for model in all_models:
        if not model.__module__.startswith(("lianxin.", "tests.")):
            continue
        for field in model._meta.local_fields:
            name = f"{model._meta.label}.{field.name}"
            if any(word in field.name.lower() for word in REFUSED_WORDS) or (
                getattr(model, "is_person", False)
                and _is_number(field)
                and field.name not in ALLOWED_PERSON_NUMBERS
            ):
                bad.append(name)
    return bad


def _is_number(field: models.Field[Any, Any]) -> bool:
    if field.is_relation:
        return False
    numeric = (models.IntegerField, models.FloatField, models.DecimalField, models.DurationField)
    return isinstance(field, numeric)


@register()
def check_fields(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    ours = list(apps.get_models(include_auto_created=False))
    missing = [
        Error(
            f"{name} has no label.",
            hint="Wrap it: label(field, LABEL) from lianxin.core.labels.",
            id="lianxin.E001",
        )
        for name in unlabelled(ours)
    ]
    refused = [
        Error(
            f"{name} is refused.",
            hint="Lianxin keeps no traits, scores or tracks of a person.",
            id="lianxin.E002",
        )
        for name in refused_fields(ours)
    ]
    return [*missing, *refused]
