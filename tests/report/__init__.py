"""The report on search and encoder: every leg, every slice, with intervals and a picture (`python -m tests.report`)."""
