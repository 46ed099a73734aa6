"""What the student is asked for. All vectors are unit length; all losses are means over the batch."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

SCALE = 20.0
CONTRAST_WEIGHT = 0.2


def distillation(student: Tensor, teacher: Tensor, bank: Tensor) -> Tensor:
    """Squared distance to the teacher's vectors, plus ranking the batch and a bank of others as the teacher does.

    The teacher's own softmax over the candidates is the target: its vector first, near neighbours a share.
    """
    distance = (student - teacher).square().sum(dim=1).mean()
    candidates = torch.cat([teacher, bank])
    wanted = (SCALE * teacher @ candidates.T).softmax(dim=1)
    return distance + CONTRAST_WEIGHT * cross_entropy(SCALE * student @ candidates.T, wanted)


def contrast(questions: Tensor, passages: Tensor, same: Tensor) -> Tensor:
    """Each question finds its passage among those given, and the other way round.

    Passage n answers question n; further passages answer none. ``same`` masks equal passages.
    """
    scores = (SCALE * questions @ passages.T).masked_fill(same, -1e4)
    target = torch.arange(len(questions), device=questions.device)
    return (cross_entropy(scores, target) + cross_entropy(scores[:, : len(questions)].T, target)) / 2
