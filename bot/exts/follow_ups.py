"""Questions in plain messages: a mention, a reply to the bot, a thread it opened, a direct message."""

from __future__ import annotations

import contextlib
import re
from collections import OrderedDict
from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.exts.asked import Asked
from bot.exts.desk import wait_notice
from bot.exts.gate import no_index
from bot.exts.outlets import MessageOutlet
from bot.exts.render import Payload, Tone, notice
from bot.exts.translation import spoken
from bot.messages import say
from bot.state import GuildSettings
from bot.state.conversations import channel_conversation, new_conversation
from index.documents import Language
from index.query import detect_language

if TYPE_CHECKING:
    from bot.client import ParagrafBot

LONGEST = 1000
_SEEN = 2000


class FollowUps(commands.Cog):
    """Listens for what is meant for the bot."""

    def __init__(self, bot: ParagrafBot) -> None:
        self._bot = bot
        self._seen: OrderedDict[int, None] = OrderedDict()

    @commands.Cog.listener("on_message")
    async def listen(self, message: discord.Message) -> None:
        """Answers, where the message is for the bot and from a person."""
        bot = self._bot
        if bot.user is not None and message.author.id == bot.user.id:
            bot.echoes.heard(message)
        if message.author.bot or message.webhook_id or message.is_system() or bot.user is None:
            return
        conversation = await self._carried_on(message)
        if not self._meant(message, carried_on=conversation is not None) or self._already(message.id):
            return
        settings = await bot.servers.get(message.guild.id if message.guild else None)
        if not self._allowed(message, settings):
            return
        text = self._text(message)
        reader = self._reader(message, settings, text)
        outlet = MessageOutlet(message)
        refusal = await self._refusal(message, settings, text, reader)
        if refusal is not None:
            await outlet.end(refusal)
            return
        bot.spawn(_typing(message))
        if message.guild is not None:
            bot.servers.seen_in(message.author.id, message.guild.id)
        await bot.desk.serve(self._asked(message, settings, conversation, text, reader), outlet)

    async def _carried_on(self, message: discord.Message) -> str | None:
        """The conversation of the answer that a message replies to, also of one from before a restart."""
        reference = message.reference
        if reference is None or reference.message_id is None:
            return None
        resolved, me = reference.resolved, self._bot.user
        if isinstance(resolved, discord.Message) and me is not None and resolved.author.id != me.id:
            return None
        return await self._bot.desk.conversation_of(reference.message_id, message.channel.id)

    def _meant(self, message: discord.Message, *, carried_on: bool) -> bool:
        me = self._bot.user
        if message.guild is None:
            return True
        if me is not None and any(one.id == me.id for one in message.mentions):
            return True
        if not message.content.strip():
            return False
        resolved = message.reference.resolved if message.reference else None
        if carried_on or (isinstance(resolved, discord.Message) and me is not None and resolved.author.id == me.id):
            return True
        mine = isinstance(message.channel, discord.Thread) and me is not None and message.channel.owner_id == me.id
        return mine and self._bot.intents.message_content

    def _already(self, message_id: int) -> bool:
        """Whether the gateway brought the same message before."""
        if message_id in self._seen:
            return True
        self._seen[message_id] = None
        while len(self._seen) > _SEEN:
            self._seen.popitem(last=False)
        return False

    def _allowed(self, message: discord.Message, settings: GuildSettings) -> bool:
        channels = self._bot.channels_of(settings)
        if message.guild is None or not channels:
            return True
        parent = message.channel.parent_id if isinstance(message.channel, discord.Thread) else None
        return bool({message.channel.id, parent} & set(channels))

    def _text(self, message: discord.Message) -> str:
        me = self._bot.user
        text = re.sub(rf"<@!?{me.id}>", " ", message.content) if me else message.content
        return " ".join(text.split())

    def _reader(self, message: discord.Message, settings: GuildSettings, text: str) -> Language:
        """A message has no locale: the server's setting, else the language it is written in."""
        if settings.language is not None:
            return settings.language
        usual = spoken(message.guild.preferred_locale if message.guild else None)
        return detect_language(text, usual) if len(text.split()) > 2 else usual

    async def _refusal(
        self, message: discord.Message, settings: GuildSettings, text: str, reader: Language
    ) -> Payload | None:
        bot = self._bot
        if message.guild is None and not await bot.answers_dms(message.author):
            return notice(say("discord_no_dms", reader), Tone.CAREFUL)
        if not text:
            return notice(say("discord_ask_me", reader))
        if not bot.built:
            return no_index(bot, reader)
        if len(text) > LONGEST:
            return notice(say("discord_too_long", reader, limit=LONGEST), Tone.CAREFUL)
        wait = await bot.desk.wait(message.author.id, message.guild.id if message.guild else None, settings)
        if wait is not None:
            bot.metrics.refused("rate")
            return wait_notice(wait, reader)
        return None

    def _asked(
        self,
        message: discord.Message,
        settings: GuildSettings,
        carried_on: str | None,
        text: str,
        reader: Language,
    ) -> Asked:
        lasting = message.guild is None or isinstance(message.channel, discord.Thread)
        conversation = channel_conversation(message.channel.id) if lasting else carried_on
        return Asked(
            text=text,
            person_id=message.author.id,
            channel_id=message.channel.id,
            guild_id=message.guild.id if message.guild else None,
            conversation=conversation or new_conversation(),
            reader=reader,
            language=settings.language,
            thread=_offers_thread(message),
            message_id=message.id,
            settings=settings,
        )


def _offers_thread(message: discord.Message) -> bool:
    """Whether a thread can be opened at a message of this channel."""
    channel = message.channel
    return isinstance(channel, discord.TextChannel) and channel.permissions_for(channel.guild.me).create_public_threads


async def _typing(message: discord.Message) -> None:
    """Shows that the bot is at it; of no importance where it cannot."""
    with contextlib.suppress(discord.HTTPException, OSError):
        await message.channel.typing()


async def setup(bot: ParagrafBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(FollowUps(bot))
