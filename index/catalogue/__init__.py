"""The catalogue: every document and passage of the index in one SQL database (SQLite by default).

Chroma finds vectors and tantivy finds words; both answer with passage ids. What a passage says, which document it is
from and when that document holds is here, in one place, written in one transaction. The catalogue is the truth of a
sync: what it does not name does not exist for a search, whatever the other two still hold. What only the sync needs to
remember is in `index.ledger`.
"""

from index.catalogue.catalogue import Catalogue
from index.catalogue.database import catalogue_file, discard_other_schema, schema_of
from index.catalogue.entries import Entry
from index.catalogue.reader import Reader

__all__ = ["Catalogue", "Entry", "Reader", "catalogue_file", "discard_other_schema", "schema_of"]
