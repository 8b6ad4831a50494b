"""What entries of the journal say that was done, in words: for the person who did it, or to whose record it was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, pgettext, pgettext_lazy

from lianxin.access.roles import Role

if TYPE_CHECKING:
    from django.utils.functional import Promise

ACTS: dict[str, Promise] = {
    "abolish_post": pgettext_lazy("act", "post of an office abolished"),
    "account.closed": pgettext_lazy("act", "account closed"),
    "account.elder_mode": pgettext_lazy("act", "large type switched"),
    "account.locked": pgettext_lazy("act", "account locked or opened"),
    "account.made": pgettext_lazy("act", "account made"),
    "account.password_link": pgettext_lazy("act", "password link made"),
    "account.password_set": pgettext_lazy("act", "password set"),
    "add_entry": pgettext_lazy("act", "entry added to a vote"),
    "add_gathering": pgettext_lazy("act", "gathering added"),
    "add_organisation": pgettext_lazy("act", "organisation added"),
    "add_party": pgettext_lazy("act", "party added to a matter"),
    "add_person": pgettext_lazy("act", "person added"),
    "add_tie": pgettext_lazy("act", "tie added"),
    "add_venue": pgettext_lazy("act", "venue added"),
    "ask_to_open_child": pgettext_lazy("act", "asked to open a child's page"),
    "cast_vote": pgettext_lazy("act", "voted"),
    "change_bulletin": pgettext_lazy("act", "bulletin changed"),
    "change_channel": pgettext_lazy("act", "channel changed"),
    "change_gathering": pgettext_lazy("act", "gathering changed"),
    "change_organisation": pgettext_lazy("act", "organisation corrected"),
    "change_person": pgettext_lazy("act", "values corrected"),
    "change_tie": pgettext_lazy("act", "tie corrected"),
    "check_channel": pgettext_lazy("act", "channel checked"),
    "check_in": pgettext_lazy("act", "checked in"),
    "choose_columns": pgettext_lazy("act", "columns of a list chosen"),
    "correct_on_request": pgettext_lazy("act", "values corrected on request"),
    "decide_opening_of_child": pgettext_lazy("act", "decided on opening a child's page"),
    "draft_bulletin": pgettext_lazy("act", "bulletin drafted"),
    "end_party": pgettext_lazy("act", "part in a matter ended"),
    "end_stratum": pgettext_lazy("act", "category ended"),
    "end_tie": pgettext_lazy("act", "tie ended"),
    "erase": pgettext_lazy("act", "erased"),
    "export": pgettext_lazy("act", "list exported"),
    "export_own": pgettext_lazy("act", "own data taken along"),
    "export_people": pgettext_lazy("act", "people exported"),
    "freeze_audience": pgettext_lazy("act", "receivers settled"),
    "freeze_roll": pgettext_lazy("act", "roll of voters settled"),
    "give_consent": pgettext_lazy("act", "consent given"),
    "hold_stratum": pgettext_lazy("act", "category entered"),
    "import": pgettext_lazy("act", "list imported"),
    "issue_document": pgettext_lazy("act", "document entered"),
    "leave": pgettext_lazy("act", "seat given back"),
    "link": pgettext_lazy("act", "records linked"),
    "mark_roster": pgettext_lazy("act", "attendance marked"),
    "merge": pgettext_lazy("act", "records joined"),
    "move_up": pgettext_lazy("act", "moved up from the waiting list"),
    "open_matter": pgettext_lazy("act", "matter raised"),
    "publish_notice": pgettext_lazy("act", "notice published"),
    "rate_matter": pgettext_lazy("act", "handling rated"),
    "record_adoption": pgettext_lazy("act", "adoption entered"),
    "record_attendance": pgettext_lazy("act", "taking part entered"),
    "record_payment": pgettext_lazy("act", "payment entered"),
    "record_score": pgettext_lazy("act", "score given"),
    "refuse_consent": pgettext_lazy("act", "consent declined"),
    "reveal": pgettext_lazy("act", "masked value looked at"),
    "save_text": pgettext_lazy("act", "report text saved"),
    "sign_for": pgettext_lazy("act", "signed for"),
    "sign_in": pgettext_lazy("act", "signed in"),
    "sign_in_failed": pgettext_lazy("act", "sign-in failed"),
    "sign_out": pgettext_lazy("act", "signed out"),
    "split": pgettext_lazy("act", "record split"),
    "take_part": pgettext_lazy("act", "registered"),
    "token.ended": pgettext_lazy("act", "access for programs ended"),
    "token.made": pgettext_lazy("act", "access for programs made"),
    "undo_import": pgettext_lazy("act", "import taken back"),
    "undo_merge": pgettext_lazy("act", "joining taken back"),
    "undo_split": pgettext_lazy("act", "splitting taken back"),
    "urge_matter": pgettext_lazy("act", "reminded of a matter"),
    "withdraw_consent": pgettext_lazy("act", "consent taken back"),
    "withdraw_entry": pgettext_lazy("act", "entry withdrawn"),
    "write_consent_text": pgettext_lazy("act", "text of a consent written"),
}
MOVE = "move."
ROLES = {role.value: role.label for role in Role}


def act_in_words(verb: str) -> str:
    """The verb of an entry; one that nobody names here keeps its code."""
    return pgettext("act", "matter moved on") if verb.startswith(MOVE) else str(ACTS.get(verb, verb))


def roles_in_words(acting_as: str) -> str:
    """As what somebody acted; "Lianxin" for its own due work."""
    if acting_as.startswith("service:"):
        return gettext("Lianxin")
    return "、".join(str(ROLES.get(part, part)) for part in acting_as.split("+") if part)
