"""Everything about answering and talking: the answer room, the terminal, and (where configured) Discord."""
