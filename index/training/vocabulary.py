"""Give the English word pieces of the teacher German neighbours.

Pieces that no German or English text needs ([unused], other scripts) make room for frequent German pieces, and a few
thousand rows are added, as many as the size limit of the shipped model allows. A new row starts where its English
translations are: the mean of their rows, weighted by how likely the piece alignment (IBM model 1) finds them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.trainers import WordPieceTrainer

from index.training.alignment import align
from index.training.data import Pair

CANDIDATES = 24_000
LEAST_TRANSLATION = 0.03
LONGEST = 28  # pieces a side for the alignment: enough text is short, and the cost is quadratic
_LATIN = re.compile(r"^(##)?[\x21-\x7e\u00a1-\u024f\u2010-\u2044\u20ac]+$")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A tokenizer with German pieces, and where each new piece lives: a freed row or one past the old end."""

    tokenizer: Tokenizer
    new_rows: dict[str, int]
    size: int


def german_vocabulary(teacher: Tokenizer, german: Sequence[str], added_rows: int) -> Vocabulary:
    """The teacher's tokenizer with the most useful German pieces in freed rows and ``added_rows`` new ones."""
    old = teacher.get_vocab()
    free = sorted(row for piece, row in old.items() if _is_useless(piece))
    rows = [*free, *range(len(old), len(old) + added_rows)]
    candidates = [piece for piece in _german_pieces(teacher, german) if piece not in old]
    roomy = _with_vocabulary(teacher, {**old, **{piece: len(old) + n for n, piece in enumerate(candidates)}})
    used = _usage(roomy, german)
    best = sorted((piece for piece in candidates if used[piece]), key=lambda piece: (-used[piece], piece))[: len(rows)]
    freed = set(free)
    new_rows = dict(zip(best, rows, strict=False))
    kept = {piece: row for piece, row in old.items() if row not in freed}
    spare = {f"[unused{row}]": row for row in rows[len(best) :]}
    return Vocabulary(_with_vocabulary(teacher, {**kept, **new_rows, **spare}), new_rows, len(old) + added_rows)


def initial_rows(
    vocabulary: Vocabulary, teacher: Tokenizer, pairs: Sequence[Pair], embeddings: torch.Tensor
) -> torch.Tensor:
    """The teacher's embedding matrix with the new rows set from their English translations (float32)."""
    size = vocabulary.size
    kept = [
        (de, en, pair.weight)
        for pair, de, en in zip(
            pairs,
            _ids(vocabulary.tokenizer, (pair.german for pair in pairs)),
            _ids(teacher, (pair.english for pair in pairs)),
            strict=True,
        )
        if 0 < len(de) <= LONGEST and 0 < len(en) <= LONGEST
    ]
    weights = np.array([weight for _, _, weight in kept], np.float32)
    table = align([de for de, _, _ in kept], [en for _, en, _ in kept], weights, (size, size), rounds=4)
    sure = np.flatnonzero((table.english_given_german >= LEAST_TRANSLATION) & (table.count > 0.2))
    mixing = torch.sparse_coo_tensor(
        torch.from_numpy(np.stack([table.german[sure], table.english[sure]]).astype(np.int64)),
        torch.from_numpy(table.english_given_german[sure]),
        (size, len(embeddings)),
    )
    mixed = torch.sparse.mm(mixing, embeddings.float())
    result = torch.cat([embeddings.float(), embeddings.float().mean(0).repeat(size - len(embeddings), 1)])
    length = embeddings.float().norm(dim=1).median()
    for piece, row in vocabulary.new_rows.items():
        vector = mixed[row]
        if vector.norm() < 1e-3:  # no sure translation: start from its pieces in the teacher's eyes
            pieces = teacher.encode(piece.removeprefix("##"), add_special_tokens=False).ids
            vector = embeddings[pieces].float().mean(0)
        result[row] = vector * (length / vector.norm())
    return result


def _is_useless(piece: str) -> bool:
    """Whether a piece can go: a placeholder, or a script that neither language is written in."""
    if piece.startswith("[unused"):
        return True
    return not piece.startswith("[") and not _LATIN.match(piece)


def _german_pieces(teacher: Tokenizer, german: Sequence[str]) -> list[str]:
    """Word pieces trained on German alone, with the teacher's own normalisation."""
    fresh = Tokenizer(WordPiece(unk_token="[UNK]"))
    fresh.normalizer = teacher.normalizer
    fresh.pre_tokenizer = teacher.pre_tokenizer
    fresh.train_from_iterator(german, WordPieceTrainer(vocab_size=CANDIDATES, special_tokens=["[UNK]"]))
    return sorted(piece for piece in fresh.get_vocab() if _LATIN.match(piece) and not piece.startswith("["))


def _with_vocabulary(teacher: Tokenizer, pieces: dict[str, int]) -> Tokenizer:
    state = json.loads(teacher.to_str())
    state["model"]["vocab"] = dict(sorted(pieces.items(), key=lambda item: item[1]))
    state["truncation"] = state["padding"] = None
    return Tokenizer.from_str(json.dumps(state))


def _usage(tokenizer: Tokenizer, texts: Iterable[str]) -> Counter[str]:
    return Counter(
        piece for encoding in tokenizer.encode_batch(list(texts), add_special_tokens=False) for piece in encoding.tokens
    )


def _ids(tokenizer: Tokenizer, texts: Iterable[str]) -> Iterator[NDArray[np.int32]]:
    for encoding in tokenizer.encode_batch(list(texts), add_special_tokens=False):
        yield np.array(encoding.ids, np.int32)
