from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.exts.render import CoverageView, PassageView, Payload, coverage, notice, passage, result, search_page, timeline
from bot.timeline import events_of
from index.documents import Hit, Language
from tests.bot.samples import TODAY, answer, info, news, no_answer
from tests.bot.samples import passage as made

OPENAPI = Path(__file__).resolve().parents[4] / "shared" / "discord" / "openapi.json"


def _payloads() -> list[Payload]:
    document = info()
    found = made("One sentence stands here. Another follows it.", document)
    view = CoverageView([document, news()], 2, date(2026, 10, 8), datetime(2026, 11, 24, tzinfo=UTC))
    return [
        *result(answer()),
        *result(no_answer()),
        *passage(PassageView(document, found, number=1), Language.DE, TODAY),
        *coverage(view, Language.EN, TODAY),
        *timeline("H20", events_of([document, news()], Language.DE), Language.DE, TODAY),
        search_page("sentence", [Hit(found, document, 0.5)], 0, Language.DE, TODAY),
        notice("One line"),
    ]


def test_every_kind_of_message_is_a_body_that_discords_own_description_accepts() -> None:
    if not OPENAPI.exists():
        pytest.skip(f"{OPENAPI} is not there")
    schemas = pytest.importorskip("jsonschema_rs")
    components: dict[str, Any] = json.loads(OPENAPI.read_text(encoding="utf-8"))["components"]
    checked = schemas.validator_for({"$ref": "#/components/schemas/MessageCreateRequest", "components": components})
    for payload in _payloads():
        arguments = payload.kwargs()
        body = {
            "content": arguments["content"],
            "embeds": [embed.to_dict() for embed in arguments["embeds"]],
            "allowed_mentions": arguments["allowed_mentions"].to_dict(),
        }
        assert [str(error) for error in checked.iter_errors(body)] == []
