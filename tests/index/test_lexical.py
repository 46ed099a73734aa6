from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.documents import DocumentInfo, Kind, Language, Passage
from index.glossary import Glossary
from index.lexical import Lexical
from index.lexicon import Lexicon
from index.query import analyse

DE, EN = Language.DE, Language.EN


def _info(language: Language, title: str = "", document: str = "d") -> DocumentInfo:
    return DocumentInfo(document, f"{document}.md", title, language, Kind.NEWS, "0" * 64)


def _passage(key: str, text: str, citation: str = "", document: str = "d") -> Passage:
    return Passage(key, document, 0, 0, len(text), text, citation)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


@pytest.fixture
def lexical(tmp_path: Path) -> Lexical:
    return Lexical.open(tmp_path)


def _put(lexical: Lexical, language: Language, **texts: str) -> None:
    lexical.put([(_passage(key, text), _info(language)) for key, text in texts.items()])
    lexical.commit()


def _search(lexical: Lexical, text: str, lexicon: Lexicon | None = None, **options: object) -> list[str]:
    analysis = analyse(text, None, lexicon, Glossary.load(), lexical.parts)
    view = lexical.view()
    language = options.pop("language", analysis.language)
    rows = view.search(analysis, language, 10, **options)  # type: ignore[arg-type]
    return [view.ids[row] for row in rows]


def test_german_and_english_forms_of_a_word_meet(lexical: Lexical) -> None:
    _put(lexical, DE, a="Die Genehmigungen wurden erteilt.", b="Der Minister reiste ab.")
    _put(lexical, EN, c="Licences were granted to exporters.", d="The minister left.")
    assert _search(lexical, "Wer erteilte die Genehmigung?") == ["a"]
    assert _search(lexical, "Which exporter was granted a licence?") == ["c"]


def test_h20_is_never_h200_and_h2o_is_h20(lexical: Lexical) -> None:
    _put(lexical, EN, h20="Nvidia sells the H20 again.", h200="Nvidia sells the H200 again.", h800="The H800 is old.")
    _put(lexical, DE, h2o="Der H2O-Chipverkauf läuft an.", ki="Die H20-KI-Beschleuniger kommen.")
    assert _search(lexical, "h20", language=EN) == ["h20"]
    assert _search(lexical, "H200", language=EN) == ["h200"]
    assert sorted(_search(lexical, "H20", language=DE)) == ["h2o", "ki"]
    assert _search(lexical, "H200", language=DE) == []


def test_a_passage_s_own_pinpoint_weighs_more_than_a_mention(lexical: Lexical) -> None:
    mention = "See 744.23(a)(2), 744.23(a)(2) and again § 744.23(a)(2) on chips."
    lexical.put(
        [
            (_passage("mention", mention), _info(EN)),
            (_passage("own", "No item may go to an advanced fab.", "15 CFR § 744.23(a)(2)"), _info(EN)),
            (_passage("below", "A deeper paragraph.", "15 CFR § 744.23(a)(2)(i)"), _info(EN)),
            (_passage("sibling", "Something else.", "15 CFR § 744.23(a)(1)"), _info(EN)),
            (_passage("other", "Something else.", "15 CFR § 744.21"), _info(EN)),
        ]
    )
    lexical.commit()
    found = _search(lexical, "744.23(a)(2)")
    assert set(found[:2]) == {"own", "below"}
    assert found.index("mention") < found.index("sibling")
    assert "other" not in found


def test_a_section_is_found_through_its_paragraphs(lexical: Lexical) -> None:
    lexical.put(
        [(_passage("p", "Deep text.", "ECCN 3A090.a.1"), _info(EN)), (_passage("q", "Text.", "ECCN 3A001"), _info(EN))]
    )
    lexical.commit()
    assert _search(lexical, "3a090", language=EN) == ["p"]


def test_parts_of_german_compounds_meet_in_both_directions(lexical: Lexical) -> None:
    _put(
        lexical,
        DE,
        whole="Ein Exportkontrollregime entsteht.",
        parts="Die Kontrolle des Exports bleibt.",
        no="Es regnet.",
    )
    assert set(_search(lexical, "Kontrolle von Exporten")) >= {"whole", "parts"}
    assert set(_search(lexical, "Exportkontrolle")) >= {"whole", "parts"}
    assert "no" not in _search(lexical, "Exportkontrollregime")


def test_a_word_of_the_corpus_becomes_a_part_of_compounds(lexical: Lexical) -> None:
    assert lexical.parts("zwurbelkontrolle") == ()
    _put(lexical, DE, a="Die Zwurbel ist neu.")
    assert len(lexical.parts("zwurbelkontrolle")) == 2


def test_a_german_question_finds_english_words_through_the_lexicon_and_the_other_way(
    lexical: Lexical, lexicon: Lexicon
) -> None:
    _put(
        lexical, EN, fine="The company pays a penalty for the violation.", other="The weather in Geneva is fair today."
    )
    _put(lexical, DE, straf="Das Unternehmen zahlt eine Strafe wegen des Verstoßes.", wetter="In Genf regnet es heute.")
    assert _search(lexical, "Welche Strafe folgt auf einen Verstoß?", lexicon, language=EN)[0] == "fine"
    assert _search(lexical, "What is the penalty for a violation?", lexicon, language=DE)[0] == "straf"


