"""Codes of matters."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MatterRole(TextChoices):
    """Which part a party has in a matter."""

    RAISER = "raiser", _("raised by")
    BENEFICIARY = "beneficiary", _("for")
    LEAD = "lead", _("lead unit")
    ASSISTING = "assisting", _("assisting unit")
    HANDLER = "handler", _("handler")
    DISPUTANT = "disputant", _("disputant")
    CO_AUTHOR = "co_author", _("co-author")
    MENTOR = "mentor", _("mentor")
    REVIEWER = "reviewer", _("reviewer")
    NOMINEE = "nominee", _("nominee")
    APPLICANT = "applicant", _("applicant")
    SCHOOL = "school", _("school")

    @classmethod
    def own(cls) -> tuple[str, ...]:
        """Parts that make a matter one's own: it stands in the portal and its content may be read."""
        return (cls.RAISER, cls.BENEFICIARY, cls.DISPUTANT, cls.CO_AUTHOR, cls.NOMINEE, cls.APPLICANT)

    @classmethod
    def team(cls) -> tuple[str, ...]:
        """Parts of those who work on it; with the raiser they are the compartment of its content."""
        return (cls.LEAD, cls.ASSISTING, cls.HANDLER, cls.MENTOR, cls.REVIEWER)


class Result(TextChoices):
    NONE = "", _("open")
    SOLVED = "solved", _("solved")
    PARTLY = "partly", _("partly solved")
    EXPLAINED = "explained", _("explained")
    REFERRED = "referred", _("referred")
    UNSOLVED = "unsolved", _("not solved")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")


class Rating(TextChoices):
    """The five levels of the good/bad review; one handling, one rating."""

    NONE = "", _("not rated")
    VERY_SATISFIED = "5", _("very satisfied")
    SATISFIED = "4", _("satisfied")
    BASICALLY = "3", _("basically satisfied")
    DISSATISFIED = "2", _("dissatisfied")
    VERY_DISSATISFIED = "1", _("very dissatisfied")

    @classmethod
    def satisfied(cls) -> tuple[str, ...]:
        """满意 and 非常满意; 基本满意 is never added."""
        return (cls.VERY_SATISFIED, cls.SATISFIED)


class Turn(TextChoices):
    """Whose move is next."""

    NOBODY = "", _("nobody's turn")
    DESK = "desk", _("the desk's turn")
    UNIT = "unit", _("the handling unit's turn")
    RAISER = "raiser", _("the raiser's turn")
