"""Where an answer goes: the response to an interaction, or a reply to a message. Both show progress and end exactly once.

Whatever could be posted twice after a failed request is an edit, or carries a nonce that Discord enforces, or is looked
for among the messages that came back over the gateway before it is sent again (`private`).
"""

from bot.exts.outlets.interaction import InteractionOutlet
from bot.exts.outlets.message import MessageOutlet
from bot.exts.outlets.outlet import Outlet, PageView
from bot.exts.outlets.posting import ReplyTo, as_plain, post
from bot.exts.outlets.private import Echoes, private_note
from bot.exts.outlets.reach import can_post, partial_channel

__all__ = [
    "Echoes",
    "InteractionOutlet",
    "MessageOutlet",
    "Outlet",
    "PageView",
    "ReplyTo",
    "as_plain",
    "can_post",
    "partial_channel",
    "post",
    "private_note",
]
