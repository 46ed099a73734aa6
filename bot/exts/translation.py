"""Names, descriptions, options and choices of commands in German and English, from the one catalogue of messages."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.app_commands import locale_str

from bot.messages import say
from index.documents import Language


def text(key: str) -> locale_str:
    """A text of the catalogue for a command: English where Discord has no translation, German in German clients."""
    return locale_str(say(key, Language.EN), key=key)


class CatalogueTranslator(app_commands.Translator):
    """Translates what `text` made; everything else stays as it is."""

    async def translate(
        self, string: locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """The German text where Discord asks for German; None says that there is no other translation."""
        key = string.extras.get("key")
        if key is None or locale is not discord.Locale.german:
            return None
        return say(str(key), Language.DE)


def spoken(locale: discord.Locale | str | None, override: Language | None = None) -> Language:
    """The language for a reader: what the server's `/settings` say, else German for German clients, else English."""
    if override is not None:
        return override
    return Language.DE if str(locale or "").lower().startswith("de") else Language.EN
