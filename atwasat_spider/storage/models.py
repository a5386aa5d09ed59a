"""The schema on one screen; ``docs/schema.md`` describes each column, migrations are the only way to it.

Times are UTC and ``None`` where nobody knows: the time of a capture is never taken from today's clock.
"""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, MetaData, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from atwasat_spider.storage.columns import Json, UTCDateTime

BigKey = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    """The parent of all tables: the naming convention of constraints and the types of columns."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {datetime: UTCDateTime, str: Text, int: Integer}


class ArticleRow(Base):
    """An article as its newest capture shows it."""

    __tablename__ = "articles"
    __table_args__ = (
        UniqueConstraint("id_space", "site_id"),
        Index("ix_articles_published_at", "published_at", "first_seen_at"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    url: Mapped[str | None] = mapped_column(String(255), unique=True)
    id_space: Mapped[str | None] = mapped_column(String(16))
    site_id: Mapped[int | None] = mapped_column(BigInteger)
    section: Mapped[str | None] = mapped_column(String(100), index=True)
    headline: Mapped[str]
    headline_key: Mapped[str] = mapped_column(String(255), index=True)
    body: Mapped[str | None]
    blocks: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    byline: Mapped[str | None]
    place: Mapped[str | None]
    source: Mapped[str | None]
    reporter: Mapped[str | None]
    published_at: Mapped[datetime | None]
    published_text: Mapped[str | None]
    published_zone: Mapped[str | None] = mapped_column(String(64))
    published_precision: Mapped[str | None] = mapped_column(String(16))
    published_source: Mapped[str | None] = mapped_column(String(16))
    published_earliest: Mapped[datetime | None]
    published_latest: Mapped[datetime | None]
    image_url: Mapped[str | None]
    keywords: Mapped[list[str] | None] = mapped_column(Json)
    reader: Mapped[str] = mapped_column(String(32))
    certainty: Mapped[str] = mapped_column(String(16), server_default="medium")
    content_hash: Mapped[str] = mapped_column(String(64))
    revision_number: Mapped[int]
    search_key: Mapped[str]
    first_seen_at: Mapped[datetime | None]
    last_seen_at: Mapped[datetime | None]


class RevisionRow(Base):
    """What an article said at some time; the same text seen again is the same revision."""

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("article_id", "number"), UniqueConstraint("article_id", "content_hash"))

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"))
    number: Mapped[int]
    change: Mapped[str] = mapped_column(String(16))
    headline: Mapped[str]
    headline_key: Mapped[str] = mapped_column(String(255), index=True)
    body: Mapped[str | None]
    blocks: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    byline: Mapped[str | None]
    content_hash: Mapped[str] = mapped_column(String(64))
    comparable_hash: Mapped[str] = mapped_column(String(64))
    first_seen_at: Mapped[datetime | None]
    last_seen_at: Mapped[datetime | None]


class RelatedLinkRow(Base):
    """A headline seen on an article's page; one row for each article, kind and headline."""

    __tablename__ = "related_links"
    __table_args__ = (UniqueConstraint("article_id", "kind", "headline_key"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"))
    kind: Mapped[str] = mapped_column(String(16))
    position: Mapped[int]
    headline: Mapped[str]
    headline_key: Mapped[str] = mapped_column(String(255), index=True)
    target_url: Mapped[str | None] = mapped_column(String(255), index=True)
    image_url: Mapped[str | None]
    target_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id"), index=True)
    target_match: Mapped[str | None] = mapped_column(String(16))
    first_seen_at: Mapped[datetime | None]
    last_seen_at: Mapped[datetime | None]


class RunRow(Base):
    """One job; ``outcome`` and ``finished_at`` stay empty while it runs, and for ever if it was killed."""

    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    spider: Mapped[str] = mapped_column(String(64))
    arguments: Mapped[dict[str, Any]] = mapped_column(Json)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(16))
    counts: Mapped[dict[str, int]] = mapped_column(Json)
    problem: Mapped[str | None]
    retry_at: Mapped[datetime | None]
    software_version: Mapped[str] = mapped_column(String(32))


class CaptureRow(Base):
    """One page seen: where its bytes are, and what came of reading it; ``run_id`` is the last run that read it."""

    __tablename__ = "captures"
    __table_args__ = (
        UniqueConstraint("path", "offset", "sha256"),
        Index("ix_captures_problem", "id", postgresql_where="problem IS NOT NULL", sqlite_where="problem IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    url: Mapped[str | None] = mapped_column(String(255))
    captured_at: Mapped[datetime | None]
    status: Mapped[int | None]
    sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    path: Mapped[str]
    offset: Mapped[int] = mapped_column(BigInteger)
    reader: Mapped[str | None] = mapped_column(String(32))
    certainty: Mapped[str | None] = mapped_column(String(16))
    outcome: Mapped[str] = mapped_column(String(16))
    problem: Mapped[str | None]
    article_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id"), index=True)
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"), index=True)


class FrontierRow(Base):
    """An article's address, known before it is fetched; what came of asking for it, and when it is due again."""

    __tablename__ = "frontier"
    __table_args__ = (
        UniqueConstraint("id_space", "site_id"),
        Index("ix_frontier_due", "state", "next_check_at"),
        Index("ix_frontier_newest", "state", "id_space", "site_id"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    url: Mapped[str] = mapped_column(String(255), unique=True)
    id_space: Mapped[str | None] = mapped_column(String(16))
    site_id: Mapped[int | None] = mapped_column(BigInteger)
    discovered_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(16))
    tries: Mapped[int]
    next_check_at: Mapped[datetime | None]
    checked_at: Mapped[datetime | None]
    status: Mapped[int | None]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    gone_at: Mapped[datetime | None]
    moved_to: Mapped[str | None] = mapped_column(String(255))
    problem: Mapped[str | None]


class ListingRow(Base):
    """A page that names articles, and how far its past was read: front page, section, feed or sitemap."""

    __tablename__ = "listings"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    url: Mapped[str] = mapped_column(String(2000), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    discovered_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    newest_at: Mapped[datetime | None]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    sweep_started_at: Mapped[datetime | None]
    sweep_url: Mapped[str | None]
    past_url: Mapped[str | None]
    doubted_url: Mapped[str | None]
    tries: Mapped[int]
    next_check_at: Mapped[datetime | None]
    problem: Mapped[str | None]


class RequestDayRow(Base):
    """How many requests were sent to the site on a day (UTC), by all jobs together."""

    __tablename__ = "request_days"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    day: Mapped[str] = mapped_column(String(10), unique=True)
    requests: Mapped[int]


class AlertRow(Base):
    """An expectation that a run did not meet."""

    __tablename__ = "alerts"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    raised_at: Mapped[datetime]
    expectation: Mapped[str] = mapped_column(String(64))
    message: Mapped[str]
