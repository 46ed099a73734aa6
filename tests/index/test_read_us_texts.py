"""US Code and CFR excerpts as Markdown, and the numbering that both need."""

from __future__ import annotations

import hashlib

import pytest

from index.documents import Fetched, Kind, SourceDocument
from index.read import read
from index.read.numbering import ITALIC_END, ITALIC_START, Designator, Numbering, joined, leading

CODE = """# Title 50— WAR AND NATIONAL DEFENSE
### CHAPTER 58— EXPORT CONTROL REFORM
#### § 4801. Definitions

In this chapter:

(1) Controlled

The term “controlled” refers to an item subject to the jurisdiction.

(2) Export

The term “export” includes

(A) the shipment of the item; and

(B) the release of technology

(i) to a person in the country; or

(ii) to a person elsewhere.

SUBCHAPTER I— AUTHORITY

#### § 4819. Penalties

(a) Unlawful acts

(1) In general

It shall be unlawful to violate this chapter.

##### (b) Criminal penalty

A person who violates it shall be fined.
"""
EXCERPT = """##### § 742.6 Regional stability. ##### (excerpt: paragraphs (a)(6) and (b)(10) only)

(6) *RS requirement*—(i) *Exports to Macau*—(A) *Certain equipment*—(*1*) *Scope.* A license is required for these exports.

(*2*) *Exclusions.* The requirements do not apply to the following:

(*i*) Deemed exports.

(*ii*) Another item.

(B) *High Bandwidth Memory (HBM).* A license is required for memory.

(ii) *Exports from abroad.* A license is also required.

[...]

(10) *Advanced computing items*—(i) *License review policy.* Applications will be reviewed.

(iii)(A)(*1*) *Policy for Country Group D:5.* There is a presumption of denial.
"""


def one(text: str, source: str) -> SourceDocument:
    data = text.encode()
    (document,) = read(Fetched(source, data, hashlib.sha256(data).hexdigest()))
    assert document.text == text
    return document


def pinpoints(document: SourceDocument) -> dict[str, str]:
    return {section.citation: document.text[section.start : section.end] for section in document.sections}


def test_the_us_code_is_cited_down_to_the_clause() -> None:
    document = one(CODE, "us-law/chapter-58.md")
    found = pinpoints(document)
    assert found["50 U.S.C. § 4801(1)"].startswith("(1) Controlled\n\nThe term")
    assert found["50 U.S.C. § 4801(2)(B)(ii)"] == "(ii) to a person elsewhere."
    assert found["50 U.S.C. § 4819(a)(1)"].endswith("violate this chapter.")
    assert found["50 U.S.C. § 4819(b)"].startswith("(b) Criminal penalty")
    assert not any("SUBCHAPTER" in text for text in found.values())
    assert (document.info.id, document.info.kind) == ("us-50-usc-58", Kind.REGULATION)
    clause = next(section for section in document.sections if section.citation.endswith("(B)(ii)"))
    assert clause.headings[1:] == ("§ 4801. Definitions", "(2) Export", "(B) the release of technology")


def test_a_cfr_excerpt_takes_the_letter_from_its_heading() -> None:
    document = one(EXCERPT, "us-ear/ear-742.6-excerpt-2025.md")
    found = pinpoints(document)
    for citation, start in {
        "15 CFR § 742.6(a)(6)(i)(A)(1)": "(6) *RS requirement*",
        "15 CFR § 742.6(a)(6)(i)(A)(2)": "(*2*) *Exclusions.*",
        "15 CFR § 742.6(a)(6)(i)(A)(2)(ii)": "(*ii*) Another",
        "15 CFR § 742.6(a)(6)(i)(B)": "(B) *High",
        "15 CFR § 742.6(a)(6)(ii)": "(ii) *Exports",
        "15 CFR § 742.6(b)(10)(i)": "(10) *Advanced",
        "15 CFR § 742.6(b)(10)(iii)(A)(1)": "(iii)(A)(*1*)",
    }.items():
        assert found[citation].startswith(start), citation
    assert (document.info.published, document.info.guesses) == ("2025", ("published",))
    assert document.info.title == "§ 742.6 Regional stability. (2025 text)"


def italic(text: str) -> str:
    return text.replace("<", ITALIC_START).replace(">", ITALIC_END)


@pytest.mark.parametrize(
    ("text", "values", "rest"),
    [
        ("(a)(1)(i) Text", ["a", "1", "i"], " Text"),
        ("(a) <Scope.> (1) In addition", ["a", "1"], " In addition"),
        ("(1) <“Supercomputers”>—(i) <Item scope.> (A) A circuit", ["1", "i", "A"], " A circuit"),
        ("(a) In this part (1) is cited", ["a"], " In this part (1) is cited"),
        ("(<1>) Five", ["1"], " Five"),
        ("(c)-(g) [Reserved]", ["c"], " [Reserved]"),
        ("(in-country) transfers", [], "(in-country) transfers"),
        ("No number", [], "No number"),
    ],
)
def test_the_run_of_numbers_at_the_start(text: str, values: list[str], rest: str) -> None:
    found, end = leading(italic(text))
    assert [one.value for one in found] == values
    assert italic(text)[end:].replace(ITALIC_START, "<").replace(ITALIC_END, ">") == rest


def paths(*runs: str) -> list[str]:
    """Pinpoints of a sequence of numbers such as ``a 1 i *1*``."""
    numbering = Numbering()
    designators = [Designator(run.strip("*"), run.startswith("*")) for run in runs]
    return [joined(numbering.enter(one, designators[index + 1 :])) for index, one in enumerate(designators)]


@pytest.mark.parametrize(
    ("runs", "last"),
    [
        ("a 1 i A *1* *i*", "(a)(1)(i)(A)(1)(i)"),
        ("a 1 i ii iii", "(a)(1)(iii)"),
        ("h i j", "(j)"),
        ("h 1 i ii", "(h)(1)(ii)"),
        ("h 1 i j", "(j)"),
        ("h 1 2 i A", "(h)(2)(i)(A)"),
        ("a 1 i A B ii A", "(a)(1)(ii)(A)"),
        ("a 1 2 b 1", "(b)(1)"),
        ("u v w", "(w)"),
        ("a 1 iv v vi", "(a)(1)(vi)"),
        ("a 1 i A 1 2", "(a)(1)(i)(A)(2)"),
        ("1 i ii 2 i", "(2)(i)"),
        ("z aa bb", "(bb)"),
        ("a 1 i A *1* *i* *ii* ii", "(a)(1)(ii)"),
        ("a 1 i A *1* *i* ii", "(a)(1)(ii)"),
    ],
)
def test_letters_and_roman_numbers_are_told_apart_by_their_neighbours(runs: str, last: str) -> None:
    assert paths(*runs.split())[-1] == last
