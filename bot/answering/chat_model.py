"""The one door to LangChain's chat models: opens one by name and streams its replies as plain text.

The stall between two pieces is timed here, because clients differ in what their own timeouts mean. Nothing is retried:
the answer falls back to quotations sooner than a second try would come.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.answering.errors import ModelFailure, ModelUnavailableError
from bot.answering.model_failure import failure_from
from bot.settings import ModelSettings
from index.errors import SettingsError
from index.wording import message

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Messages = Sequence[tuple[str, str]]
# Clients of these say why a reply ended; a reply of theirs that ends without a word was cut off.
_SAYS_ITS_END = frozenset({"openai", "azure_openai", "anthropic", "ollama"})
_END = ("finish_reason", "stop_reason", "done_reason")


@dataclass(frozen=True, slots=True)
class ChatModel:
    """A chat model ready to use; ``name`` is ``provider:model``, ``stall_seconds`` the longest silence in a reply."""

    name: str
    chat: BaseChatModel
    says_its_end: bool
    stall_seconds: float

    async def stream(self, messages: Messages) -> AsyncGenerator[str]:
        """The pieces of the reply to (role, text) ``messages``; roles are ``system``, ``human`` and ``ai``.

        Raises:
            ModelUnavailableError: whatever the client, the server or the network did wrong, as a reason.
        """
        chunks = self.chat.astream(list(messages))
        begun = ended = False
        try:
            while True:
                # The first piece may take as long as the whole: a model may think before it speaks.
                async with asyncio.timeout(self.stall_seconds if begun else None):
                    chunk = await anext(chunks, None)
                if chunk is None:
                    break
                begun = True
                ended = ended or any(chunk.response_metadata.get(name) for name in _END)
                yield str(chunk.text)
        except Exception as error:
            raise failure_from(error, begun=begun) from error
        finally:
            await _close(chunks)
        if self.says_its_end and not ended:
            raise ModelUnavailableError(
                ModelFailure.CUT_OFF if begun else ModelFailure.NONSENSE, "the reply has no end"
            )


def open_model(settings: ModelSettings) -> ChatModel:
    """Opens the configured model without calling it. Its key comes from the environment only.

    Raises:
        SettingsError: the provider is unknown or its package is not installed.
        ModelUnavailableError: the provider's key is not in the environment (reason ``auth``).
    """
    from langchain.chat_models import init_chat_model  # slow to import, and not needed without a model

    provider, _, model = settings.name.partition(":")
    if not model:
        provider, model = "openai" if settings.base_url else "", settings.name
    try:
        chat = init_chat_model(model, model_provider=provider or None, **_options(settings, provider))
    except ImportError as error:
        raise SettingsError(message("model_name", name=settings.name, error=error)) from error
    except ValueError as error:
        raise SettingsError(message("model_name_form", name=settings.name, error=_first_line(error))) from error
    except Exception as error:
        # Clients raise their own error where the key is missing; all of them name the variable.
        raise ModelUnavailableError(ModelFailure.AUTH, _first_line(error)) from error
    name = f"{provider}:{model}" if provider else model
    return ChatModel(name, chat, provider in _SAYS_ITS_END, settings.stall_seconds)


def _options(settings: ModelSettings, provider: str) -> dict[str, Any]:
    options: dict[str, Any] = {"temperature": settings.temperature}
    if provider == "ollama":
        options["num_predict"] = settings.max_tokens
    else:
        options |= {"max_tokens": settings.max_tokens, "max_retries": 0, "timeout": settings.timeout_seconds}
    if settings.base_url:
        options["base_url"] = settings.base_url
        if provider == "openai" and not os.environ.get("OPENAI_API_KEY"):
            options["api_key"] = "none"  # servers of one's own ask for no key, but the client insists on one
    return options


async def _close(stream: AsyncIterator[Any]) -> None:
    close = getattr(stream, "aclose", None)
    if close is not None:
        await close()


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0][:300] if str(error).strip() else type(error).__name__
