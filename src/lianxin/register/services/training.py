"""Training the matching anew on this register; the model before stays, and can be taken up again."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.access.rules import denial
from lianxin.core.dates import now, today
from lianxin.core.errors import BadInput
from lianxin.journal.services.entries import record
from lianxin.linkage.settings import Model
from lianxin.linkage.training import train_organisations, train_people
from lianxin.register.models import MatchModel, Mention
from lianxin.register.queries.matching_models import model_in_use
from lianxin.register.queries.said import bodies_said, naming, people_said

PEOPLE = "people"
RECORDS_AT_LEAST = 1000
"""With fewer records the model that comes with Lianxin knows more than they do."""


def train(question: str, *, by: Actor) -> MatchModel:
    """Learn the model of a question ("people", "organisations") from the register's own records and put it to use;
    thresholds stay. Raises BadInput when there are too few records to learn from.
    """
    _ask(by)
    base, versions = model_in_use(question), MatchModel.objects.filter(question=question)
    version = f"{today():%Y-%m-%d}-{versions.count() + 1}"
    learnt, records = (_people if question == PEOPLE else _organisations)(base, version)
    with transaction.atomic():
        made = MatchModel.objects.create(
            question=question, version=version, parameters=learnt.as_json(), records=records, made_at=now(), by_person_id=by.person_id
        )
        _use(made, versions)
        record("train", made, by=by, data={"question": question, "records": records, "version": version})
    return made


def _ask(by: Actor) -> None:
    if not by.may_any("train", MatchModel):
        raise denial("train", MatchModel)


def _people(base: Model, version: str) -> tuple[Model, int]:
    said = list(people_said(Mention.objects.filter(person__isnull=False), naming()))
    return train_people(said, base, version=version, trained_on=_enough(len(said))), len(said)


def _organisations(base: Model, version: str) -> tuple[Model, int]:
    said = list(bodies_said(Mention.objects.filter(organisation__isnull=False), naming()))
    return train_organisations(said, base, version=version, trained_on=_enough(len(said))), len(said)


def _enough(records: int) -> str:
    """On what a model was trained, in words; refuses when it is too little."""
    if records < RECORDS_AT_LEAST:
        raise BadInput(
            _("There are {n} rows to learn from; at least {wanted} are needed. Take more lists in first.").format(
                n=records, wanted=RECORDS_AT_LEAST
            )
        )
    return _("{n} rows of this register").format(n=records)


@transaction.atomic
def use(question: str, version: str, *, by: Actor) -> None:
    """Take a version up again; "" for the model that comes with Lianxin. Raises BadInput for a version that is not there."""
    _ask(by)
    every = MatchModel.objects.filter(question=question)
    wanted = every.filter(version=version).first()
    if version and wanted is None:
        known = "、".join(every.order_by("version").values_list("version", flat=True)) or "-"
        raise BadInput(_("There is no model {version}. Known: {known}").format(version=version, known=known))
    _use(wanted, every)
    record("use_model", wanted, by=by, data={"question": question, "version": version})


def _use(wanted: MatchModel | None, every: QuerySet[MatchModel]) -> None:
    every.filter(in_use=True).update(in_use=False)
    if wanted is not None:
        MatchModel.objects.filter(pk=wanted.pk).update(in_use=True)
        wanted.in_use = True
