"""The first tables of the state.

Types are written out here, not imported: a migration says what the tables were when it was written.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TABLES = (
    "answer_messages",
    "watches",
    "turns",
    "reports",
    "pending_answers",
    "helpful_votes",
    "guilds",
    "gaps",
    "forgotten_turns",
    "command_syncs",
    "answers",
)


def upgrade() -> None:
    """Makes the tables."""
    _answers()
    _conversations()
    _feedback()
    _curating()
    _servers()


def downgrade() -> None:
    """Drops the tables."""
    for table in _TABLES:
        op.drop_table(table)


def _make(table: str, *parts: sa.schema.SchemaItem, indexed: tuple[str, ...] = (), **options: bool) -> None:
    """Makes a table and an index for each column named."""
    op.create_table(table, *parts, **options)
    for column in indexed:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _answers() -> None:
    _make(
        "answers",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=True),
        sa.Column("conversation", sa.String(100), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_answers"),
        indexed=("created_at", "person_id"),
    )
    _make(
        "answer_messages",
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("answer_id", sa.String(32), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answers.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("message_id", name="pk_answer_messages"),
        indexed=("answer_id",),
    )
    _make(
        "pending_answers",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("owner", sa.String(100), nullable=False),
        sa.Column("application_id", sa.BigInteger(), nullable=False),
        sa.Column("token", sa.String(512), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=True),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pending_answers"),
        indexed=("owner", "person_id"),
    )


def _conversations() -> None:
    _make(
        "turns",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("conversation", sa.String(100), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=True),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_turns"),
        indexed=("conversation", "person_id", "said_at"),
    )
    _make(
        "forgotten_turns",
        sa.Column("conversation", sa.String(100), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("conversation", name="pk_forgotten_turns"),
        indexed=("changed_at",),
    )


def _feedback() -> None:
    _make(
        "helpful_votes",
        sa.Column("answer_id", sa.String(32), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=True),
        sa.Column("voted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("answer_id", "person_id", name="pk_helpful_votes"),
        indexed=("person_id",),
    )
    _make(
        "reports",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("answer_id", sa.String(32), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_reports"),
        sa.UniqueConstraint("answer_id", "person_id", name="uq_reports_answer_id_person_id"),
        indexed=("person_id",),
        sqlite_autoincrement=True,  # a number that was given out is never given out again
    )


def _curating() -> None:
    _make(
        "gaps",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("stems", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("reason", sa.String(30), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_gaps"),
        indexed=("asked_at", "guild_id", "person_id"),
    )
    _make(
        "watches",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=True),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_watches"),
        sa.UniqueConstraint("channel_id", "topic", name="uq_watches_channel_id_topic"),
        indexed=("person_id",),
    )


def _servers() -> None:
    _make(
        "guilds",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("channels", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(2), nullable=True),
        sa.Column("model", sa.Boolean(), nullable=True),
        sa.Column("dms", sa.Boolean(), nullable=True),
        sa.Column("person_questions", sa.Integer(), nullable=True),
        sa.Column("guild_questions", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", name="pk_guilds"),
    )
    _make(
        "command_syncs",
        sa.Column("application_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("synced_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("application_id", "guild_id", name="pk_command_syncs"),
    )
