"""Addresses of likely pairs; what navigation and links know of them."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from lianxin.desk import links, records
from lianxin.desk.review import views
from lianxin.desk.review.panels import names_of
from lianxin.desk.review.tables import QuestionList
from lianxin.register.models import MatchModel, PairQuestion
from lianxin.register.queries.questions import count_waiting
from lianxin.ui.navigation import Item, MayAny, register_item, register_section


def waiting(_actor: MayAny | None) -> int:
    """How many pairs wait; whoever sees the entry may answer all of them."""
    return count_waiting()


register_section("register", _("Register"))
register_item(
    "register", Item(_("Likely pairs"), "desk:review", "git-merge", "answer", PairQuestion, count=waiting)
)
register_section("admin", _("Administration"))
register_item("admin", Item(_("How the matching weighs"), "desk:review_model", "scale", "view", MatchModel))

links.add("register.PairQuestion", "desk:review_question")


def question_line(question: PairQuestion) -> records.Line:
    return records.Line(names_of(question), None, question.get_answer_display())


records.add(
    "register.PairQuestion",
    question_line,
    "left__person",
    "left__organisation",
    "right__person",
    "right__organisation",
)

urlpatterns = [
    path("review/", views.desk, name="review"),
    path("review/pairs/", QuestionList.as_view(), name="review_list"),
    path("matching/", views.model_page, name="review_model"),
    path("review/<int:pk>/", views.question_page, name="review_question"),
    path("review/<int:pk>/answer/", views.answer, name="review_answer"),
    path("review/<int:pk>/back/", views.take_back, name="review_back"),
    path("review/<int:pk>/reveal/", views.reveal_both, name="review_reveal"),
]
