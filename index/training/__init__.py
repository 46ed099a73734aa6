"""How the encoder and the translation lexicon that ship with the index are made. Not needed at run time."""
