"""The desk of likely pairs. With htmx an answer brings the next pair in place; without JavaScript it leads to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lianxin.access.http import Request
from lianxin.access.routes import requires
from lianxin.access.rules import fetch
from lianxin.core.errors import LianxinError
from lianxin.desk.review.panels import PARTIES, Revealed, address, desk_page, names_of, wanted_of
from lianxin.linkage.settings import Model
from lianxin.register.evidence_words import percent, why_words
from lianxin.register.models import MatchModel, MatchRun, PairQuestion, Person
from lianxin.register.queries.explained import QUESTIONS, comparisons_of, score_of
from lianxin.register.queries.matching_models import model_in_use
from lianxin.register.queries.questions import Wanted, next_question
from lianxin.register.services import answering
from lianxin.register.services.reveals import reveal

PAGE, PART = "desk/review/desk.html", "desk/review/_pair.html"
BLOCK = "review"
RUNS = 20
FULL = PairQuestion.objects.select_related(*PARTIES)


@never_cache
@requires("answer", PairQuestion)
def desk(request: Request) -> HttpResponse:
    """The pair that the address names if it still waits, else the next one of the filters."""
    wanted = wanted_of(request.GET)
    return _desk(
        request,
        wanted,
        _waiting(request, request.GET.get("pair", "")) or next_question(wanted, request.actor),
    )


@never_cache
@require_POST
@requires("answer", PairQuestion)
def answer(request: Request, pk: int) -> HttpResponse:
    """Answer one pair; what cannot be done is told, with the same pair as long as it waits."""
    question = fetch(PairQuestion.objects.all(), request.actor, "answer", pk=pk)
    verbs: dict[str, Callable[[], Any]] = {
        "one": lambda: answering.answer_one(
            question,
            by=request.actor,
            reason=request.POST.get("reason", ""),
            with_account="with_account" in request.POST,
        ),
        "two": lambda: answering.answer_two(
            question, by=request.actor, reason=request.POST.get("reason", "")
        ),
        "later": lambda: answering.put_off(question, by=request.actor),
    }
    chosen = verbs.get(request.POST.get("answer", ""))
    if chosen is None:
        raise Http404
    return _then(request, chosen, str(pk))


@never_cache
@require_POST
@requires("answer", PairQuestion)
def take_back(request: Request, pk: int) -> HttpResponse:
    """The answer is gone and its pair stands on the desk again."""
    question = fetch(PairQuestion.objects.all(), request.actor, "answer", pk=pk)
    return _then(request, lambda: answering.take_back(question, by=request.actor), str(pk), back_to_it=True)


@never_cache
@require_POST
@requires("answer", PairQuestion)
def reveal_both(request: Request, pk: int) -> HttpResponse:
    """Show one masked value of both people on this answer only; each of them sees that it was read, and why."""
    question = fetch(FULL, request.actor, "answer", pk=pk)
    field, reason = request.POST.get("field", ""), request.POST.get("reason", "")
    revealed: dict[str, tuple[str, str]] = {}
    try:
        one, other = (
            reveal(party, field=field, reason=reason, by=request.actor)
            for party in answering.parties_of(question)
            if isinstance(party, Person)
        )
        revealed[field] = (one, other)
    except LianxinError as error:
        messages.error(request, str(error))
    return _desk(request, wanted_of(request.POST), _waiting(request, str(pk)), revealed)


@never_cache
@requires("view", PairQuestion)
def question_page(request: Request, pk: int) -> HttpResponse:
    """Why the two weigh what they weigh, and what was answered."""
    question = fetch(FULL.select_related("run", "answered_by", "regrouping"), request.actor, pk=pk)
    context = {
        "question": question,
        "names": names_of(question),
        "score": score_of(question),
        "chance": percent(question.probability),
        "why_words": why_words(question.why),
        "may_answer": request.actor.can("answer", question),
        "desk_href": address(Wanted(), pk),
    }
    return render(request, "desk/review/question.html", context)


@requires("view", MatchModel)
def model_page(request: Request) -> HttpResponse:
    """Both models in words, and the runs of the matching."""
    models = [
        (model, list(comparisons_of(model)), _kept(model))
        for model in (model_in_use(name) for name in QUESTIONS)
    ]
    runs = MatchRun.objects.visible_to(request.actor).order_by("-at", "-pk")[:RUNS]
    known = [
        (capfirst(PairQuestion.Of(model.question).label), model, lines, kept) for model, lines, kept in models
    ]
    return render(request, "desk/review/model.html", {"models": known, "runs": runs})


def _kept(model: Model) -> MatchModel | None:
    """The row of a model that was trained here."""
    return MatchModel.objects.filter(question=model.question, version=model.version).first()


def _then(request: Request, verb: Callable[[], Any], pair: str, *, back_to_it: bool = False) -> HttpResponse:
    """Do it and go on to the next pair; to this one again when it was refused and still waits."""
    wanted, same = wanted_of(request.POST), back_to_it
    try:
        verb()
    except LianxinError as error:
        messages.error(request, str(error))
        same = True
    question = _waiting(request, pair) if same else None
    if request.headers.get("HX-Target") == BLOCK:
        return _desk(request, wanted, question or next_question(wanted, request.actor))
    return redirect(address(wanted, question.pk if question else None))


def _waiting(request: Request, pair: str) -> PairQuestion | None:
    """The question that is named, if it waits."""
    if not pair.isdecimal():
        return None
    rows: Any = PairQuestion.objects.undecided().filter(pk=int(pair))
    found: PairQuestion | None = rows.visible_to(request.actor).first()
    return found


def _desk(
    request: Request, wanted: Wanted, question: PairQuestion | None, revealed: Revealed | None = None
) -> HttpResponse:
    full = FULL.get(pk=question.pk) if question is not None else None
    context = desk_page(wanted, full, request.actor, revealed or {})
    if full is not None and not context["sheet"].is_closed:
        answering.note_looking(*answering.parties_of(full), by=request.actor)
    alone = request.headers.get("HX-Target") == BLOCK
    return render(request, PART if alone else PAGE, context | {"alone": alone})
