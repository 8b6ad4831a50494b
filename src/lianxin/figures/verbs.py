"""What the acts that move figures are called in words, on the page of a drift."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import Promise

WORDS: dict[str, Promise] = {
    "define_measure": gettext_lazy("the definition was changed"),
    "import": gettext_lazy("a list was entered"),
    "undo_import": gettext_lazy("a list was taken back"),
    "merge": gettext_lazy("two records were joined"),
    "undo_merge": gettext_lazy("a joining was taken apart"),
    "split": gettext_lazy("a record was split"),
    "undo_split": gettext_lazy("a split was taken back"),
    "erase": gettext_lazy("a person was erased"),
    "lift_erasure": gettext_lazy("an erasure was lifted"),
    "take_part": gettext_lazy("somebody was registered"),
    "leave": gettext_lazy("a registration or a membership was given back"),
    "move_up": gettext_lazy("somebody moved up from the waiting list"),
    "check_in": gettext_lazy("somebody was checked in"),
    "record_attendance": gettext_lazy("attendance was entered"),
    "mark_roster": gettext_lazy("a roll was marked"),
    "settle_finishing": gettext_lazy("who finished was settled"),
    "add_gathering": gettext_lazy("a gathering was entered"),
    "change_gathering": gettext_lazy("a gathering was corrected"),
    "add_person": gettext_lazy("a person was entered"),
    "change_person": gettext_lazy("a person's record was corrected"),
    "correct_on_request": gettext_lazy("a record was corrected at the person's request"),
    "add_organisation": gettext_lazy("an organisation was entered"),
    "change_organisation": gettext_lazy("an organisation's record was corrected"),
    "add_tie": gettext_lazy("a tie was entered"),
    "end_tie": gettext_lazy("a tie was ended"),
    "change_tie": gettext_lazy("a tie was corrected"),
    "undo_tie_edit": gettext_lazy("an edit of ties was taken back"),
    "record_grade": gettext_lazy("a grade was entered"),
    "abolish_post": gettext_lazy("a post was abolished"),
    "issue_document": gettext_lazy("a document was issued"),
    "supersede_document": gettext_lazy("a document was replaced"),
    "open_matter": gettext_lazy("a matter was registered"),
    "rate_matter": gettext_lazy("a matter was rated"),
    "record_adoption": gettext_lazy("an adoption was entered"),
    "move.hold": gettext_lazy("a gathering was noted as held"),
    "move.record_held": gettext_lazy("a gathering was noted as held"),
    "move.issue": gettext_lazy("a bulletin or minutes were issued"),
    "change_bulletin": gettext_lazy("a bulletin was corrected"),
    "declare_duty": gettext_lazy("a duty was declared"),
    "end_duty": gettext_lazy("a duty was ended"),
    "set_target": gettext_lazy("a target was set"),
    "add_party": gettext_lazy("a part in a matter was entered"),
    "end_party": gettext_lazy("a part in a matter was ended"),
    "add_entry": gettext_lazy("an entry of a contest was handed in"),
    "add_post": gettext_lazy("a post of the establishment was entered"),
    "add_venue": gettext_lazy("a venue was entered"),
    "answer_contest": gettext_lazy("an objection was answered"),
    "cast_vote": gettext_lazy("a vote was cast"),
    "change_channel": gettext_lazy("a channel was corrected"),
    "check_channel": gettext_lazy("a channel was checked"),
    "close_channel": gettext_lazy("a channel was closed"),
    "close_venue": gettext_lazy("a venue was closed"),
    "draft_bulletin": gettext_lazy("a bulletin was begun"),
    "end_stratum": gettext_lazy("a category of a person was ended"),
    "freeze_audience": gettext_lazy("the readers of a bulletin were fixed"),
    "freeze_roll": gettext_lazy("the roll of a vote was fixed"),
    "give_consent": gettext_lazy("a consent was given"),
    "hold_stratum": gettext_lazy("a category of a person was entered"),
    "ask_to_sign": gettext_lazy("a report was given to be signed"),
    "sign_report": gettext_lazy("a report was signed"),
    "link": gettext_lazy("two records were linked"),
    "open_ballot": gettext_lazy("a vote was organised"),
    "open_channel": gettext_lazy("a channel was entered"),
    "record_payment": gettext_lazy("a payment was entered"),
    "record_score": gettext_lazy("points were given"),
    "refuse_consent": gettext_lazy("a consent was refused"),
    "sign_for": gettext_lazy("a document or bulletin was signed for"),
    "void_votes": gettext_lazy("votes were declared void"),
    "withdraw_consent": gettext_lazy("a consent was taken back"),
}


def words_of(verb: str) -> str:
    """What an act did, in the reader's language; a step of a flow by its code."""
    if verb not in WORDS and verb.startswith("move."):
        return _("a step was taken: {move}").format(move=verb.removeprefix("move."))
    return str(WORDS.get(verb, verb.replace("_", " ")))
