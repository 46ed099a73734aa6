"""The corpus: reading, splitting, embedding, storing, searching and syncing sources. Knows nothing of chat or Discord."""
