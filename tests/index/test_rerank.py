from __future__ import annotations

from pathlib import Path

import pytest
import structlog
from structlog.testing import capture_logs

from index.documents import DocumentInfo, Hit, Kind, Language, Passage
from index.rerank import Reranker
from index.settings import RerankerSettings

INFO = DocumentInfo("d", "d.md", "T", Language.EN, Kind.NEWS, "0")


def _hits() -> list[Hit]:
    texts = ("The weather is fair.", "The penalty is 252 million dollars.", "Rare earths.", "Beyond the candidates.")
    return [Hit(Passage(str(i), "d", i, 0, len(t), t), INFO, 0.6 - i / 10) for i, t in enumerate(texts)]


@pytest.fixture(scope="module")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real, tiny, untrained cross-encoder folder, made on the spot."""
    from sentence_transformers import CrossEncoder
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder = tmp_path_factory.mktemp("cross")
    words = "[PAD] [UNK] [CLS] [SEP] [MASK] the penalty is million dollars weather fair rare earths what . ?".split()
    (folder / "vocab.txt").write_text("\n".join(words))
    tokenizer = BertTokenizerFast(str(folder / "vocab.txt"))
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    config = BertConfig(vocab_size=len(words), num_labels=1, **sizes)
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    CrossEncoder(str(folder), device="cpu")
    return folder


def test_without_a_model_nothing_changes() -> None:
    assert Reranker(RerankerSettings()).rerank("What is the penalty?", _hits()) == _hits()


def test_a_real_cross_encoder_reorders_the_first_candidates_by_a_score_that_falls_with_rank(
    cross_encoder: Path,
) -> None:
    reranked = Reranker(RerankerSettings(model=str(cross_encoder), candidates=3)).rerank(
        "What is the penalty?", _hits()
    )
    assert {hit.passage.id for hit in reranked[:3]} == {"0", "1", "2"}
    assert reranked[3] == _hits()[3]
    scores = [hit.score for hit in reranked[:3]]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert all("reranker" in hit.legs for hit in reranked[:3])


def test_a_model_that_fails_is_warned_about_once_and_search_goes_on(tmp_path: Path) -> None:
    structlog.reset_defaults()
    reranker = Reranker(RerankerSettings(model=str(tmp_path / "nothing here")))
    with capture_logs() as logs:
        assert reranker.rerank("What is the penalty?", _hits()) == _hits()
        assert reranker.rerank("And again?", _hits()) == _hits()
    assert [one["event"] for one in logs] == ["reranker_failed"]
    assert logs[0]["log_level"] == "warning"
    assert "What is the penalty" not in str(logs)
