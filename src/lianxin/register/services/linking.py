"""The matching of the register: weigh the evidence, join what is sure, ask about the rest.

Scores are computed outside any transaction; joins are then written in slices, each whole with its journal entries, so that
nobody waits long and a run that is cut off is completed by the next. Bodies come first: people are compared by employers.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_noop

from lianxin.access.actors import Actor, service
from lianxin.core.dates import now
from lianxin.core.pieces import chunks
from lianxin.journal.services.entries import record
from lianxin.linkage.clusters import UNASKED, Asked, Decided, Joined
from lianxin.linkage.matching import match_people, shares_of
from lianxin.linkage.organisations import match_organisations
from lianxin.linkage.persons import PersonSaid
from lianxin.linkage.settings import Model
from lianxin.register.enums import MentionRole
from lianxin.register.models import Import, MatchRun, Mention, Organisation, PairQuestion, Person
from lianxin.register.queries.likely import like_bodies, like_people
from lianxin.register.queries.matching_models import model_in_use
from lianxin.register.queries.said import bodies_said, naming, people_said, programme_bodies
from lianxin.register.reach import protected_people
from lianxin.register.services.merging import merge_many
from lianxin.register.services.moving import PartyModel

BECAUSE = gettext_noop("the matching found an identifier that agrees and nothing that contradicts")
SLICE = 400
"""So many joins are written in one transaction."""
MOSTLY_NEW = 4
"""Where a quarter of all rows is new, matching the whole register takes no longer."""
Answer = PairQuestion.Answer
Of = PairQuestion.Of


@dataclass(frozen=True, slots=True)
class Matched:
    """How many mentions and people there are, how many records were joined now, and how many pairs wait for a person."""

    mentions: int
    people: int
    organisations: int
    joined: int
    review: int
    seconds: float

    def as_json(self) -> dict[str, float]:
        return asdict(self)


def match_all(*, by: Actor) -> Matched:
    """Match the whole register, on what is new and what is old."""
    started = time.monotonic()
    run = MatchRun(at=now(), by_person_id=by.person_id, whole=True)
    imports = list(_unmatched().values_list("pk", flat=True))
    found = [_match_bodies(run, by, None), _match_people(run, by, None)]
    return _finish(run, found, imports, by, started)


def match_new(*, by: Actor) -> Matched | None:
    """Match what lists have brought since the last time against the whole register. None when there is nothing."""
    imports = list(_unmatched().values_list("pk", flat=True))
    if not imports:
        return None
    brought = Mention.objects.filter(row__imported__in=imports)
    if brought.count() * MOSTLY_NEW > Mention.objects.count():
        return match_all(by=by)
    started = time.monotonic()
    run = MatchRun(at=now(), by_person_id=by.person_id)
    bodies = set(brought.filter(organisation__isnull=False).values_list("organisation_id", flat=True))
    found = [_match_bodies(run, by, bodies)] if bodies else []
    people = set(brought.filter(person__isnull=False).values_list("person_id", flat=True))
    found += [_match_people(run, by, people)] if people else []
    return _finish(run, found, imports, by, started)


def match_what_is_new() -> int:
    """The job that is due after imports: gives how many records were joined."""
    done = match_new(by=service("match"))
    return done.joined if done else 0


def _unmatched() -> QuerySet[Import]:
    return Import.objects.filter(state=Import.State.COMMITTED, matched_at=None)


@dataclass(slots=True)
class _Found:
    """What one question gave: pairs to ask about, and the parties that were looked at (None for all)."""

    of: PairQuestion.Of
    asked: list[Asked]
    among: set[int] | None


# Bodies and people


def _match_bodies(run: MatchRun, by: Actor, new: set[int] | None) -> _Found:
    model = model_in_use("organisations")
    mentions, name_of = Mention.objects.filter(organisation__isnull=False), naming()
    if new is not None:
        mentions = mentions.filter(organisation__in=like_bodies(new, name_of))
    said = list(bodies_said(mentions, name_of))
    decided = match_organisations(
        said,
        model,
        apart=_apart(Of.ORGANISATIONS),
        protect=programme_bodies,
        records=None if new is None else max(len(said), Organisation.objects.count()),
        of=_ids(new),
    )
    return _found(run, by, Of.ORGANISATIONS, decided, new, model, len(said))


def _match_people(run: MatchRun, by: Actor, new: set[int] | None) -> _Found:
    model = model_in_use("people")
    mentions, name_of = Mention.objects.filter(person__isnull=False), naming()
    if new is None:
        said = list(people_said(mentions, name_of))
        decided = match_people(said, model, apart=_apart(Of.PEOPLE), protect=protected_people)
        return _found(run, by, Of.PEOPLE, decided, new, model, len(said))
    new = set(Person.objects.filter(pk__in=new, merged_into=None).values_list("pk", flat=True))
    said = list(people_said(mentions.filter(person__in=like_people(new)), name_of))
    decided = match_people(
        said,
        model,
        apart=_apart(Of.PEOPLE),
        protect=protected_people,
        records=mentions.count(),
        people=Person.objects.filter(merged_into=None).count(),
        frequencies=_shares(said),
        of=_ids(new),
    )
    return _found(run, by, Of.PEOPLE, decided, new, model, len(said))


def _found(run: MatchRun, by: Actor, of: PairQuestion.Of, decided: Decided, new: set[int] | None, model: Model, records: int) -> _Found:
    """Write what was decided and note it in the run."""
    run.model_versions[of] = model.version
    run.records += records
    left = _write(Person if of == Of.PEOPLE else Organisation, decided.joined, run, by)
    return _Found(of, [*decided.asked, *left], new)


def _ids(parties: set[int] | None) -> list[int] | None:
    return None if parties is None else sorted(parties)


def _apart(of: PairQuestion.Of) -> list[tuple[int, int]]:
    """Parties of whom a person said that they are two."""
    column = "person_id" if of == Of.PEOPLE else "organisation_id"
    pairs = PairQuestion.objects.filter(of=of, answer=Answer.TWO).values_list(
        f"left__{column}", f"right__{column}"
    )
    return [(one, other) for one, other in pairs if one is not None and other is not None and one != other]


def _shares(said: Sequence[PersonSaid]) -> Mapping[str, Mapping[str, float]]:
    """Shares in the whole register. All who bear a compared name are among the compared; of employers' people they are not."""
    employed: dict[int, int] = {}
    for some in chunks({one.employer_id for one in said if one.employer_id}):
        rows = (
            Mention.objects.filter(role=MentionRole.EMPLOYER, organisation__in=some)
            .order_by()
            .values("organisation_id")
        )
        employed |= dict(rows.annotate(people=Count("row")).values_list("organisation_id", "people"))
    return shares_of(said, max(1, Person.objects.filter(merged_into=None).count()), employed)


