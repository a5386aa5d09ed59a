"""Search: the articles that answer a question, newest first, the same on SQLite and PostgreSQL."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, and_, bindparam, cast, func, literal_column, not_, select, text
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session, load_only

from atwasat_spider.query.excerpts import Marked, excerpt, mark
from atwasat_spider.query.question import Question, Term, read_question
from atwasat_spider.storage.models import ArticleRow

_TERMS_A_MATCH = 40  # both databases bound the depth of one expression, not the number of expressions


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that answers, with the words marked in its headline and in an excerpt of its text."""

    id: int
    url: str | None
    section: str | None
    headline: Marked
    published_at: datetime | None
    published_text: str | None
    published_zone: str | None
    published_precision: str | None
    excerpt: Marked | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The number of all articles that answer, and the hits of one page of them."""

    total: int
    hits: tuple[Hit, ...]


def search(engine: Engine, typed: str, *, limit: int = 20, offset: int = 0) -> Answer:
    """Return the articles that answer what a person typed, newest first, those without a date last."""
    question = read_question(typed)
    if not question.wanted and not question.excluded:
        return Answer(0, ())
    condition = _condition(question, engine.dialect.name)
    shown = load_only(
        ArticleRow.url, ArticleRow.section, ArticleRow.headline, ArticleRow.published_at, ArticleRow.published_text,
        ArticleRow.published_zone, ArticleRow.published_precision,
        ArticleRow.body, ArticleRow.byline, ArticleRow.blocks, ArticleRow.keywords,
    )  # fmt: skip
    newest_first = (ArticleRow.published_at.is_(None), ArticleRow.published_at.desc(), ArticleRow.id.desc())
    with Session(engine) as session:
        total = session.scalar(select(func.count()).select_from(ArticleRow).where(condition)) or 0
        page = select(ArticleRow).options(shown).where(condition).order_by(*newest_first).limit(limit).offset(offset)
        return Answer(total, tuple(_hit(row, question) for row in session.scalars(page)))


def _hit(row: ArticleRow, question: Question) -> Hit:
    texts = [block["text"] for block in row.blocks]
    return Hit(
        id=row.id,
        url=row.url,
        section=row.section,
        headline=mark(row.headline, question),
        published_at=row.published_at,
        published_text=row.published_text,
        published_zone=row.published_zone,
        published_precision=row.published_precision,
        excerpt=excerpt([*texts, row.byline, *(row.keywords or ())], question),
    )


def _condition(question: Question, dialect: str) -> ColumnElement[bool]:
    matches = _sqlite_matches if dialect == "sqlite" else _postgresql_matches
    wanted = matches(question.wanted, all_of_them=True)
    excluded = matches(question.excluded, all_of_them=False)
    return and_(*wanted, *(not_(match) for match in excluded))


def _portions(terms: Sequence[Term]) -> Iterator[Sequence[Term]]:
    for start in range(0, len(terms), _TERMS_A_MATCH):
        yield terms[start : start + _TERMS_A_MATCH]


def _sqlite_matches(terms: Sequence[Term], *, all_of_them: bool) -> Iterator[ColumnElement[bool]]:
    """FTS5 takes ``"key key"`` as a phrase and ``"key"*`` as a prefix; keys hold no quotation mark."""
    for at, portion in enumerate(_portions(terms)):
        phrases = (f'"{" ".join(term.keys)}"{"*" if term.is_prefix else ""}' for term in portion)
        query = (" AND " if all_of_them else " OR ").join(phrases)
        name = f"match_{all_of_them}_{at}"
        matching = text(f"SELECT rowid FROM article_search WHERE article_search MATCH :{name}")  # noqa: S608
        yield ArticleRow.id.in_(matching.bindparams(bindparam(name, query)).columns(ArticleRow.id).scalar_subquery())


def _postgresql_matches(terms: Sequence[Term], *, all_of_them: bool) -> Iterator[ColumnElement[bool]]:
    """A tsquery is written as its type's text: ``'key' <-> 'key':*``; keys hold no quotation mark or backslash."""
    for portion in _portions(terms):
        phrases = (" <-> ".join(f"'{key}'" for key in term.keys) + (":*" if term.is_prefix else "") for term in portion)
        query = (" & " if all_of_them else " | ").join(f"({phrase})" for phrase in phrases)
        yield literal_column("articles.search_vector").bool_op("@@")(cast(query, TSQUERY))
