"""The people, servers and channels of the local Discord, as the JSON that Discord sends."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

EPOCH = 1420070400000
APPLICATION = 900000000000000001
_counter = itertools.count(1)

SEND, EMBED, VIEW, ATTACH, MANAGE_GUILD = 1 << 11, 1 << 14, 1 << 10, 1 << 15, 1 << 5
HISTORY, THREADS, IN_THREADS = 1 << 16, 1 << 35, 1 << 38
USUAL = SEND | EMBED | VIEW | ATTACH | HISTORY | THREADS | IN_THREADS


def snowflake() -> int:
    """A new id; later ones are larger, as Discord's are."""
    return ((int(time.time() * 1000) - EPOCH) << 22) | (next(_counter) & 0x3FFFFF)


def now() -> str:
    return datetime.now(UTC).isoformat()


@dataclass
class User:
    id: int
    name: str
    locale: str = "en-US"
    bot: bool = False
    permissions: int = USUAL

    def json(self) -> dict[str, Any]:
        return {
            "id": str(self.id),
            "username": self.name,
            "discriminator": "0",
            "global_name": self.name,
            "avatar": None,
            "bot": self.bot,
            "public_flags": 0,
            "flags": 0,
            "avatar_decoration_data": None,
            "banner": None,
            "accent_color": None,
            "collectibles": None,
            "display_name_styles": None,
            "primary_guild": None,
            "clan": None,
        }

    def member(self) -> dict[str, Any]:
        return {
            "roles": [],
            "joined_at": "2026-01-01T00:00:00+00:00",
            "deaf": False,
            "mute": False,
            "flags": 0,
            "nick": None,
            "avatar": None,
            "banner": None,
            "pending": False,
            "premium_since": None,
            "communication_disabled_until": None,
            "avatar_decoration_data": None,
            "collectibles": None,
            "display_name_styles": None,
        }


@dataclass
class Channel:
    id: int
    guild_id: int | None
    name: str
    type: int = 0
    bot_permissions: int = USUAL
    parent_id: int | None = None
    recipient: User | None = None
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)
    nonces: dict[str, int] = field(default_factory=dict)

    def json(self) -> dict[str, Any]:
        base: dict[str, Any] = {"id": str(self.id), "type": self.type, "last_message_id": None, "flags": 0}
        if self.type == 1:
            assert self.recipient
            return {**base, "recipients": [self.recipient.json()]}
        if self.type == 3:
            return {**base, "recipients": [], "name": self.name, "icon": None, "owner_id": "1"}
        base |= {
            "guild_id": str(self.guild_id),
            "name": self.name,
            "parent_id": str(self.parent_id) if self.parent_id else None,
            "rate_limit_per_user": 0,
        }
        if self.type in (11, 12):
            meta = {
                "archived": False,
                "archive_timestamp": now(),
                "auto_archive_duration": 1440,
                "locked": False,
                "create_timestamp": now(),
            }
            return {
                **base,
                "owner_id": str(APPLICATION),
                "thread_metadata": meta,
                "message_count": 0,
                "member_count": 1,
                "total_message_sent": 0,
            }
        overwrites = []
        missing = USUAL & ~self.bot_permissions
        if missing:
            overwrites = [{"id": str(APPLICATION), "type": 1, "allow": "0", "deny": str(missing)}]
        return {**base, "position": 0, "permission_overwrites": overwrites, "nsfw": False, "topic": None}


@dataclass
class Guild:
    id: int
    name: str
    owner: User
    channels: dict[int, Channel] = field(default_factory=dict)
    members: dict[int, User] = field(default_factory=dict)
    locale: str = "en-US"

    def json(self, bot: User) -> dict[str, Any]:
        member = {**bot.member(), "user": bot.json()}
        plain = [one.json() for one in self.channels.values() if one.type == 0]
        threads = [one.json() for one in self.channels.values() if one.type in (11, 12)]
        return {
            "id": str(self.id),
            "name": self.name,
            "icon": None,
            "splash": None,
            "discovery_splash": None,
            "owner_id": str(self.owner.id),
            "afk_channel_id": None,
            "afk_timeout": 300,
            "verification_level": 0,
            "default_message_notifications": 1,
            "explicit_content_filter": 0,
            "roles": [
                {
                    "id": str(self.id),
                    "name": "@everyone",
                    "color": 0,
                    "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
                    "hoist": False,
                    "position": 0,
                    "permissions": str(USUAL),
                    "managed": False,
                    "mentionable": False,
                    "flags": 0,
                    "icon": None,
                    "unicode_emoji": None,
                    "description": None,
                }
            ],
            "emojis": [],
            "features": [],
            "mfa_level": 0,
            "application_id": None,
            "system_channel_id": None,
            "system_channel_flags": 0,
            "rules_channel_id": None,
            "max_members": 500000,
            "vanity_url_code": None,
            "description": None,
            "banner": None,
            "premium_tier": 0,
            "premium_subscription_count": 0,
            "preferred_locale": self.locale,
            "public_updates_channel_id": None,
            "nsfw_level": 0,
            "nsfw": False,
            "stickers": [],
            "premium_progress_bar_enabled": False,
            "safety_alerts_channel_id": None,
            "joined_at": "2026-01-01T00:00:00+00:00",
            "large": False,
            "unavailable": False,
            "member_count": len(self.members) + 1,
            "voice_states": [],
            "members": [member],
            "channels": plain,
            "threads": threads,
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }


@dataclass
class Interaction:
    """One interaction as the server sees it. ``callback`` is the body of the first response."""

    id: int
    token: str
    type: int
    user: User
    channel: Channel
    sent: float
    callback: dict[str, Any] | None = None
    callback_after: float = 0.0
    original: int | None = None
    private: bool = False
    thinking: bool = False
    expired: bool = False
    message_ids: list[int] = field(default_factory=list)
    source_message: int | None = None
    files: dict[str, bytes] = field(default_factory=dict)


def message(channel: Channel, author: User, body: dict[str, Any], *, flags: int = 0, kind: int = 0) -> dict[str, Any]:
    """A whole message object."""
    made: dict[str, Any] = {
        "id": str(snowflake()),
        "channel_id": str(channel.id),
        "author": author.json(),
        "content": body.get("content") or "",
        "timestamp": now(),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": body.get("attachments_full", []),
        "embeds": [{"type": "rich", **one} for one in body.get("embeds") or []],
        "pinned": False,
        "type": kind,
        "components": numbered(body.get("components") or []),
        "flags": flags | (body.get("flags") or 0),
    }
    if body.get("nonce") is not None:
        made["nonce"] = body["nonce"]
    reference = body.get("message_reference")
    if reference:
        made["type"] = 19
        made["message_reference"] = {
            "type": 0,
            "channel_id": str(channel.id),
            **{k: v for k, v in reference.items() if k != "fail_if_not_exists"},
        }
        found = channel.messages.get(int(reference["message_id"]))
        made["referenced_message"] = {k: v for k, v in found.items() if k != "referenced_message"} if found else None
    return made


def numbered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Components with the ``id`` that Discord gives them."""
    count = itertools.count(1)
    return [
        {**row, "id": next(count), "components": [{**one, "id": next(count)} for one in row.get("components") or []]}
        for row in rows
    ]