# Writing


def _write(of: PartyModel, joins: Sequence[Joined], run: MatchRun, by: Actor) -> list[Asked]:
    """Write joins slice by slice, each with the newer of the two rows that show it; gives those that may not be."""
    rows = _rows(join.pair.left for join in joins) | _rows(join.pair.right for join in joins)
    left: list[Asked] = []
    for some in _slices(joins):
        evidence = {
            join.gone: max(rows.get(join.pair.left, 0), rows.get(join.pair.right, 0)) for join in some
        }
        pairs = {(join.gone, join.kept): join for join in some}
        with transaction.atomic():
            made, refused = merge_many(pairs, by=by, because=BECAUSE, of=of, evidence=evidence)
        run.joined += len(made)
        left += [Asked(pairs[pair].pair, pairs[pair].pair.weight, UNASKED) for pair in refused]
    return left


def _slices(joins: Sequence[Joined]) -> Iterator[Sequence[Joined]]:
    for start in range(0, len(joins), SLICE):
        yield joins[start : start + SLICE]


def _rows(mentions: Iterable[int]) -> dict[int, int]:
    """By mention the row that it stands in."""
    found: dict[int, int] = {}
    for some in chunks(mentions):
        found |= dict(Mention.objects.filter(pk__in=some).values_list("pk", "row_id"))
    return found


@transaction.atomic
def _finish(
    run: MatchRun, found: Sequence[_Found], imports: Sequence[int], by: Actor, started: float
) -> Matched:
    """Write the questions and the run; lists that were matched are not matched again."""
    run.asked = sum(len(one.asked) for one in found)
    run.seconds = round(time.monotonic() - started, 1)
    run.save()
    for one in found:
        _ask(one, run)
    for some in chunks(imports):
        Import.objects.filter(pk__in=some).update(matched_at=run.at)
    record("match", run, by=by, data={"joined": run.joined, "asked": run.asked, "records": run.records})
    return Matched(
        mentions=Mention.objects.filter(person__isnull=False).count(),
        people=Person.objects.filter(merged_into=None).count(),
        organisations=Organisation.objects.filter(merged_into=None).count(),
        joined=run.joined,
        review=PairQuestion.objects.undecided().count(),
        seconds=run.seconds,
    )


def _ask(found: _Found, run: MatchRun) -> None:
    """Put the questions in the place of those that were open about the same parties; answers given and pairs put off stay."""
    questions = [
        PairQuestion(
            of=found.of,
            left_id=min(asked.pair.left, asked.pair.right),
            right_id=max(asked.pair.left, asked.pair.right),
            weight=round(asked.weight, 2),
            levels=dict(asked.pair.levels) | {name: level for name, (level, _bits) in asked.whole.items()},
            bits=dict(asked.pair.bits) | {name: round(bits, 2) for name, (_level, bits) in asked.whole.items()},
            why=asked.why,
            run=run,
        )
        for asked in found.asked
    ]
    again = ("weight", "levels", "bits", "why", "run")
    PairQuestion.objects.bulk_create(
        questions, batch_size=500, update_conflicts=True, unique_fields=("left", "right"), update_fields=again
    )
    stale = PairQuestion.objects.filter(Q(run=None) | ~Q(run=run), of=found.of, answer=Answer.OPEN)
    if found.among is None:
        stale.delete()
        return
    column = "person" if found.of == Of.PEOPLE else "organisation"
    for some in chunks(sorted(found.among)):
        stale.filter(Q(**{f"left__{column}__in": some}) | Q(**{f"right__{column}__in": some})).delete()
