from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index import embed
from index.embed import KNOWN_PREFIXES, SentenceEncoder, load_encoder, packaged_folder, prefixes_of
from index.errors import SettingsError
from index.settings import EncoderSettings

TEXTS = [
    "Nvidia may not ship the H20 to China without a licence.",
    "Rare earth magnets need an export licence. " * 30,
    "chip",
    "Der Bundestag berät über das Außenwirtschaftsgesetz.",
] * 5


def test_vectors_are_unit_length_in_order_and_like_those_of_sentence_transformers(packaged: SentenceEncoder) -> None:
    from sentence_transformers import SentenceTransformer

    vectors = packaged.encode_passages(TEXTS)
    assert vectors.shape == (len(TEXTS), packaged.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    plain = SentenceTransformer(str(packaged_folder()), device="cpu").encode(TEXTS, normalize_embeddings=True)
    assert (vectors * plain).sum(axis=1).min() > 0.995


def test_progress_counts_every_text_once(packaged: SentenceEncoder) -> None:
    done: list[int] = []
    packaged.encode_passages(TEXTS, done.append)
    assert sum(done) == len(TEXTS)


def test_a_query_is_encoded_like_a_passage_where_the_model_has_no_prefixes_and_remembered(
    packaged: SentenceEncoder,
) -> None:
    first = packaged.encode_query("What may be shipped to China?")
    again = packaged.encode_query("What may be shipped to China?")
    assert again is first
    np.testing.assert_allclose(first, packaged.encode_passages(["What may be shipped to China?"])[0], atol=0.02)
    with pytest.raises(ValueError, match="read-only"):
        first[0] = 0.0


def test_no_texts_are_no_vectors(packaged: SentenceEncoder) -> None:
    assert packaged.encode_passages([]).shape == (0, packaged.dimension)


def test_loading_an_encoder_imports_nothing_heavy() -> None:
    code = (
        "import sys; from index.embed import load_encoder; from index.settings import EncoderSettings;"
        "e = load_encoder(EncoderSettings(model='packaged')); assert e.dimension == 384 and '@' in e.name;"
        "print([m for m in ('torch', 'transformers', 'sentence_transformers') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_another_file_in_place_of_the_packaged_weights_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"something else")
    monkeypatch.setattr(embed, "packaged_folder", lambda: tmp_path)
    with pytest.raises(SettingsError, match=r"model\.safetensors: sha256 is .* expected 53aa51172d14"):
        load_encoder(EncoderSettings(model="packaged"))


def test_the_name_follows_weights_and_prefixes(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(packaged_folder(), folder)
    plain = load_encoder(EncoderSettings(model=str(folder)))
    prefixed = load_encoder(EncoderSettings(model=str(folder), query_prefix="query: ", passage_prefix="passage: "))
    assert plain.name.startswith("mine@")
    assert prefixed.name.startswith(plain.name)
    assert prefixed.name != plain.name
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x00")
    assert load_encoder(EncoderSettings(model=str(folder))).name != plain.name


def test_prefixes_reach_the_model(packaged: SentenceEncoder, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(packaged_folder(), folder)
    prefixed = load_encoder(EncoderSettings(model=str(folder), query_prefix="query: ", passage_prefix="passage: "))
    np.testing.assert_allclose(prefixed.encode_query("chips"), packaged.encode_query("query: chips"), atol=1e-6)
    np.testing.assert_allclose(
        prefixed.encode_passages(["chips"])[0], packaged.encode_passages(["passage: chips"])[0], atol=1e-6
    )


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("intfloat/multilingual-e5-small", ("query: ", "passage: ")),
        ("BAAI/bge-m3", ("", "")),
        ("sentence-transformers/all-MiniLM-L6-v2", ("", "")),
        ("nomic-ai/nomic-embed-text-v1.5", ("search_query: ", "search_document: ")),
    ],
)
def test_known_models_get_their_prefixes(model: str, expected: tuple[str, str]) -> None:
    assert prefixes_of(model, EncoderSettings(model=model)) == expected


def test_prefixes_of_config_win_over_known_ones() -> None:
    settings = EncoderSettings(model="intfloat/e5-base", query_prefix="frage: ")
    assert KNOWN_PREFIXES
    assert prefixes_of("intfloat/e5-base", settings) == ("frage: ", "")


def test_a_model_that_is_nowhere_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    encoder = load_encoder(EncoderSettings(model="nobody/no-such-model"))
    with pytest.raises(SettingsError) as caught:
        encoder.encode_query("x")
    assert "\n" not in str(caught.value)
    assert "nobody/no-such-model" in str(caught.value)
    assert "config.yaml" in str(caught.value)
