"""The index part of config.yaml: where the data lies, which encoder, which sources."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Section(BaseModel):
    """A section of config.yaml: immutable, and a misspelt key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class EncoderSettings(Section):
    """Which sentence-transformers model turns text into vectors."""

    model: str = Field(description="'packaged', 'paragraf', a folder, or any sentence-transformers model name")
    query_prefix: str = ""
    passage_prefix: str = ""
    dtype: Literal["float32", "bfloat16"] = "bfloat16"
    threads: int = Field(default=0, ge=0, description="0 = all cores")


class RerankerSettings(Section):
    """An optional cross-encoder; search goes on without it if it fails."""

    model: str = ""
    candidates: int = Field(default=20, ge=1, le=200)


class SearchSettings(Section):
    """How much the legs bring and what is returned."""

    candidates: int = Field(default=50, ge=10, le=500)
    limit: int = Field(default=10, ge=1, le=100)
    merge_neighbours: bool = True
    reranker: RerankerSettings = RerankerSettings()


class _SourceBase(Section):
    name: str = ""
    defaults: dict[str, str] = Field(
        default_factory=dict, description="document fields to set where the source is silent"
    )


class FolderSource(_SourceBase):
    """Files of a folder, read by content; `exclude` are glob patterns relative to it."""

    type: Literal["folder"]
    path: Path
    label: str = Field(default="", description="how the folder is called in sources; empty: as `path` is written")
    include: tuple[str, ...] = ("**/*",)
    exclude: tuple[str, ...] = ()


class StarterSource(_SourceBase):
    """The briefs that ship with the program."""

    type: Literal["starter"]


class WebSource(_SourceBase):
    """Single pages or files by address."""

    type: Literal["web"]
    urls: tuple[str, ...]


class FeedSource(_SourceBase):
    """RSS or Atom; the pages of its entries are fetched."""

    type: Literal["feed"]
    url: str
    max_entries: int = Field(default=30, ge=1, le=500)
    keywords: tuple[str, ...] = ()


class EcfrSource(_SourceBase):
    """Parts of title 15 from the eCFR versioner API."""

    type: Literal["ecfr"]
    title: int = 15
    parts: tuple[str, ...]
    base_url: str = "https://www.ecfr.gov"


class FederalRegisterSource(_SourceBase):
    """Documents of an agency from the Federal Register API."""

    type: Literal["federal_register"]
    agency: str = "industry-and-security-bureau"
    types: tuple[str, ...] = ("RULE", "PRORULE", "NOTICE")
    since: str = "2022-01-01"
    base_url: str = "https://www.federalregister.gov"


class EurLexSource(_SourceBase):
    """Acts by CELEX number, in the languages named."""

    type: Literal["eurlex"]
    celex: tuple[str, ...]
    languages: tuple[str, ...] = ("DE", "EN")
    base_url: str = "https://eur-lex.europa.eu"


class GesetzeSource(_SourceBase):
    """German federal law from gesetze-im-internet.de (xml.zip per law)."""

    type: Literal["gesetze"]
    laws: tuple[str, ...]
    base_url: str = "https://www.gesetze-im-internet.de"


class ScreeningListSource(_SourceBase):
    """The US Consolidated Screening List download."""

    type: Literal["screening_list"]
    url: str = "https://data.trade.gov/downloadable_consolidated_screening_list/v1/consolidated.json"
    lists: tuple[str, ...] = ("Entity List", "Unverified List", "Military End User", "CMIC")


Source = Annotated[
    FolderSource
    | StarterSource
    | WebSource
    | FeedSource
    | EcfrSource
    | FederalRegisterSource
    | EurLexSource
    | GesetzeSource
    | ScreeningListSource,
    Field(discriminator="type"),
]


class IndexSettings(Section):
    """The `index:` section of config.yaml. Relative paths are relative to config.yaml (see `resolve_paths`)."""

    path: Path = Field(description="folder of the runtime data: catalogue, vectors, full text, lock")
    chroma_url: str = Field(default="", description="http://host:port of a Chroma server; empty = embedded in `path`")
    encoder: EncoderSettings
    search: SearchSettings = SearchSettings()
    sources: tuple[Source, ...]
    max_removed_share: float = Field(default=0.3, ge=0, le=1, description="a sync that removes more stops for a person")
    max_file_megabytes: int = Field(default=50, ge=1)


def resolve_paths(settings: IndexSettings, base: Path) -> IndexSettings:
    """Returns the settings with every relative path made absolute against ``base`` (the folder of config.yaml)."""

    def absolute(path: Path) -> Path:
        return base / path.expanduser()

    sources: list[Any] = [
        source.model_copy(update={"path": absolute(source.path), "label": source.label or source.path.as_posix()})
        if isinstance(source, FolderSource)
        else source
        for source in settings.sources
    ]
    encoder = settings.encoder
    if encoder.model.startswith("."):
        encoder = encoder.model_copy(update={"model": str(absolute(Path(encoder.model)))})
    return settings.model_copy(update={"path": absolute(settings.path), "sources": tuple(sources), "encoder": encoder})
