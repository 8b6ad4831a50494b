"""The verbs of bulletins and channels; import them from here or from their modules."""

from lianxin.bulletins.services.bulletins import (
    after_move,
    change_bulletin,
    draft_bulletin,
    issue_bulletin,
    move_bulletin,
)
from lianxin.bulletins.services.channels import change_channel, check_channel, close_channel, open_channel
from lianxin.bulletins.services.deliveries import mark_opened, remind, sign_for

__all__ = [
    "after_move",
    "change_bulletin",
    "change_channel",
    "check_channel",
    "close_channel",
    "draft_bulletin",
    "issue_bulletin",
    "mark_opened",
    "move_bulletin",
    "open_channel",
    "remind",
    "sign_for",
]
