"""An archive that many crawls made, beside what it must know: each function returns what is not as it should be."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from histories import Asking, History, Text
from simulated import Run
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session
from stand_in_site.kinds import kind_of
from stand_in_site.truth import SITE, TrueArticle

from atwasat_spider.storage.models import ArticleRow, CaptureRow, FrontierRow, RevisionRow

Number = tuple[str | None, int | None]


class Wrong(NamedTuple):
    """Something that is not as it should be of an article, with what it should be."""

    article: str
    found: object
    expected: object


def wrong_requests(expected: Sequence[History], runs: Sequence[Run]) -> list[Wrong]:
    """Every request for an article but those that its history has, and each that is missing."""
    asked = _askings(runs)
    wrong = []
    for history in expected:
        paths = history.article.paths
        found = sorted((asking for path in paths for asking in asked.pop(path, [])), key=lambda asking: asking.moment)
        if found != list(history.askings):
            wrong.append(Wrong(history.article.path, _short(found), _short(history.askings)))
    return wrong + [Wrong(path, _short(askings), []) for path, askings in asked.items()]


def _askings(runs: Sequence[Run]) -> dict[str, list[Asking]]:
    asked = defaultdict(list)
    for run in runs:
        for each in run.asked:
            if kind_of(each.target) == "articles":
                asked[each.target].append(Asking(run.moment, each.target, each.status))
    return asked


def _short(askings: Sequence[Asking]) -> list[str]:
    return [f"{asking.moment:%d %H:%M} {asking.status} {asking.path}" for asking in askings]


def wrong_articles(expected: Sequence[History], engine: Engine) -> list[Wrong]:
    """Every article that has not exactly one row, or whose row says something else than its page did last."""
    with Session(engine) as session:
        rows = defaultdict(list)
        for row in session.scalars(select(ArticleRow)):
            rows[row.id_space, row.site_id].append(_facts_stored(row))
    wrong = []
    for history in expected:
        found = rows.pop(_number(history.article), [])
        if found != [_facts(history)]:
            wrong.append(Wrong(history.article.path, found, _facts(history)))
    return wrong + [Wrong(str(number), found, None) for number, found in rows.items()]


def _facts(history: History) -> tuple[object, ...]:
    article, last = history.article, history.looks[-1]
    text = max(history.texts, key=lambda text: text.last_seen_at)
    path = article.path_at(last)
    return (
        SITE + path, article.section_at(last), text.headline, text.body, article.byline, article.appeared_at,
        "minute", list(article.keywords), history.looks[0], last, history.texts.index(text) + 1,
    )  # fmt: skip


def _facts_stored(row: ArticleRow) -> tuple[object, ...]:
    return (
        row.url, row.section, row.headline, row.body, row.byline, row.published_at,
        row.published_precision, row.keywords, row.first_seen_at, row.last_seen_at, row.revision_number,
    )  # fmt: skip


def wrong_texts(expected: Sequence[History], engine: Engine) -> list[Wrong]:
    """Every article whose revisions are not the texts that were seen, in their order, each once."""
    query = (
        select(ArticleRow.id_space, ArticleRow.site_id, RevisionRow)
        .join(RevisionRow, RevisionRow.article_id == ArticleRow.id)
        .order_by(RevisionRow.article_id, RevisionRow.number)
    )
    revisions: dict[Number, list[tuple[int, Text]]] = defaultdict(list)
    with Session(engine) as session:
        for id_space, site_id, row in session.execute(query):
            revisions[id_space, site_id].append((row.number, _text(row)))
    found = ((history, revisions[_number(history.article)]) for history in expected)
    return [
        Wrong(history.article.path, texts, history.texts)
        for history, texts in found
        if texts != list(enumerate(history.texts, start=1))
    ]


def _text(row: RevisionRow) -> Text:
    assert row.first_seen_at is not None
    assert row.last_seen_at is not None
    return Text(row.headline, row.body or "", row.first_seen_at, row.last_seen_at)


def wrong_ends(expected: Sequence[History], engine: Engine) -> list[Wrong]:
    """Every article of which the frontier does not know that it is gone since when, or where it is now."""
    with Session(engine) as session:
        rows = {(row.id_space, row.site_id): _end_stored(row) for row in session.scalars(select(FrontierRow))}
    wrong = []
    for history in expected:
        found, wanted = rows.pop(_number(history.article), None), _end(history)
        if found != wanted:
            wrong.append(Wrong(history.article.path, found, wanted))
    return wrong + [Wrong(str(number), found, None) for number, found in rows.items()]


def _end(history: History) -> tuple[object, ...]:
    gone_at, last = history.gone_at, history.askings[-1]
    return history.url, "gone" if gone_at else "done", gone_at, last.moment, last.status, 0


def _end_stored(row: FrontierRow) -> tuple[object, ...]:
    return row.url, row.state, row.gone_at, row.checked_at, row.status, row.tries


def wrong_captures(expected: Sequence[History], engine: Engine) -> list[Wrong]:
    """Every article that has another number of captures than its page was seen."""
    query = select(ArticleRow.id_space, ArticleRow.site_id, func.count(CaptureRow.id)).join(
        CaptureRow, CaptureRow.article_id == ArticleRow.id
    )
    with Session(engine) as session:
        grouped = session.execute(query.group_by(ArticleRow.id_space, ArticleRow.site_id))
        counts = {(id_space, site_id): count for id_space, site_id, count in grouped}
    found = ((history, counts.get(_number(history.article), 0)) for history in expected)
    return [
        Wrong(history.article.path, count, len(history.looks))
        for history, count in found
        if count != len(history.looks)
    ]


def never_met(truth: Sequence[TrueArticle], moments: Sequence[datetime]) -> Iterator[TrueArticle]:
    """Yield the articles that came and went between two of the moments."""
    for article in truth:
        if not any(article.is_there_at(moment) for moment in moments):
            yield article


def _number(article: TrueArticle) -> Number:
    return article.id_space, article.site_id
