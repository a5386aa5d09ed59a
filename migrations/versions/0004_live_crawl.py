"""What a live crawl remembers: the frontier's checks, listings, requests of each day, alerts."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")
_FRONTIER: dict[str, sa.types.TypeEngine[Any]] = {
    "checked_at": TIME,
    "status": sa.Integer(),
    "gone_at": TIME,
    "moved_to": sa.String(255),
    "problem": sa.Text(),
}


def upgrade() -> None:
    for name, kind in _FRONTIER.items():
        op.add_column("frontier", sa.Column(name, kind, nullable=True))
    published_at("published_at", "first_seen_at")
    op.create_index("ix_frontier_newest", "frontier", ["state", "id_space", "site_id"])
    op.add_column("runs", sa.Column("problem", sa.Text(), nullable=True))
    op.add_column("runs", sa.Column("retry_at", TIME, nullable=True))
    listings()
    request_days()
    alerts()


def published_at(*columns: str) -> None:
    op.drop_index("ix_articles_published_at", "articles")
    op.create_index("ix_articles_published_at", "articles", columns)


def listings() -> None:
    op.create_table(
        "listings",
        sa.Column("id", KEY, nullable=False),
        sa.Column("url", sa.String(2000), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("discovered_at", TIME, nullable=False),
        sa.Column("read_at", TIME, nullable=True),
        sa.Column("newest_at", TIME, nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("sweep_started_at", TIME, nullable=True),
        sa.Column("sweep_url", sa.Text(), nullable=True),
        sa.Column("past_url", sa.Text(), nullable=True),
        sa.Column("doubted_url", sa.Text(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_check_at", TIME, nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_listings"),
        sa.UniqueConstraint("url", name="uq_listings_url"),
    )


def request_days() -> None:
    op.create_table(
        "request_days",
        sa.Column("id", KEY, nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("requests", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_request_days"),
        sa.UniqueConstraint("day", name="uq_request_days_day"),
    )


def alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("id", KEY, nullable=False),
        sa.Column("run_id", KEY, nullable=False),
        sa.Column("raised_at", TIME, nullable=False),
        sa.Column("expectation", sa.String(64), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_alerts"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_alerts_run_id_runs"),
    )
    op.create_index("ix_alerts_run_id", "alerts", ["run_id"])


def downgrade() -> None:
    for table in ("alerts", "request_days", "listings"):
        op.drop_table(table)
    op.drop_column("runs", "retry_at")
    op.drop_column("runs", "problem")
    op.drop_index("ix_frontier_newest", "frontier")
    published_at("published_at")
    for name in reversed(_FRONTIER):
        op.drop_column("frontier", name)
