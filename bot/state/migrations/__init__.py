"""Alembic's migrations of the state database; they run at start."""
