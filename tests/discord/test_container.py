"""Dockerfile, .dockerignore, compose.yaml and the program agree. Whether Docker builds them only Docker can show."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pathspec
import pytest
import yaml

from bot.exts.running import _HARD_END
from tests.conftest import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
IGNORED = pathspec.GitIgnoreSpec.from_lines((ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines())
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _copied() -> list[str]:
    lines = [line.split()[1:-1] for line in DOCKERFILE.splitlines() if re.match(r"COPY (?!--from)", line)]
    return [one for line in lines for one in line]


def _seconds(text: str) -> float:
    number, unit = re.fullmatch(r"(\d+)([smh])", text).groups()  # type: ignore[union-attr]
    return float(number) * {"s": 1, "m": 60, "h": 3600}[unit]


def _program() -> str:
    return "".join(
        one.read_text(encoding="utf-8") for folder in ("bot", "index") for one in (ROOT / folder).rglob("*.py")
    )


def test_everything_that_is_copied_is_there_and_not_ignored() -> None:
    copied = _copied()
    assert {"bot", "index", "prompts", "config.yaml", "pyproject.toml", "constraints.txt"} <= set(copied)
    for one in copied:
        assert (ROOT / one).exists(), one
        inside = [one] if (ROOT / one).is_file() else [str(p.relative_to(ROOT)) for p in (ROOT / one).rglob("*.*")]
        assert inside
        dropped = [path for path in inside if IGNORED.match_file(path) and "__pycache__" not in path]
        assert dropped == [], "a file that the program needs is kept out of the image"
    for secret in (".env", ".git/config", "var/state/bot.sqlite"):
        assert IGNORED.match_file(secret), f"{secret} would go into the image"


def test_the_image_installs_extras_that_exist_runs_as_an_ordinary_user_and_has_a_command_that_exists() -> None:
    extras = re.search(r"-e '\.\[([\w,]+)\]'", DOCKERFILE)
    assert extras and set(extras[1].split(",")) <= set(PROJECT["optional-dependencies"])
    assert PROJECT["readme"] in _copied(), "setuptools reads it"
    user = re.search(r"useradd .*--uid (\d+) (\w+)", DOCKERFILE)
    assert user and int(user[1]) >= 1000 and f"USER {user[2]}" in DOCKERFILE
    assert DOCKERFILE.index(f"-o {user[2]} /app/var") < DOCKERFILE.index("VOLUME /app/var")
    assert re.search(r'ENTRYPOINT \["(\w+)"\]', DOCKERFILE)[1] in PROJECT["scripts"]  # type: ignore[index]
    config = yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))
    assert Path(config["index"]["path"]).parts[0] == "var", "what is written lies on the volume"


def test_an_orchestrator_waits_for_the_first_index_and_for_a_clean_end() -> None:
    check = re.search(r"HEALTHCHECK .*--start-period=(\w+)", DOCKERFILE)
    assert check and _seconds(check[1]) >= 1800, "the first index may take long; a success ends the period at once"
    for name in ("bot", "bot-shared"):
        service = COMPOSE["services"][name]
        assert "healthcheck" not in service, "the image's own counts"
        assert _seconds(service["stop_grace_period"]) > _HARD_END
        assert "METRICS_PORT" in service["environment"], "without it the health check sees nothing"


def test_every_variable_of_the_compose_file_is_one_that_something_reads() -> None:
    known = set(re.findall(r"environ(?:ment)?(?:\.get)?[\[(]\"(\w+)\"", _program()))
    assert {"DISCORD_TOKEN", "PARAGRAF_DATABASE_URL", "PARAGRAF_SHARDS"} <= known
    for name in ("bot", "bot-shared"):
        for variable in COMPOSE["services"][name]["environment"]:
            assert variable in known or f"${variable}" in DOCKERFILE, variable
    assert set(re.findall(r"\$\{(\w+)", (ROOT / "compose.yaml").read_text())) <= {
        "POSTGRES_PASSWORD",
        "PARAGRAF_SHARDS",
        "METRICS_PORT",
    }
    postgres = COMPOSE["services"]["postgres"]["environment"]
    url = COMPOSE["services"]["bot-shared"]["environment"]["PARAGRAF_DATABASE_URL"]
    password = postgres["POSTGRES_PASSWORD"]
    assert url == f"postgresql://{postgres['POSTGRES_USER']}:{password}@postgres/{postgres['POSTGRES_DB']}"


def test_the_profiles_are_the_three_of_the_readme_and_hold_together() -> None:
    services = COMPOSE["services"]
    assert "profiles" not in services["bot"], "`docker compose up` is the bot alone"
    assert {one for service in services.values() for one in service.get("profiles", ())} == {"shared", "ollama"}
    volumes = {str(one).split(":")[0] for service in services.values() for one in service.get("volumes", ())}
    assert {one for one in volumes if not one.startswith(".")} == set(COMPOSE["volumes"])
    for service in services.values():
        for needed, how in service.get("depends_on", {}).items():
            assert set(service["profiles"]) <= set(services[needed]["profiles"])
            assert how["condition"] != "service_healthy" or "healthcheck" in services[needed]


def test_the_chroma_server_is_the_version_of_the_client() -> None:
    pinned = re.search(r"^chromadb==(\S+)", (ROOT / "constraints.txt").read_text(), re.MULTILINE)
    assert pinned
    assert COMPOSE["services"]["chroma"]["image"] == f"chromadb/chroma:{pinned[1]}"


@pytest.mark.parametrize("name", ["bot", "bot-shared"])
def test_a_bot_in_a_container_has_no_rights_that_it_does_not_need(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["cap_drop"] == ["ALL"] and service["security_opt"] == ["no-new-privileges:true"]
    assert any(str(one).endswith("/app/config.yaml:ro") for one in service["volumes"])
