from __future__ import annotations

from index.documents import Language
from index.gloss import gloss
from index.glossary import Glossary, Pair

GLOSSARY = Glossary(
    [
        Pair(("rare earths",), ("Seltene Erden",), "minerals"),
        Pair(("military",), ("Militär",), "politics"),
        Pair(("licence",), ("Genehmigung",), "licensing"),
        Pair(("Nvidia",), ("Nvidia",), "companies"),
    ]
)


def parts(word: str) -> tuple[str, ...]:
    return {"militärkapazitäten": ("militar", "militär", "kapazitat")}.get(word, ())


def test_phrases_and_parts_of_compounds_are_explained_in_order_and_once() -> None:
    text = "Nvidia und Seltene Erden: Militärkapazitäten ohne Genehmigung, ohne Genehmigung."
    found = gloss(text, Language.DE, GLOSSARY, parts)
    assert found == [
        ("Seltene Erden", "rare earths"),
        ("Militärkapazitäten", "military"),
        ("Genehmigung", "licence"),
    ]


def test_a_text_without_terms_has_no_gloss() -> None:
    assert gloss("Das Wetter ist schön.", Language.DE, GLOSSARY, parts) == []
