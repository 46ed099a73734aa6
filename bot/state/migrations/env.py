"""What Alembic runs: migrations on the connection that `bot.state.migrate` hands in, within its transaction."""

from __future__ import annotations

from alembic import context

from bot.state.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
