"""Question → Answer | NoAnswer, with a citation for every sentence. Imports no Discord."""
