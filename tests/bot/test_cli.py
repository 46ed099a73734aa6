"""The commands as a person types them: in process where that is enough, as a real process where it matters."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from index.errors import SettingsError

ROOT = Path(__file__).resolve().parents[2]
RUNNER = CliRunner()


def command(home: Path, *words: str, stdin: str | None = None) -> Result:
    return RUNNER.invoke(app, ["--config", str(home / "config.yaml"), *words], input=stdin, catch_exceptions=False)


def process(*words: str, cwd: Path = ROOT, stdin: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PARAGRAF_LOG": str(cwd / "paragraf.log")}
    environment.pop("DISCORD_TOKEN", None)
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=cwd,
        env=environment,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_ask_prints_an_answer_with_numbered_sources(home: Path) -> None:
    result = command(home, "ask", "Wie viele Mitgliedstaaten hat das Wassenaar-Abkommen?")
    assert result.exit_code == 0
    assert "42" in result.stdout
    assert "[1]" in result.stdout
    assert "Quellen" in result.stdout
    assert "https://" in result.stdout


def test_ask_json_is_one_object(home: Path) -> None:
    made = json.loads(command(home, "ask", "--json", "What does TPP mean in ECCN 3A090?").stdout)
    assert made["outcome"] == "answered"
    assert made["citations"][0]["quote"]


def test_jsonl_answers_line_by_line_and_reports_bad_lines_in_place(home: Path) -> None:
    lines = [
        '{"id": "a", "question": "Welches Land steht in der Ländergruppe E:2?"}',
        "not json",
        '{"id": "b", "question": "Wie wird das Wetter morgen?"}',
        "",
        '{"id": "c", "question": "Und warum?", "history": [{"role": "user", "text": "Gilt die Affiliates Rule?"}], "as_of": "2025-10-15"}',
    ]
    result = command(home, "ask", "--jsonl", stdin="\n".join(lines))
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row.get("id") for row in rows] == ["a", None, "b", "c"]
    assert rows[1]["line"] == 2
    assert "kein gültiges JSON" in rows[1]["error"]
    assert rows[2]["outcome"] == "no_answer"
    assert rows[3]["as_of"] == "2025-10-15"
    assert result.exit_code == 1


def test_search_filters_by_kind_and_language(home: Path) -> None:
    rows = json.loads(
        command(home, "search", "--json", "--kind", "news", "--source-language", "de", "H20 China").stdout
    )
    assert rows
    assert {row["kind"] for row in rows} == {"news"}
    assert all(row["document_id"].endswith("-de") for row in rows)


def test_source_finds_a_pinpoint_a_code_and_a_document(home: Path) -> None:
    for wanted in ("15 CFR 744.23", "3A090.a", "us-h200-rule-2026-en"):
        result = command(home, "source", wanted)
        assert result.exit_code == 0, wanted
        assert result.stdout.strip()
    missing = command(home, "source", "15 CFR 999.99")
    assert missing.exit_code == 1
    assert "15 CFR 999.99" in missing.stderr


def test_sources_and_status_tell_what_is_there(home: Path) -> None:
    rows = json.loads(command(home, "sources", "--json").stdout)
    assert len(rows) > 30
    state = json.loads(command(home, "status", "--json").stdout)
    assert state["documents"] == len(rows)
    assert state["newest_source"] == "2026-10-08"


def test_doctor_is_content_with_a_good_installation(home: Path) -> None:
    result = command(home, "doctor", "--json")
    findings = json.loads(result.stdout)
    assert {one["check"] for one in findings} >= {"config", "encoder", "store", "prompts", "model"}
    assert [one for one in findings if not one["ok"]] == []


@pytest.mark.parametrize(("language", "words"), [("de", "kein solcher Ordner"), ("en", "no such folder")])
def test_doctor_names_a_missing_folder_in_the_language_of_the_configuration(
    tmp_path: Path, language: str, words: str
) -> None:
    (tmp_path / "config.yaml").write_text(
        "index: {path: ix, encoder: {model: ./none}, sources: [{type: folder, name: own, path: ./away}]}\n"
        f"answering: {{default_language: {language}}}",
        encoding="utf-8",
    )
    found = {one["check"]: one for one in json.loads(command(tmp_path, "doctor", "--json").stdout)}
    assert not found["source own"]["ok"]
    assert words in found["source own"]["message"]
    assert "away" in found["source own"]["message"]


def test_doctor_says_how_to_mend_a_damaged_index(tmp_path: Path, home: Path) -> None:
    shutil.copytree(home, tmp_path / "h")
    (tmp_path / "h" / "config.yaml").write_text(
        (home / "config.yaml").read_text(encoding="utf-8").replace(str(home), str(tmp_path / "h")), encoding="utf-8"
    )
    [file] = (tmp_path / "h").rglob("catalogue.sqlite")
    file.write_bytes(file.read_bytes()[:5000] + b"\0" * 5000)
    found = {one["check"]: one for one in json.loads(command(tmp_path / "h", "doctor", "--json").stdout)}
    assert not found["store"]["ok"]
    assert "paragraf sync" in found["store"]["message"]


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("", "expected the sections"),
        ("index: [", "not valid YAML"),
        ("index: {path: x, encoder: {model: packaged}, sources: []}\nanswerin: {}", "answerin"),
        ("index: {path: x, encoder: {model: packaged}, sources: [{type: foldr, path: y}]}", "index.sources"),
        ("index: {path: x, encoder: {modl: packaged}, sources: []}", "index.encoder.modl"),
        ("index: {path: x, encoder: {model: packaged}, sources: []}\nanswering: {max_words: 3}", "answering.max_words"),
    ],
)
def test_a_wrong_configuration_names_file_and_field(tmp_path: Path, content: str, named: str) -> None:
    (tmp_path / "config.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        command(tmp_path, "status")
    assert named in str(error.value)
    assert "config.yaml" in str(error.value)


def test_a_missing_configuration_and_a_wrong_date_are_one_line_without_a_trace(tmp_path: Path, home: Path) -> None:
    missing = process("--config", str(tmp_path / "nowhere.yaml"), "status", cwd=tmp_path)
    assert missing.returncode == 2
    assert missing.stderr.count("\n") == 1
    assert "nowhere.yaml" in missing.stderr
    wrong = process("--config", str(home / "config.yaml"), "ask", "--as-of", "gestern", "Was gilt?", cwd=tmp_path)
    assert wrong.returncode == 2
    assert "Traceback" not in wrong.stderr
    assert "gestern" in wrong.stderr


def test_piped_questions_are_answered_and_the_program_ends(home: Path, tmp_path: Path) -> None:
    done = process(
        "--config",
        str(home / "config.yaml"),
        "run",
        cwd=tmp_path,
        stdin="Welches Land steht in der Ländergruppe E:2?\n/source 1\n",
    )
    assert done.returncode == 0, done.stderr
    assert "Kuba" in done.stdout
    assert "Traceback" not in done.stderr
    assert "E:2" in done.stdout.split("Quellen")[1]


def test_a_wrong_day_is_said_before_an_index_is_built(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(
        "index: {path: ix, encoder: {model: packaged}, sources: []}", encoding="utf-8"
    )
    for words in (["ask", "--jsonl"], ["ask", "Was gilt?"], ["search", "H20"]):
        result = command(tmp_path, *words, "--as-of", "WRONG", stdin="")
        assert result.exit_code == 2
        assert "WRONG" in result.stderr
    assert not (tmp_path / "ix").exists()


def test_doctor_says_what_to_check_where_the_model_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "x")
    (tmp_path / "config.yaml").write_text(
        'index: {path: ix, encoder: {model: ./none}, sources: []}\nmodel: {name: "openai:x", base_url: "http://127.0.0.1:9/v1"}',
        encoding="utf-8",
    )
    found = {one["check"]: one for one in json.loads(command(tmp_path, "doctor", "--json").stdout)}
    assert not found["model"]["ok"]
    assert "model.base_url" in found["model"]["message"]


@pytest.mark.parametrize(("language", "words"), [("de", "Passwort gesperrt"), ("en", "locked with a password")])
def test_a_file_that_cannot_be_read_is_reported_in_the_readers_language_each_time(
    tmp_path: Path, language: str, words: str, encoder_name: str
) -> None:
    from pypdf import PdfWriter

    (tmp_path / "own").mkdir()
    locked = PdfWriter()
    locked.add_blank_page(100, 100)
    locked.encrypt("secret")
    locked.write(tmp_path / "own" / "locked.pdf")
    (tmp_path / "config.yaml").write_text(
        f"index: {{path: ix, encoder: {{model: {encoder_name}}}, sources: [{{type: folder, path: own}}]}}\n"
        f"answering: {{default_language: {language}}}",
        encoding="utf-8",
    )
    for _ in range(2):  # the second time the reason comes from the index
        assert words in command(tmp_path, "sync").stdout


@pytest.mark.parametrize(("language", "words"), [("de", "kein Datum"), ("en", "is no date")])
def test_a_wrong_day_is_said_in_the_language_of_the_configuration(tmp_path: Path, language: str, words: str) -> None:
    (tmp_path / "config.yaml").write_text(
        f"index: {{path: ix, encoder: {{model: packaged}}, sources: []}}\nanswering: {{default_language: {language}}}",
        encoding="utf-8",
    )
    assert words in command(tmp_path, "ask", "Was gilt?", "--as-of", "WRONG").stderr


def test_a_number_is_a_source_of_the_last_answer_and_nothing_else(home: Path) -> None:
    asked = json.loads(command(home, "ask", "--json", "Welches Land steht in der Ländergruppe E:2?").stdout)
    for number in ("1", "[1]"):
        [shown] = json.loads(command(home, "source", "--json", number).stdout)
        assert shown["document_id"] == asked["citations"][0]["document_id"]
        assert asked["citations"][0]["quote"] in shown["text"]
    assert command(home, "source", "99").exit_code == 1
    command(home, "ask", "Wie wird morgen das Wetter in Berlin?")
    assert command(home, "source", "1").exit_code == 1


def test_bytes_that_are_no_utf8_are_no_reason_to_fail(home: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PARAGRAF_LOG": str(tmp_path / "log")}
    for words, stdin in ((["ask", b"\xff Was ist TPP?"], b""), (["chat"], b"Was ist \xe4 TPP?\n")):
        done = subprocess.run(
            [sys.executable, "-m", "bot", "--config", str(home / "config.yaml"), *words],
            env=environment,
            input=stdin,
            capture_output=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr
        assert "TPP" in done.stdout.decode()


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("", "not one question"),
        ("garbage", "q.jsonl:1: not valid JSON"),
        ("[1]", "q.jsonl:1: not a JSON object"),
        ('{"question": "x"}', "q.jsonl:1: field lang is missing"),
        ('{"question": "x", "lang": "fr", "kind": "fact"}', "q.jsonl:1: field with a wrong value"),
    ],
)
def test_eval_names_what_is_wrong_with_a_file_of_questions(
    home: Path, tmp_path: Path, content: str, named: str
) -> None:
    (tmp_path / "q.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        command(home, "eval", str(tmp_path / "q.jsonl"))
    assert named in str(error.value)
