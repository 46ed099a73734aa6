"""Our index against the plain LangChain pipeline, side by side: ``python -m tests.bench.bench_index`` (``make bench``).

Same texts, same encoder, same machine, same run. Each indexing pipeline runs in a process of its own, so that its peak
memory is its own; imports and the loading of the model are not timed for either. Three repeats in turn, medians. Where
``../shared`` is absent, the texts are generated.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.corpus import Corpus

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "corpus"
FILES = ("us-law/*.md", "de/AWG*.md", "de/KrWaff*.md", "articles/*.txt", "us-ear/ear-742*.md")
CHUNK = 700  # characters: what our splitter aims at, too
SEARCHED = 20_000
ENCODED = 600  # texts really encoded for the search bench; the other vectors are these with noise
QUESTIONS = 60
TARGETS = {"indexing": 1.5, "search": 1.5, "sync": 0.02}


def texts_of(folder: Path) -> list[str]:
    """The texts of the bench's documents, as our readers give them."""
    import hashlib

    from index.documents import Fetched
    from index.read import read

    found: list[str] = []
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        content = path.read_bytes()
        documents = read(Fetched(str(path), content, hashlib.sha256(content).hexdigest()))
        found.extend(document.text for document in documents)
    return found


def gather(folder: Path, documents: int) -> str:
    """Fills ``folder`` with real files where there are any, else with generated ones; says which."""
    folder.mkdir(parents=True)
    real = [path for pattern in FILES for path in sorted(SHARED.glob(pattern))]
    for path in real:
        shutil.copy(path, folder / path.name)
    if real:
        return "../shared/corpus"
    for number in range(documents):
        text = "\n\n".join(_paragraph(random.Random(f"{number}-{at}")) for at in range(8))
        (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")
    return "generated"


def _paragraph(chance: random.Random) -> str:
    from index.glossary import Glossary

    words = [form for pair in Glossary.load().pairs for form in (*pair.english, *pair.german)]
    sentences = (" ".join(chance.choice(words) for _ in range(chance.randint(6, 14))) for _ in range(5))
    return " ".join(f"{sentence.capitalize()}." for sentence in sentences)


def model_folder(model: str) -> Path:
    """Where the model lies, for a pipeline that knows nothing of ours."""
    from index.embed import OWN, OWN_FOLDER, packaged_folder

    return OWN_FOLDER if model == OWN else packaged_folder()


def peak_megabytes() -> float:
    """The most memory this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def index_ours(folder: Path, work: Path, model: str) -> dict[str, float]:
    """A sync of the folder from nothing, then one in which nothing changed."""
    from index.embed import load_encoder
    from index.settings import EncoderSettings, FolderSource, IndexSettings
    from index.sync import sync

    encoder = load_encoder(EncoderSettings(model=model))
    encoder.encode_passages(["warm"])
    settings = IndexSettings(
        path=work / "index",
        encoder=EncoderSettings(model=model),
        sources=(FolderSource(type="folder", path=folder),),
    )
    import chromadb  # noqa: F401 - its import is not what is measured
    import tantivy  # noqa: F401

    started = time.perf_counter()
    sync(settings, encoder=encoder)
    first = time.perf_counter() - started
    started = time.perf_counter()
    sync(settings, encoder=encoder)
    again = time.perf_counter() - started
    from index.catalogue import Catalogue

    catalogue = Catalogue.in_folder(settings.path)
    passages = [one for info in catalogue.infos() for one in catalogue.passages_of(info.id)]
    return _figures(len(passages), sum(len(one.text) for one in passages), first, again)


def index_plain(folder: Path, work: Path, model: str) -> dict[str, float]:
    """The plain LangChain pipeline over the same texts."""
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_huggingface import HuggingFaceEmbeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    texts = texts_of(folder)
    embeddings = HuggingFaceEmbeddings(model_name=str(model_folder(model)), model_kwargs={"device": "cpu"})
    embeddings.embed_query("warm")
    started = time.perf_counter()
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=0)
    chunks = splitter.split_documents([Document(text) for text in texts])
    store = Chroma.from_documents(chunks, embeddings, persist_directory=str(work / "plain"))
    seconds = time.perf_counter() - started
    retriever = store.as_retriever(search_type="similarity", search_kwargs={"k": 10})
    retriever.invoke("warm")
    started = time.perf_counter()
    for question in _questions(0, 20):
        retriever.invoke(question)
    each = (time.perf_counter() - started) / 20
    return _figures(len(chunks), sum(len(one.page_content) for one in chunks), seconds, each)


def _figures(passages: int, characters: int, first: float, again: float) -> dict[str, float]:
    return {
        "passages": passages,
        "characters": characters / max(passages, 1),
        "seconds": first,
        "second": again,
        "peak": peak_megabytes(),
    }


def _questions(seed: int, count: int) -> list[str]:
    """Questions that no cache has seen, like those people ask."""
    from index.glossary import Glossary

    chance = random.Random(seed)
    pairs = Glossary.load().pairs
    shapes = (
        "Welche Regeln gelten für {} und {} bei {}?",
        "What does the law say about {} and {} under {}?",
        "Braucht man für {} nach § 8 AWV eine Genehmigung, wenn {} oder {} betroffen ist?",
        "Is {} covered by 3A090 when {} is meant for {}?",
    )
    found = []
    for number in range(count):
        side = number % 2
        some = [chance.choice(pair.english if side else pair.german) for pair in chance.sample(pairs, 3)]
        found.append(f"{shapes[number % 4].format(*some)} ({seed}.{number})")
    return found


def search_ours(work: Path, repeats: int, model: str) -> dict[str, float]:
    """Encoding a question alone, and a whole search, at 20,000 passages; median milliseconds, questions taken in turn."""
    corpus = _large(work / "large", model)
    from index.search import Query

    corpus.warm()
    for question in _questions(99, 12):
        corpus.search(Query(question))
    encode: list[float] = []
    search: list[float] = []
    for repeat in range(repeats):
        for alone, whole in zip(
            _questions(1000 + repeat, QUESTIONS), _questions(2000 + repeat, QUESTIONS), strict=True
        ):
            encode.append(_milliseconds(lambda text=alone: corpus.encoder.encode_query(text)))
            search.append(_milliseconds(lambda text=whole: corpus.search(Query(text))))
    return {"encode": statistics.median(encode), "search": statistics.median(search), "peak": peak_megabytes()}


def _milliseconds(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return 1000 * (time.perf_counter() - started)


def _large(folder: Path, model: str) -> Corpus:
    """An index of 20,000 generated passages; every vector is a really encoded text's with some noise."""
    import hashlib

    import numpy as np

    from index.catalogue import Catalogue, Entry
    from index.corpus import Corpus
    from index.documents import DocumentInfo, Kind, Language, Passage, SourceDocument
    from index.embed import load_encoder
    from index.layout import Layout
    from index.lexical import Lexical
    from index.settings import EncoderSettings, IndexSettings, StarterSource
    from index.store import Store

    encoder = load_encoder(EncoderSettings(model=model))
    layout, entries, pairs = Layout(folder), [], []
    for number in range(SEARCHED // 20):
        language = Language.DE if number % 3 == 0 else Language.EN
        parts = [_paragraph(random.Random(f"large-{number}-{at}")) for at in range(20)]
        key = f"d{number}"
        text, passages = "", []
        for ordinal, part in enumerate(parts):
            start, text = len(text), text + part + "\n\n"
            pinpoint = f"15 CFR § {734 + number % 40}.{1 + ordinal}"
            passages.append(Passage(f"{key}-{ordinal}", key, ordinal, start, start + len(part), part, pinpoint))
        sha = hashlib.sha256(text.encode()).hexdigest()
        info = DocumentInfo(key, f"{key}.txt", f"Document {number}", language, Kind.REGULATION, sha)
        entries.append(Entry(SourceDocument(info, text, ()), passages))
        pairs.extend((passage, info) for passage in passages)
    Catalogue.in_folder(folder).put_all(entries)
    lexical = Lexical.open(layout.words)
    lexical.put(pairs)
    lexical.commit()
    base = encoder.encode_passages([passage.text for passage, _ in pairs[:: len(pairs) // ENCODED]])
    chance = np.random.default_rng(1)
    vectors = base[chance.integers(0, len(base), len(pairs))]
    vectors = vectors + 0.03 * chance.standard_normal(vectors.shape, dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    Store.open(layout.chroma, "", encoder, create=True).put([passage.id for passage, _ in pairs], vectors)
    settings = EncoderSettings(model=model)
    return Corpus.open(IndexSettings(path=folder, encoder=settings, sources=(StarterSource(type="starter"),)))


PARTS: dict[str, Callable[..., dict[str, float]]] = {"ours": index_ours, "plain": index_plain}


def apart(part: str, *arguments: str) -> dict[str, float]:
    """Runs one part in a process of its own; returns its figures."""
    command = [sys.executable, "-m", "tests.bench.bench_index", "--part", part, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"bench part {part} failed:\n{done.stderr[-2000:]}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs everything and prints one line a measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--documents", type=int, default=150, help="generated documents where ../shared is absent")
    parser.add_argument("--encoder", choices=["paragraf", "packaged"], default="paragraf")
    parser.add_argument("--part", choices=["ours", "plain", "search"], help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.part == "search":
        print(json.dumps(search_ours(options.work, options.repeats, options.encoder)))
    elif options.part:
        print(json.dumps(PARTS[options.part](options.folder, options.work, options.encoder)))
    else:
        compare(options.repeats, options.documents, options.encoder)


def compare(repeats: int, documents: int, model: str) -> None:
    """Ours and plain in turn, then the search."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        origin = gather(work / "texts", documents)
        runs: dict[str, list[dict[str, float]]] = {"ours": [], "plain": []}
        for repeat in range(repeats):
            for part in ("ours", "plain") if repeat % 2 == 0 else ("plain", "ours"):
                place = work / f"{part}-{repeat}"
                place.mkdir()
                runs[part].append(
                    apart(part, "--encoder", model, "--folder", str(work / "texts"), "--work", str(place))
                )
        searched = apart("search", "--encoder", model, "--work", str(work), "--repeats", str(repeats))
    _print(origin, model, runs, searched)


def _print(origin: str, model: str, runs: dict[str, list[dict[str, float]]], searched: dict[str, float]) -> None:
    def middle(part: str, value: Callable[[dict[str, float]], float]) -> float:
        return statistics.median(value(run) for run in runs[part])

    rate = {part: middle(part, lambda run: run["passages"] / run["seconds"]) for part in runs}
    print(f"texts: {origin}; encoder: {model}; {len(runs['ours'])} repeats, medians")
    for part, run in (("ours", runs["ours"][0]), ("plain LangChain", runs["plain"][0])):
        key = "ours" if part == "ours" else "plain"
        peak = middle(key, lambda one: one["peak"])
        print(
            f"{part:16} {run['passages']:.0f} passages of {run['characters']:.0f} characters,"
            f" {rate[key]:.1f} passages/s, peak memory {peak:.0f} MB"
        )
    ratio = rate["ours"] / rate["plain"]
    text = {part: middle(part, lambda run: run["passages"] * run["characters"] / run["seconds"]) for part in runs}
    share = middle("ours", lambda run: run["second"] / run["seconds"])
    search = searched["search"] / searched["encode"]
    print(_line("indexing, ours / plain", ratio, ratio >= TARGETS["indexing"], f">= {TARGETS['indexing']}"))
    print(f"{'characters/s, ours / plain':30} {text['ours'] / text['plain']:7.3f}  (passages differ in length)")
    print(
        _line("search / encoding alone", search, search <= TARGETS["search"], f"<= {TARGETS['search']}")
        + f"  ({searched['search']:.1f} / {searched['encode']:.1f} ms at {SEARCHED:,} passages,"
        f" peak {searched['peak']:.0f} MB)"
    )
    print(_line("sync without changes / first", share, share < TARGETS["sync"], f"< {TARGETS['sync']}"))


def _line(what: str, value: float, met: bool, wanted: str) -> str:
    return f"{what:30} {value:7.3f}  wanted {wanted:7} {'met' if met else 'NOT MET'}"


if __name__ == "__main__":
    main()
