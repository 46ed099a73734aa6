"""Commands for the sources themselves: find passages, read one in its context, list the documents."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.start import (
    AsOf,
    JsonFlag,
    Lang,
    day_of,
    default_language,
    open_corpus,
    print_json,
    read_settings,
    readable,
)
from bot.messages import say
from index.documents import Filters, Kind, Language


def search(
    query: Annotated[str, typer.Argument(callback=readable)],
    limit: Annotated[int, typer.Option(min=1, max=100)] = 10,
    kind: Annotated[list[Kind] | None, typer.Option(help="only documents of this kind; may be repeated")] = None,
    jurisdiction: Annotated[list[str] | None, typer.Option(help="US, EU, DE, CN ...; may be repeated")] = None,
    source_language: Annotated[list[Language] | None, typer.Option(help="only sources in this language")] = None,
    document: Annotated[list[str] | None, typer.Option(help="only this document id; may be repeated")] = None,
    as_of: AsOf = None,
    lang: Lang = None,
    as_json: JsonFlag = False,
) -> None:
    """Find passages without answering."""
    from bot.answering.contract import hit_json
    from bot.answering.library import CorpusLibrary
    from bot.answering.ordering import search_by_sentences
    from bot.console.render import console, hits_view
    from index.query import detect_language
    from index.search import Query

    settings = read_settings()
    filters = Filters(
        tuple(kind or ()), tuple(jurisdiction or ()), tuple(source_language or ()), tuple(document or ()), day_of(as_of)
    )
    corpus = open_corpus(settings)
    language = lang or detect_language(query, default_language(settings))
    hits = search_by_sentences(CorpusLibrary(corpus), Query(query, filters=filters, limit=limit), language)
    if as_json:
        print_json([hit_json(hit) for hit in hits])
    else:
        console().print(hits_view(hits, language))


def source(
    citation: Annotated[str, typer.Argument(callback=readable)], lang: Lang = None, as_json: JsonFlag = False
) -> None:
    """Show a passage in its context: a citation (15 CFR 744.23(a)(2), 3A090.a, § 8 AWV), a document id, or a number of the last answer of `ask`."""
    from bot.console.last_answer import citation_number, recall
    from bot.console.listing import passage_json
    from bot.console.render import console, passage_view

    settings = read_settings()
    language = lang or default_language(settings)
    corpus = open_corpus(settings)
    number = citation_number(citation)
    recalled = recall(settings.index, corpus, number) if number is not None else None
    passages, mark = ([recalled[0]], recalled[1]) if recalled else ([], None)
    if number is None:
        passages = corpus.lookup(citation)
    info = corpus.info(passages[0].document_id) if passages else None
    if info is None:
        typer.echo(say("no_such_source", language, wanted=citation), err=True)
        raise typer.Exit(1)
    if as_json:
        print_json([passage_json(info, one) for one in passages if one.document_id == info.id])
        return
    around = corpus.neighbours(passages[0], 1)
    console().print(passage_view(info, passages[0], around, language, mark))


def sources(lang: Lang = None, as_json: JsonFlag = False) -> None:
    """List the documents of the index; what was guessed about them is marked."""
    from bot.console.render import console, sources_view

    settings = read_settings()
    corpus = open_corpus(settings)
    infos = corpus.infos()
    if as_json:
        from bot.console.listing import info_json

        print_json([info_json(info) for info in infos])
    else:
        console().print(sources_view(infos, lang or default_language(settings)))
