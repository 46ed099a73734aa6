"""The student network: the teacher's weights with a German vocabulary, pooled like the teacher, saved as usual."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.functional import normalize
from transformers import BertConfig, BertModel

COPIED = ("modules.json", "sentence_bert_config.json", "config_sentence_transformers.json", "1_Pooling")


class Student(nn.Module):
    """Texts' token ids in, unit vectors out: BERT, mean pooling, normalisation. No dropout: the target is exact."""

    def __init__(self, network: BertModel) -> None:
        super().__init__()
        self.network = network

    @classmethod
    def start(cls, teacher: Path, rows: Tensor) -> Student:
        """The teacher's network with the embedding matrix replaced."""
        network = BertModel.from_pretrained(teacher, attn_implementation="sdpa", dtype=torch.float32)
        table = nn.Embedding(rows.shape[0], rows.shape[1], padding_idx=0, _weight=rows.clone())
        network.set_input_embeddings(table)  # type: ignore[no-untyped-call]
        network.config.vocab_size = len(rows)
        return cls(network)

    @classmethod
    def load(cls, folder: Path) -> Student:
        """A student that was saved before."""
        return cls(BertModel.from_pretrained(folder, attn_implementation="sdpa", dtype=torch.float32))

    def forward(self, ids: Tensor) -> Tensor:
        """Unit vectors of a padded batch of token ids (0 is padding)."""
        mask = ids != 0
        states: Tensor = self.network(input_ids=ids, attention_mask=mask).last_hidden_state
        weights = mask.unsqueeze(-1).to(torch.float32)
        return normalize((states.float() * weights).sum(1) / weights.sum(1), dim=1)


def pad(sequences: Sequence[Sequence[int]]) -> Tensor:
    """Token id sequences as one tensor, padded with 0."""
    longest = max(len(sequence) for sequence in sequences)
    return torch.tensor([[*sequence, *[0] * (longest - len(sequence))] for sequence in sequences])


def save(student: Student, tokenizer: Tokenizer, teacher: Path, folder: Path) -> None:
    """Write a sentence-transformers folder with weights in float16."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        if (teacher / name).is_dir():
            shutil.copytree(teacher / name, folder / name, dirs_exist_ok=True)
        else:
            shutil.copy(teacher / name, folder / name)
    weights = {name: value.detach().half().contiguous() for name, value in student.network.state_dict().items()}
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    config: BertConfig = student.network.config
    state = {**config.to_dict(), "architectures": ["BertModel"], "dtype": "float16"}
    state.pop("_name_or_path", None)
    (folder / "config.json").write_text(json.dumps(state, indent=2, sort_keys=True) + "\n")
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": 512,
        "cls_token": "[CLS]",
        "sep_token": "[SEP]",
        "pad_token": "[PAD]",
        "unk_token": "[UNK]",
        "mask_token": "[MASK]",
        "model_input_names": ["input_ids", "attention_mask"],
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=2) + "\n")
