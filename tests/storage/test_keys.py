"""Keys of other rules are told and made anew; on both databases."""

from archive import put
from processes import run
from rows import rows_of
from sqlalchemy import Engine, text

from atwasat_spider.storage.check import check
from atwasat_spider.storage.keys import BATCH, count_stale, reindex

PAGE = "فحص السد في {}\n\nفحص السد قرب المدينة.\n\nوتستمر الأعمال أسبوعا.\n"  # a dam is inspected


def spoil(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE articles SET search_key = 'old', headline_key = headline_key || ' old'"))
        connection.execute(text("UPDATE revisions SET headline_key = headline_key || ' old'"))


def test_sound_keys_are_not_touched(engine: Engine) -> None:
    put(engine, PAGE.format("درنة"))
    before = rows_of(engine)
    assert (count_stale(engine), reindex(engine)) == (0, 0)
    assert rows_of(engine) == before


def test_keys_of_other_rules_are_told_and_made_anew(engine: Engine, database_url: str) -> None:
    for number in range(3):
        put(engine, PAGE.format(number))
    before = rows_of(engine)
    spoil(engine)
    assert [sentence for sentence in check(engine) if "3 articles have search keys" in sentence]
    assert run("atwasat", "search", "السد", database=database_url).returncode == 4
    assert run("atwasat", "db", "reindex", database=database_url).stdout == "3 articles have a new search key\n"
    assert rows_of(engine) == before
    assert check(engine) == []
    assert run("atwasat", "search", "السد", database=database_url).returncode == 0


def test_more_articles_than_a_batch_are_all_made_anew(engine: Engine) -> None:
    for number in range(BATCH + 1):
        put(engine, PAGE.format(number))
    spoil(engine)
    assert reindex(engine) == BATCH + 1
