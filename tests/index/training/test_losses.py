"""The losses are lowest where the student does what is asked."""

from __future__ import annotations

import torch
from torch.nn.functional import normalize

from index.training.losses import contrast, distillation


def test_the_teachers_own_vectors_are_best() -> None:
    torch.manual_seed(1)
    teacher, bank = normalize(torch.randn(8, 16), dim=1), normalize(torch.randn(30, 16), dim=1)
    exact = distillation(teacher, teacher, bank)
    assert exact < distillation(normalize(teacher + 0.2 * torch.randn(8, 16), dim=1), teacher, bank)
    assert exact < distillation(teacher.roll(1, 0), teacher, bank)


def test_an_equal_passage_is_no_wrong_answer() -> None:
    passages = normalize(torch.tensor([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]]), dim=1)
    none = torch.zeros(3, 3, dtype=torch.bool)
    same = torch.tensor([[False, True, False], [True, False, False], [False, False, False]])
    assert contrast(passages, passages, same) < 1e-3 < contrast(passages, passages, none)
