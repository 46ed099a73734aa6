"""`paragraf doctor` on installations with something broken: one line each, in both languages, with what to type."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from tests.servers.official import OfficialServer, Status, official_server

RUNNER = CliRunner()


def findings(config: Path) -> dict[str, tuple[bool, str]]:
    """Check → (ok, message)."""
    result = RUNNER.invoke(app, ["--config", str(config), "doctor", "--json"], catch_exceptions=False)
    return {one["check"]: (one["ok"], one["message"]) for one in json.loads(result.stdout)}


def written(folder: Path, sources: str, language: str = "en", rest: str = "") -> Path:
    """A config.yaml without an encoder, so that only the sources are of interest."""
    config = folder / "config.yaml"
    config.write_text(
        f"index:\n  path: ix\n  encoder: {{model: ./none}}\n  sources: [{sources}]\n"
        f"answering: {{default_language: {language}}}\n{rest}",
        encoding="utf-8",
    )
    return config


@pytest.fixture(scope="module")
def official() -> OfficialServer:
    with official_server() as server:
        server.laws["awg_2013"] = "<dokumente></dokumente>"
        server.acts["32021R0821", "EN"] = "<p>act</p>"
        server.pages["/page"] = ("<p>page</p>", "text/html")
        yield server


def test_every_kind_of_network_source_is_asked_and_answers(tmp_path: Path, official: OfficialServer) -> None:
    base = f"base_url: '{official.url}'"
    found = findings(
        written(
            tmp_path,
            f"{{type: ecfr, parts: ['744'], {base}}}, {{type: federal_register, {base}}},"
            f"{{type: eurlex, celex: ['32021R0821'], languages: [EN], {base}}}, {{type: gesetze, laws: [awg_2013], {base}}},"
            f"{{type: screening_list, url: '{official.url}/consolidated.json'}}, {{type: web, urls: ['{official.url}/page']}}",
        )
    )
    for kind in ("ecfr", "federal_register", "eurlex", "gesetze", "screening_list", "web"):
        assert found[f"source {kind}"] == (True, "answers (addresses asked: 1)")
    assert {"/api/versioner/v1/titles.json", "/awg_2013/xml.zip", "/consolidated.json"} <= set(official.paths())


@pytest.mark.parametrize(("language", "words"), [("de", "Adresse in config.yaml"), ("en", "address in config.yaml")])
def test_a_refused_address_is_named_with_the_line_to_correct(
    tmp_path: Path, official: OfficialServer, language: str, words: str
) -> None:
    web = f"{{type: web, urls: ['{official.url}/page', '{official.url}/gone']}}"
    ok, said = findings(
        written(tmp_path, f"{web}, {{type: gesetze, laws: [awv], base_url: '{official.url}'}}", language)
    )["source web"]
    assert not ok
    assert f"{official.url}/gone" in said
    assert "404" in said
    assert words in said


@pytest.mark.parametrize(("language", "words"), [("de", "Verbindung ins Netz"), ("en", "check the network")])
def test_a_server_that_is_not_there_or_fails_is_the_networks_matter(
    tmp_path: Path, official: OfficialServer, language: str, words: str
) -> None:
    official.faults["/page"] = [Status(503)]
    config = written(
        tmp_path,
        f"{{type: feed, url: 'http://127.0.0.1:9/feed'}}, {{type: web, urls: ['{official.url}/page']}}",
        language,
    )
    found = findings(config)
    for source in ("source feed", "source web"):
        assert not found[source][0]
        assert words in found[source][1]
        assert "paragraf sync" in found[source][1]


def test_a_missing_configuration_is_json_too(tmp_path: Path) -> None:
    assert set(findings(tmp_path / "nowhere.yaml")) == {"config"}


@pytest.mark.parametrize(
    ("rest", "named"),
    [
        ("answering: [1]", "answering"),
        ("answering: {max_words: lots}", "answering.max_words: must be a whole number, found 'lots'"),
        ("model: {temperature: hot}", "model.temperature: must be a number, found 'hot'"),
        ("model: {name: 3}", "model.name: must be text, found 3"),
        ("discord: {dms: perhaps}", "discord.dms: must be true or false"),
        ("discord: {channels: 7}", "discord.channels: must be a list, found 7"),
        ("answering: {default_language: fr}", "answering.default_language: allowed: 'de' or 'en'; found 'fr'"),
    ],
)
def test_a_wrong_type_in_the_configuration_names_field_and_what_was_found(
    tmp_path: Path, rest: str, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C")
    (tmp_path / "config.yaml").write_text(
        f"index: {{path: ix, encoder: {{model: ./none}}, sources: []}}\n{rest}", encoding="utf-8"
    )
    ok, said = findings(tmp_path / "config.yaml")["config"]
    assert not ok
    assert named in said


@pytest.mark.parametrize("part", ["catalogue.sqlite", "chroma.sqlite3", "meta.json"])
def test_whatever_part_of_the_index_is_damaged_the_line_says_how_to_mend_it(
    tmp_path: Path, home: Path, part: str
) -> None:
    shutil.copytree(home, tmp_path / "h")
    files = list((tmp_path / "h" / "var").rglob(part))
    assert files
    for file in files:
        file.write_bytes(b"\0" * 5000)
    ok, said = findings(tmp_path / "h" / "config.yaml")["store"]
    assert not ok
    assert "paragraf sync" in said


def test_missing_prompts_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import bot.answering.prompts as prompts

    original = prompts.load_prompts
    monkeypatch.setattr(prompts, "load_prompts", lambda: original(tmp_path / "prompts"))
    ok, said = findings(written(tmp_path, ""))["prompts"]
    assert not ok
    assert "prompts/" in said
