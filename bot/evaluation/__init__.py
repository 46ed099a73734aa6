"""Measuring search and answers against questions with gold evidence."""
