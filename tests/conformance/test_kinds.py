"""Every kind declares itself whole: a folder of its own, names, a schema that refuses the unknown, no party in its JSON."""

from __future__ import annotations

import inspect
import re
import types
import typing
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override
from pydantic import BaseModel, ValidationError
from tests.conformance.families import FAMILIES, KINDS
from tests.conformance.test_flows import has_chinese

from lianxin.core.checks import REFUSED_WORDS
from lianxin.flows.kind import Details, Kind
from lianxin.matters.kind import matter_kinds
from lianxin.ui.icons import NAMES as ICONS

EACH = pytest.mark.parametrize("name", KINDS)
WANTED = {
    "gatherings": {"joint_conference", "training_class", "forum", "salon", "visit", "activity"},
    "matters": {
        "feedback", "counselling", "mediation", "rights_advice", "legal_aid", "need", "action_item", "proposal", "nomination",
        "placement_request", "student_grant", "startup_project", "organisation_rating", "membership_application", "data_request",
        "record_contest",
    },
    "bulletins": {"bimonthly", "issued_document", "notice", "column"},
    "ballots": {"contest", "poll", "election"},
}  # fmt: skip
NAMES_A_PARTY = re.compile(
    r"(^|_)(id|ids|pk|person|people|organisation|organisations|party|parties|member|members|user|raiser|author|mentor|handler|"
    r"speaker|delegate|phone|email|name)s?$"
)


@pytest.mark.parametrize("app", WANTED)
def test_the_kinds_of_the_plan_are_there(app):
    assert WANTED[app] <= {name.split(".")[1] for name in KINDS if name.startswith(f"{app}.")}


@EACH
def test_a_kind_has_a_folder_of_its_own(name):
    kind, model = KINDS[name]
    folder = Path(inspect.getfile(kind)).parent
    assert folder.name == kind.key, f"{kind.__name__} stands in {folder}"
    assert folder.parent.name == "kinds"
    assert kind.__module__.startswith(f"lianxin.{model._meta.app_label}.kinds.")


@EACH
def test_a_kind_is_named_in_both_languages(name):
    kind, _model = KINDS[name]
    texts = [kind.name, kind.plural, *(text for _key, text in getattr(kind, "categories", ()))]
    with override("zh-hans"):
        assert [str(text) for text in texts if not has_chinese(text)] == []
    with override("en"):
        assert [str(text) for text in texts if has_chinese(text)] == []


@EACH
def test_a_kind_has_an_icon_of_the_sprite(name):
    assert KINDS[name][0].icon in ICONS


@EACH
def test_details_go_through_json_unchanged(name):
    schema = KINDS[name][0].details
    assert issubclass(schema, Details)
    first = schema.model_validate(sample_of(schema))
    stored = first.model_dump(mode="json")
    assert schema.model_validate(stored) == first
    assert schema.model_validate_json(first.model_dump_json()) == first


@EACH
def test_details_refuse_what_no_field_is_for(name):
    schema = KINDS[name][0].details
    for word in ("attitude", "person_id", "remark"):
        with pytest.raises(ValidationError):
            schema.model_validate({**sample_of(schema), word: "x"})


@EACH
def test_no_party_and_no_trait_stands_in_details(name):
    bad = [field for field in fields_of(KINDS[name][0].details) if names_a_party(field) or is_refused(field)]
    assert bad == []


@pytest.mark.parametrize("field", ["person_id", "mentor", "organisation", "member_ids", "authors", "phone"])
def test_a_field_that_names_a_party_would_be_found(field):
    assert names_a_party(field)


@pytest.mark.parametrize("field", ["theme", "topics", "place_type", "amount_asked", "persons_expected", "reminded"])
def test_a_field_that_names_none_is_let_through(field):
    assert not names_a_party(field)


@pytest.mark.parametrize(("family", "model"), FAMILIES, ids=[model.__name__ for _family, model in FAMILIES])
def test_a_kind_that_nobody_declares_any_more_stays_readable(family, model):
    lost = model(kind="gone", stage="somewhere")
    assert lost.flow.moves == ()
    assert lost.stage_now.code == "somewhere"
    assert str(family.of("gone").name)


def test_confidential_matters_hide_content_from_ranks():
    """Kinds about a person's trouble are compartments; the offices see lines and counts of them."""
    closed = {kind.key for kind in matter_kinds if kind.confidential}
    assert {"counselling", "mediation", "rights_advice", "legal_aid", "feedback", "need", "data_request"} <= closed


def names_a_party(field: str) -> bool:
    return bool(NAMES_A_PARTY.search(field))


def is_refused(field: str) -> bool:
    return any(word in field for word in REFUSED_WORDS)


def fields_of(schema: type[BaseModel]) -> list[str]:
    """Names of a schema's fields and of those nested in it."""
    names = []
    for name, field in schema.model_fields.items():
        names.append(name)
        for part in nested(field.annotation):
            names += fields_of(part)
    return names


def nested(annotation: Any) -> list[type[BaseModel]]:
    """Schemas inside an annotation such as `list[Milestone] | None`."""
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        return [annotation]
    return [part for inner in typing.get_args(annotation) for part in nested(inner)]


def sample_of(schema: type[BaseModel]) -> dict[str, Any]:
    """Something for each field that must be given, by its type."""
    needed = {name: field.annotation for name, field in schema.model_fields.items() if field.is_required()}
    return {name: value_of(annotation) for name, annotation in needed.items()}


def value_of(annotation: Any) -> Any:
    origin = typing.get_origin(annotation)
    if origin is typing.Literal:
        return typing.get_args(annotation)[0]
    if origin in {typing.Union, types.UnionType}:
        return value_of(typing.get_args(annotation)[0])
    if origin in {list, tuple, set, frozenset}:
        return []
    if origin is dict:
        return {}
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        return sample_of(annotation)
    return {int: 1, bool: True, float: 1.0}.get(annotation, "2017-07-14")


def test_kind_is_the_base_of_all():
    assert all(issubclass(kind, Kind) for kind, _model in KINDS.values())
