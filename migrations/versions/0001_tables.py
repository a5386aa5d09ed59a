"""The tables: articles, revisions, related links, captures, runs, frontier."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
TEXT = sa.Text()


def required(name: str, kind: sa.types.TypeEngine[Any], *constraints: sa.ForeignKey) -> sa.Column[Any]:
    """Return a column that every row fills."""
    return sa.Column(name, kind, *constraints, nullable=False)


def optional(name: str, kind: sa.types.TypeEngine[Any], *constraints: sa.ForeignKey) -> sa.Column[Any]:
    """Return a column that is NULL where nobody knows."""
    return sa.Column(name, kind, *constraints, nullable=True)


def foreign(table: str, column: str, referred: str) -> sa.ForeignKey:
    """Return a foreign key with the name that the convention of the models gives it."""
    return sa.ForeignKey(f"{referred}.id", name=f"fk_{table}_{column}_{referred}")


def upgrade() -> None:
    """Make all tables, the referred ones first."""
    articles()
    revisions()
    related_links()
    runs()
    captures()
    frontier()


def articles() -> None:
    op.create_table(
        "articles",
        required("id", KEY),
        optional("url", sa.String(255)),
        optional("id_space", sa.String(16)),
        optional("site_id", sa.BigInteger()),
        optional("section", sa.String(100)),
        required("headline", TEXT),
        required("headline_key", sa.String(255)),
        optional("body", TEXT),
        required("blocks", JSON),
        optional("byline", TEXT),
        optional("place", TEXT),
        optional("source", TEXT),
        optional("reporter", TEXT),
        optional("published_at", TIME),
        optional("published_text", TEXT),
        optional("published_zone", sa.String(64)),
        optional("published_precision", sa.String(16)),
        optional("published_source", sa.String(16)),
        optional("published_earliest", TIME),
        optional("published_latest", TIME),
        optional("image_url", TEXT),
        optional("keywords", JSON),
        required("reader", sa.String(32)),
        required("content_hash", sa.String(64)),
        required("revision_number", sa.Integer()),
        required("search_key", TEXT),
        optional("first_seen_at", TIME),
        optional("last_seen_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.UniqueConstraint("url", name="uq_articles_url"),
        sa.UniqueConstraint("id_space", "site_id", name="uq_articles_id_space_site_id"),
    )
    for column in ("headline_key", "published_at", "section"):
        op.create_index(f"ix_articles_{column}", "articles", [column])


def revisions() -> None:
    op.create_table(
        "revisions",
        required("id", KEY),
        required("article_id", KEY, foreign("revisions", "article_id", "articles")),
        required("number", sa.Integer()),
        required("change", sa.String(16)),
        required("headline", TEXT),
        required("headline_key", sa.String(255)),
        optional("body", TEXT),
        required("blocks", JSON),
        optional("byline", TEXT),
        required("content_hash", sa.String(64)),
        required("comparable_hash", sa.String(64)),
        optional("first_seen_at", TIME),
        optional("last_seen_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_revisions"),
        sa.UniqueConstraint("article_id", "number", name="uq_revisions_article_id_number"),
        sa.UniqueConstraint("article_id", "content_hash", name="uq_revisions_article_id_content_hash"),
    )
    op.create_index("ix_revisions_headline_key", "revisions", ["headline_key"])


def related_links() -> None:
    op.create_table(
        "related_links",
        required("id", KEY),
        required("article_id", KEY, foreign("related_links", "article_id", "articles")),
        required("kind", sa.String(16)),
        required("position", sa.Integer()),
        required("headline", TEXT),
        required("headline_key", sa.String(255)),
        optional("target_url", sa.String(255)),
        optional("target_id", KEY, foreign("related_links", "target_id", "articles")),
        optional("target_match", sa.String(16)),
        optional("first_seen_at", TIME),
        optional("last_seen_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_related_links"),
        sa.UniqueConstraint("article_id", "kind", "headline_key", name="uq_related_links_article_id_kind_headline_key"),
    )
    for column in ("headline_key", "target_id", "target_url"):
        op.create_index(f"ix_related_links_{column}", "related_links", [column])


def runs() -> None:
    op.create_table(
        "runs",
        required("id", KEY),
        required("spider", sa.String(64)),
        required("arguments", JSON),
        required("started_at", TIME),
        optional("finished_at", TIME),
        optional("outcome", sa.String(16)),
        required("counts", JSON),
        required("software_version", sa.String(32)),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )


def captures() -> None:
    op.create_table(
        "captures",
        required("id", KEY),
        required("run_id", KEY, foreign("captures", "run_id", "runs")),
        optional("url", sa.String(255)),
        optional("captured_at", TIME),
        optional("status", sa.Integer()),
        optional("sha256", sa.String(64)),
        required("path", TEXT),
        required("offset", sa.BigInteger()),
        optional("reader", sa.String(32)),
        required("outcome", sa.String(16)),
        optional("problem", TEXT),
        optional("article_id", KEY, foreign("captures", "article_id", "articles")),
        optional("revision_id", KEY, foreign("captures", "revision_id", "revisions")),
        sa.PrimaryKeyConstraint("id", name="pk_captures"),
        sa.UniqueConstraint("path", "offset", "sha256", name="uq_captures_path_offset_sha256"),
    )
    for column in ("article_id", "revision_id", "run_id", "sha256"):
        op.create_index(f"ix_captures_{column}", "captures", [column])
    has_problem = sa.text("problem IS NOT NULL")
    op.create_index("ix_captures_problem", "captures", ["id"], sqlite_where=has_problem, postgresql_where=has_problem)


def frontier() -> None:
    op.create_table(
        "frontier",
        required("id", KEY),
        required("url", sa.String(255)),
        optional("id_space", sa.String(16)),
        optional("site_id", sa.BigInteger()),
        required("discovered_at", TIME),
        required("state", sa.String(16)),
        required("tries", sa.Integer()),
        optional("next_check_at", TIME),
        optional("etag", TEXT),
        optional("last_modified", TEXT),
        sa.PrimaryKeyConstraint("id", name="pk_frontier"),
        sa.UniqueConstraint("url", name="uq_frontier_url"),
        sa.UniqueConstraint("id_space", "site_id", name="uq_frontier_id_space_site_id"),
    )
    op.create_index("ix_frontier_due", "frontier", ["state", "next_check_at"])


def downgrade() -> None:
    """Drop all tables, the referring ones first."""
    for table in ("frontier", "captures", "runs", "related_links", "revisions", "articles"):
        op.drop_table(table)
