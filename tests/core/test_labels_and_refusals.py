"""Every field is labelled; no field may hold a trait, a score or a track of a person."""

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from lianxin.core.checks import refused_fields
from lianxin.core.labels import PLUMBING, label, unlabelled


def test_every_field_of_the_house_is_labelled_and_allowed() -> None:
    ours = list(apps.get_models(include_auto_created=False))
    assert unlabelled(ours) == []
    assert refused_fields(ours) == []


@pytest.mark.parametrize("name", ["political_status", "attitude", "belief", "loyalty_score", "religion", "risk_score"])
def test_a_field_named_like_a_trait_is_refused(name: str) -> None:
    with isolate_apps("lianxin.register"):
        attrs = {"__module__": "lianxin.register.models", name: label(models.CharField(max_length=1), PLUMBING)}
        attrs["Meta"] = type("Meta", (), {"app_label": "register"})
        model = type("Trial", (models.Model,), attrs)
        assert refused_fields([model]) == [f"register.Trial.{name}"]


def test_a_number_on_a_person_is_refused_unless_allowed_by_name() -> None:
    with isolate_apps("lianxin.register"):

        class Trial(models.Model):
            __module__ = "lianxin.register.models"
            is_person = True
            points = label(models.IntegerField(), PLUMBING)
            weight = label(models.FloatField(), PLUMBING)
            name = label(models.CharField(max_length=9), PLUMBING)

            class Meta:
                app_label = "register"

        assert refused_fields([Trial]) == ["register.Trial.points", "register.Trial.weight"]


def test_an_unlabelled_field_is_named() -> None:
    with isolate_apps("lianxin.register"):

        class Trial(models.Model):
            __module__ = "lianxin.register.models"
            name = models.CharField(max_length=9)

            class Meta:
                app_label = "register"

        assert unlabelled([Trial]) == ["register.Trial.name"]
