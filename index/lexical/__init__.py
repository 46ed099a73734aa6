"""The only door to the full-text index: passages by words and identifiers, with tantivy.

Why tantivy: it is maintained, installs as a wheel, keeps an inverted index on disk that grows passage by passage,
commits atomically (a kill leaves the last commit), and answers a question of fifty weighted terms over 20,000
passages in half a millisecond. SQLite's FTS5 has none of the per-field, per-term weights that translations need.

The words are cut and stemmed here (`index.words`, Snowball German and English), not in tantivy, so that the index, the
translation lexicon and the question agree on every stem. A German compound is indexed whole and in parts. Identifiers
are terms of their own: those of a passage's own pinpoint (with everything above it) in one field, those it mentions
among its words.
"""

from index.lexical.lexical import SCHEMA, Lexical
from index.lexical.view import Mask, Rows, View
from index.lexical.vocabulary import Vocabulary, own_pinpoints

__all__ = ["SCHEMA", "Lexical", "Mask", "Rows", "View", "Vocabulary", "own_pinpoints"]
