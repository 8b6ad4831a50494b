"""Matching: its runs, and the pairs about which a person is asked."""

from __future__ import annotations

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from lianxin.access.rules import GuardedQuerySet
from lianxin.core.labels import AUDIT, PLUMBING, SOURCE, label
from lianxin.core.sealed import SealedTextField
from lianxin.register.models.parties import Person
from lianxin.register.models.regroupings import Regrouping
from lianxin.register.models.sources import Mention


class MatchRun(models.Model):
    """One run of the matching. `model_versions` are those of the models for people and organisations that weighed."""

    at = label(models.DateTimeField(), AUDIT)
    by_person = label(
        models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="match_runs"),
        AUDIT,
    )
    whole = label(models.BooleanField(_("whole register"), default=False), AUDIT)
    model_versions = label(models.JSONField(default=dict), AUDIT)
    records = label(models.PositiveIntegerField(_("records"), default=0), AUDIT)
    joined = label(models.PositiveIntegerField(_("joined"), default=0), AUDIT)
    asked = label(models.PositiveIntegerField(_("asked"), default=0), AUDIT)
    seconds = label(models.FloatField(_("seconds"), default=0), AUDIT)

    objects = GuardedQuerySet["MatchRun"].as_manager()

    class Meta:
        verbose_name = _("run of the matching")


class MatchModel(models.Model):
    """Parameters of the matching that were trained on this register: the newest in use, else the ones that come with Lianxin.

    `parameters` are chances and thresholds as `linkage.settings.Model` has them; they hold no values of anybody.
    """

    question = label(models.CharField(_("question"), max_length=13), SOURCE)
    version = label(models.CharField(_("version"), max_length=30), SOURCE)
    parameters = label(models.JSONField(), PLUMBING)
    records = label(models.PositiveIntegerField(_("records")), PLUMBING)
    made_at = label(models.DateTimeField(), AUDIT)
    by_person = label(
        models.ForeignKey(
            Person, null=True, blank=True, on_delete=models.PROTECT, related_name="match_models"
        ),
        AUDIT,
    )
    in_use = label(models.BooleanField(_("in use"), default=False), AUDIT)

    objects = GuardedQuerySet["MatchModel"].as_manager()

    class Meta:
        verbose_name = _("model of the matching")
        constraints = (
            models.UniqueConstraint(
                fields=["question"], condition=models.Q(in_use=True), name="one_match_model_in_use"
            ),
            models.UniqueConstraint(fields=["question", "version"], name="versions_of_match_models"),
        )


class PairQuestionQuerySet(GuardedQuerySet["PairQuestion"]):
    def undecided(self) -> PairQuestionQuerySet:
        """Questions that wait for a person: nobody has answered, and the two rows still stand under two parties.

        Those that were put off come last; else the likeliest first.
        """
        people = ~models.Q(left__person=F("right__person"))
        bodies = ~models.Q(left__organisation=F("right__organisation"))
        apart = (
            models.Q(of=PairQuestion.Of.PEOPLE) & people | models.Q(of=PairQuestion.Of.ORGANISATIONS) & bodies
        )
        waiting = self.filter(apart, answer=PairQuestion.Answer.OPEN)
        return waiting.order_by(F("put_off_at").asc(nulls_first=True), "-weight", "pk")


class PairQuestion(models.Model):
    """Are these two rows about one party? Asked by the matching, answered by a person.

    The two mentions stand for their parties, so that merges, splits and undone lists need not touch the question. `levels`
    and `bits` are what agrees and what that is worth, by comparison; they hold no values. `why` is what kept the pair from
    being joined: a comparison that contradicts, "rare", "unasked" (an account, a vote), or "" for too little weight.
    """

    class Of(models.TextChoices):
        PEOPLE = "people", _("people")
        ORGANISATIONS = "organisations", _("organisations")

    class Answer(models.TextChoices):
        OPEN = "open", _("not answered")
        ONE = "one", _("one and the same")
        TWO = "two", _("never these two")

    of = label(models.CharField(max_length=13, choices=Of.choices), PLUMBING)
    left = label(models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="questions_left"), SOURCE)
    right = label(
        models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="questions_right"), SOURCE
    )
    weight = label(models.FloatField(_("weight in bits")), PLUMBING)
    levels = label(models.JSONField(default=dict), PLUMBING)
    bits = label(models.JSONField(default=dict), PLUMBING)
    why = label(models.CharField(max_length=20, blank=True), SOURCE)
    run = label(
        models.ForeignKey(MatchRun, null=True, on_delete=models.SET_NULL, related_name="questions"), AUDIT
    )
    answer = label(
        models.CharField(_("answer"), max_length=4, choices=Answer.choices, default=Answer.OPEN), SOURCE
    )
    answered_by = label(
        models.ForeignKey(
            Person, null=True, blank=True, on_delete=models.PROTECT, related_name="pairs_answered"
        ),
        AUDIT,
    )
    answered_at = label(models.DateTimeField(null=True, blank=True), AUDIT)
    put_off_at = label(models.DateTimeField(null=True, blank=True), AUDIT)
    reason = label(SealedTextField(_("reason")), SOURCE)
    regrouping = label(
        models.ForeignKey(
            Regrouping, null=True, blank=True, on_delete=models.SET_NULL, related_name="questions"
        ),
        SOURCE,
    )

    objects = PairQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("pair to look at")
        indexes = (models.Index(fields=["answer", "of", "-weight"], name="questions_in_order"),)
        constraints = (models.UniqueConstraint(fields=["left", "right"], name="one_question_for_a_pair"),)

    @property
    def probability(self) -> float:
        """Chance, from 0 to 1, that the two are one, as the model has it."""
        return 1 / (1 + 2 ** -min(self.weight, 60.0))