def test_title_and_headings_are_searched(lexical: Lexical) -> None:
    lexical.put([(_passage("a", "The text says nothing."), _info(EN, "Huawei Ascend guidance"))])
    lexical.put([(_passage("b", "Nothing here."), _info(EN, "Another title"))])
    lexical.commit()
    assert _search(lexical, "ascend", language=EN) == ["a"]


def test_nothing_is_seen_before_the_commit_and_everything_after(lexical: Lexical) -> None:
    lexical.put([(_passage("a", "gallium"), _info(EN))])
    assert lexical.ids() == set()
    lexical.commit()
    assert lexical.ids() == {"a"}


def test_put_again_replaces_and_removal_removes(lexical: Lexical) -> None:
    lexical.put([(_passage("a", "gallium"), _info(EN)), (_passage("b", "gallium", document="e"), _info(EN))])
    lexical.commit()
    lexical.put([(_passage("a", "germanium"), _info(EN))])
    lexical.commit()
    assert lexical.count() == 2
    assert _search(lexical, "gallium", language=EN) == ["b"]
    lexical.remove_documents(["e"])
    lexical.remove_passages(["unknown"])
    lexical.commit()
    assert lexical.ids() == {"a"}
    assert _search(lexical, "gallium", language=EN) == []


def test_an_open_view_stays_as_it_was_and_other_handles_see_a_commit(tmp_path: Path) -> None:
    writer, reader = Lexical.open(tmp_path), Lexical.open(tmp_path)
    view = reader.view()
    assert len(view.ids) == 0
    writer.put([(_passage("a", "gallium"), _info(EN))])
    writer.commit()
    assert view.ids == []
    assert reader.changed()
    reader.refresh()
    assert not reader.changed()
    assert reader.view().ids == ["a"]


def test_only_allowed_rows_are_found_however_rare_they_are(lexical: Lexical) -> None:
    texts = {f"p{i}": f"export of gallium number {i}" for i in range(400)}
    _put(lexical, EN, **texts)
    view = lexical.view()
    for few in (["p7"], [f"p{i}" for i in range(0, 400, 50)]):
        mask = np.zeros(len(view.ids), dtype=np.bool_)
        mask[[view.row_of[one] for one in few]] = True
        assert set(_search(lexical, "gallium exports", allowed=mask, language=EN)) == set(few)


def test_a_question_of_stop_words_finds_nothing(lexical: Lexical) -> None:
    _put(lexical, DE, a="Was ist das?")
    assert _search(lexical, "Was ist das?") == []


def test_measures_are_shares_and_grow_with_what_matches(lexical: Lexical, lexicon: Lexicon) -> None:
    _put(lexical, EN, all="Gallium and germanium exports stopped.", half="Gallium mines.", none="The weather.")
    lexical.put([(_passage("title", "Nothing."), replace(_info(EN), title="Gallium and germanium exports"))])
    lexical.commit()
    view = lexical.view()
    analysis = analyse("gallium germanium exports", EN, lexicon, Glossary.load(), lexical.parts)
    rows = np.array([view.row_of[one] for one in ("all", "half", "none", "title")])
    scores = view.forward.score(rows, analysis)
    assert scores.coverage[0] == pytest.approx(1.0)
    assert scores.coverage[0] > scores.coverage[1] > scores.coverage[2] == 0.0
    assert scores.title[3] == pytest.approx(1.0)
    assert scores.both[3] == pytest.approx(1.0)
    for measure in (scores.bm25, scores.coverage, scores.rare, scores.title, scores.both):
        assert ((measure >= 0) & (measure <= 1)).all()


WRITER = """
import sys
from pathlib import Path
from index.documents import DocumentInfo, Kind, Language, Passage
from index.lexical import Lexical
lexical = Lexical.open(Path(sys.argv[1]))
info = DocumentInfo("d", "d.md", "", Language.DE, Kind.NEWS, "0" * 64)
batch = 0
while True:
    text = f"Genehmigung Nummer {batch}"
    lexical.put([(Passage(f"{batch}-{i}", "d", i, 0, len(text), text), info) for i in range(20)])
    lexical.commit()
    print(batch, flush=True)
    batch += 1
"""


def test_a_kill_leaves_the_last_commit_whole_and_the_index_writable(tmp_path: Path) -> None:
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    finished = [int(writer.stdout.readline()) for _ in range(4)][-1]
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    lexical = Lexical.open(tmp_path)
    ids = lexical.ids()
    assert {f"{batch}-{i}" for batch in range(finished + 1) for i in range(20)} <= ids
    assert len(ids) % 20 == 0
    lexical.put([(_passage("new", "gallium"), _info(EN))])
    lexical.commit()
    assert "new" in lexical.ids()


def test_a_running_reader_learns_the_words_that_another_process_wrote(tmp_path: Path) -> None:
    reader = Lexical.open(tmp_path)
    assert not reader.parts("Quorkelfrobelung".lower())
    writer = Lexical.open(tmp_path)
    _put(writer, DE, a="Die Quorkel und die Frobelung sind neu.")
    expected = writer.parts("quorkelfrobelung")
    assert expected
    reader.refresh()
    assert reader.parts("quorkelfrobelung") == expected
