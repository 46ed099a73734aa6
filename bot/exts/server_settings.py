"""What the admins of servers have set, remembered in this process: every interaction asks for it before it is answered."""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.exts.patience import soon
from bot.state import GuildSettings, State, StateError

_log = logging.getLogger("bot.settings")
_FRESH = 60.0
_AFTER_FAILURE = 5.0
_REMEMBERED = 20_000


@dataclass(slots=True)
class _Known:
    settings: GuildSettings
    until: float


class ServerSettings:
    """Settings by server, and the server that a person of a direct message comes from.

    A minute old at most, so that several processes see each other's changes; where the state does not reply, what was
    known last, else the defaults.
    """

    def __init__(self, state: State, now: Callable[[], float] = time.monotonic) -> None:
        self._state = state
        self._now = now
        self._known: OrderedDict[int, _Known] = OrderedDict()
        self._homes: OrderedDict[int, int] = OrderedDict()

    async def get(self, guild_id: int | None) -> GuildSettings:
        """The settings of a server; those of a direct message are the defaults. Never raises."""
        if guild_id is None:
            return GuildSettings()
        known = self._known.get(guild_id)
        if known is not None and self._now() < known.until:
            return known.settings
        try:
            settings, lives = await soon(self._state.guilds.get(guild_id)), _FRESH
        except StateError as error:
            _log.warning("the state was not available", extra={"what": "settings", "error": str(error)})
            settings, lives = known.settings if known else GuildSettings(guild_id), _AFTER_FAILURE
        self._remember(settings, lives)
        return settings

    def changed(self, settings: GuildSettings) -> None:
        """Remembers what `/settings` just wrote."""
        self._remember(settings, _FRESH)

    def drop(self, guild_id: int) -> None:
        """Forgets a server that the bot left."""
        self._known.pop(guild_id, None)

    def seen_in(self, person_id: int, guild_id: int) -> None:
        """Remembers which server somebody last asked in; after a restart their stored answers say so."""
        self._homes[person_id] = guild_id
        self._homes.move_to_end(person_id)
        _bound(self._homes)

    def forget(self, person_id: int) -> None:
        """Forgets where somebody asked."""
        self._homes.pop(person_id, None)

    async def dms_allowed(self, person_id: int) -> bool:
        """Whether the server that somebody last asked in leaves direct messages on; also where that is not known."""
        home = self._homes.get(person_id)
        if home is None:
            try:
                home = await soon(self._state.answers.home_of(person_id))
            except StateError as error:
                _log.warning("the state was not available", extra={"what": "home", "error": str(error)})
                return True
            if home is None:
                return True
            self.seen_in(person_id, home)
        return (await self.get(home)).dms is not False

    def _remember(self, settings: GuildSettings, seconds: float) -> None:
        if settings.guild_id is not None:
            self._known[settings.guild_id] = _Known(settings, self._now() + seconds)
            self._known.move_to_end(settings.guild_id)
            _bound(self._known)


def _bound(remembered: OrderedDict[int, object] | OrderedDict[int, int] | OrderedDict[int, _Known]) -> None:
    while len(remembered) > _REMEMBERED:
        remembered.popitem(last=False)
