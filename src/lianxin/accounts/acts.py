"""What entries of the journal say that was done, in words: for the person who did it, or to whose record it was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lianxin.access.roles import Role

if TYPE_CHECKING:
    from django.utils.functional import Promise

ACTS: dict[str, Promise] = {
    "abolish_post": _("post of an office abolished"),
    "account.closed": _("account closed"),
    "account.elder_mode": _("large type switched"),
    "account.locked": _("account locked or opened"),
    "account.made": _("account made"),
    "account.password_link": _("password link made"),
    "account.password_set": _("password set"),
    "add_entry": _("entry added to a vote"),
    "add_gathering": _("gathering added"),
    "add_organisation": _("organisation added"),
    "add_party": _("party added to a matter"),
    "add_person": _("person added"),
    "add_tie": _("tie added"),
    "add_venue": _("venue added"),
    "ask_to_open_child": _("asked to open a child's page"),
    "cast_vote": _("voted"),
    "change_bulletin": _("bulletin changed"),
    "change_channel": _("channel changed"),
    "change_gathering": _("gathering changed"),
    "change_organisation": _("organisation corrected"),
    "change_person": _("values corrected"),
    "change_tie": _("tie corrected"),
    "check_channel": _("channel checked"),
    "check_in": _("checked in"),
    "choose_columns": _("columns of a list chosen"),
    "correct_on_request": _("values corrected on request"),
    "decide_opening_of_child": _("decided on opening a child's page"),
    "draft_bulletin": _("bulletin drafted"),
    "end_party": _("part in a matter ended"),
    "end_stratum": _("category ended"),
    "end_tie": _("tie ended"),
    "erase": _("erased"),
    "export": _("list exported"),
    "export_own": _("own data taken along"),
    "export_people": _("people exported"),
    "freeze_audience": _("receivers settled"),
    "freeze_roll": _("roll of voters settled"),
    "give_consent": _("consent given"),
    "hold_stratum": _("category entered"),
    "import": _("list imported"),
    "issue_document": _("document entered"),
    "leave": _("seat given back"),
    "link": _("records linked"),
    "mark_roster": _("attendance marked"),
    "merge": _("records joined"),
    "move_up": _("moved up from the waiting list"),
    "open_matter": _("matter raised"),
    "publish_notice": _("notice published"),
    "rate_matter": _("handling rated"),
    "record_adoption": _("adoption entered"),
    "record_attendance": _("taking part entered"),
    "record_payment": _("payment entered"),
    "record_score": _("score given"),
    "refuse_consent": _("consent declined"),
    "reveal": _("masked value looked at"),
    "save_text": _("report text saved"),
    "sign_for": _("signed for"),
    "sign_in": _("signed in"),
    "sign_in_failed": _("sign-in failed"),
    "sign_out": _("signed out"),
    "split": _("record split"),
    "take_part": _("registered"),
    "token.ended": _("access for programs ended"),
    "token.made": _("access for programs made"),
    "undo_import": _("import taken back"),
    "undo_merge": _("joining taken back"),
    "undo_split": _("splitting taken back"),
    "urge_matter": _("reminded of a matter"),
    "withdraw_consent": _("consent taken back"),
    "withdraw_entry": _("entry withdrawn"),
    "write_consent_text": _("text of a consent written"),
}
MOVE = "move."
ROLES = {role.value: role.label for role in Role}


def act_in_words(verb: str) -> str:
    """The verb of an entry; one that nobody names here keeps its code."""
    return gettext("matter moved on") if verb.startswith(MOVE) else str(ACTS.get(verb, verb))


def roles_in_words(acting_as: str) -> str:
    """As what somebody acted; "Lianxin" for its own due work."""
    if acting_as.startswith("service:"):
        return gettext("Lianxin")
    return "、".join(str(ROLES.get(part, part)) for part in acting_as.split("+") if part)
