"""Is the database sound? Tables against models, references, keys against texts, search index against articles."""

from collections.abc import Iterator

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from atwasat_spider.storage.keys import count_stale
from atwasat_spider.storage.schema import differences


def check(engine: Engine) -> list[str]:
    """Return in a sentence each whatever is wrong; an empty list when all is well."""
    found = [f"differs from the models: {difference}" for difference in differences(engine)]
    if not found and (stale := count_stale(engine)):
        found.append(
            f"{stale} articles have search keys of other rules than today's: atwasat db reindex makes them anew"
        )
    return [*found, *(_sqlite_faults(engine) if engine.dialect.name == "sqlite" else ())]


def _sqlite_faults(engine: Engine) -> Iterator[str]:
    with engine.connect() as connection:
        yield from (row[0] for row in connection.execute(text("PRAGMA integrity_check")) if row[0] != "ok")
        for row in connection.execute(text("PRAGMA foreign_key_check")):
            yield f"row {row.rowid} of {row.table} refers to a missing row of {row.parent}"
        try:
            connection.execute(text("INSERT INTO article_search (article_search, rank) VALUES ('integrity-check', 1)"))
        except DBAPIError as error:
            yield f"the search index is not equal to the articles: {error.orig}"
