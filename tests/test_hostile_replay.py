"""Hostile pages in processes of their own: bounds of time and memory, and a replay that goes on behind each."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from processes import run
from sqlalchemy import Engine, text

from atwasat_spider.query.figures import problems
from atwasat_spider.storage.engine import open_engine

HEADLINE = "بلدية غات تفتتح مهرجان التمور السنوي"  # Ghat opens its yearly date festival
BYLINE = "غات - بوابة الوسط الإثنين 05 سبتمبر 2016, 05:51 مساء"
FIRST = "افتتحت بلدية غات مهرجان التمور السنوي في ساحة السوق القديم صباح اليوم."  # on the square of the old market
SECOND = "وقال رئيس اللجنة المنظمة إن المهرجان يستمر أسبوعًا كاملًا هذا العام."  # it lasts a whole week this year
LONG = f"<p>{FIRST}</p>" * 2_000  # 150,000 characters: no small page
OWN = "<link rel=canonical href=https://alwasat.ly/news/libya/400000>"
CLAIM = f"<meta property=og:title content='{HEADLINE}'>"
TAG = "<meta property=article:tag content=تمور>"
FORMATTING = "".join(f"<b id={number}>" for number in range(500))  # no two alike: each is opened anew
QUOTATION = f"<blockquote><p>لا شيء في النص يشبه هذا. {FIRST}؟</p></blockquote>"
BOXED = "<div><p>تعليقات</p><p>س</p></div>"

READ = "read"
DEEP = "UnreadableCaptureError: nests its elements more than 512 deep"
TAGS = "UnreadableCaptureError: has more than 200000 tags"
ATTRIBUTES = "UnreadableCaptureError: has an element <a> with more than 2000 attributes"
REOPENED = "UnreadableCaptureError: leaves 500 formatting elements open, to be opened anew at each of its "
REFUSED = "UnreadableCaptureError: "
ENDS = (READ, REFUSED, "NotAnArticleError: ")  # any of them, as long as it ends

_READ_ONE = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1536 << 20, 1536 << 20))
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
from atwasat_spider.articles import read_article
from atwasat_spider.captures import Capture
from atwasat_spider.captures.capture import Circumstances, Form
from atwasat_spider.errors import NotAnArticleError, UnreadableCaptureError
try:
    read_article(Capture("/page.html", sys.stdin.buffer.read(), Circumstances(), Form.HTML))
except (NotAnArticleError, UnreadableCaptureError) as error:
    print(f"{type(error).__name__}: {error}"[:100])
else:
    print("read")
"""


def page(
    *, head: str = "", before: str = "", headline: str = HEADLINE, inner: str = "", related: str = "", end: str = ""
) -> str:
    """An article's page with room for what does not belong there."""
    return (
        f"<!DOCTYPE html><html lang=ar dir=rtl><head><title>بوابة الوسط</title>{head}</head><body>{before}"
        f"<h1>{headline}</h1><p>{BYLINE}</p><div><p>{FIRST}</p>{inner}<p>{SECOND}</p></div>"
        f"<p>عناوين ذات صلة</p>{related}<p>المزيد</p>{end}</body></html>"
    )


def scripts(text: str, times: int) -> str:
    return f'<script type="application/ld+json">{text}</script>' * times


def attributes(count: int) -> str:
    return "<a " + " ".join(f"a{number}" for number in range(count)) + ">"


# 20 seconds and 1.5 GiB for each


Bomb = tuple[Callable[[], str], str | tuple[str, ...]]

BOMBS: dict[str, Bomb] = {
    "deep": (lambda: page(end=LONG + "<div>" * 100_000), DEEP),
    "deep inline": (lambda: page(end=LONG + "<span>" * 100_000), DEEP),
    "deep formatting": (lambda: page(end=LONG + "<b>" * 100_000), DEEP),
    "deep lists": (lambda: page(end=LONG + "<ul><li>" * 90_000), DEEP),
    "deep tables": (lambda: page(end=LONG + "<table><tr><td>" * 60_000), DEEP),
    "deep drawings": (lambda: page(end=LONG + "<svg><g>" * 90_000), DEEP),
    "deep templates": (lambda: page(end=LONG + "<template>" * 100_000), DEEP),
    "deep headings": (lambda: page(end=LONG + "<h2>" * 100_000), DEEP),
    "deep list items": (lambda: page(end="<li><dd>" * 90_000), REFUSED),
    "deep annotations": (lambda: page(end="<rt>" * 100_000), REFUSED),
    "deep and closed": (lambda: page(end=LONG + "<div>" * 90_000 + "</div>" * 90_000), DEEP),
    "deep before the headline": (lambda: page(before="<section>" * 100_000), DEEP),
    "deep in a title of a drawing": (lambda: page(end="<svg><title>" + "<div>" * 100_000), REFUSED),
    "deep behind a bogus comment": (lambda: page(end="<!a <!-- >" + "<div>" * 100_000), REFUSED),
    "deep behind an instruction": (lambda: page(end="<?<script >" + "<div>" * 100_000), REFUSED),
    "attributes": (lambda: page(end=attributes(1_000_000)), ATTRIBUTES),
    "attributes behind an instruction": (lambda: page(end="<?<script >" + attributes(200_000)), REFUSED),
    "attributes of a small page": (lambda: page(end=attributes(18_000)), READ),
    "formatting": (lambda: page(end=FORMATTING + "<p>س" * 100_000), REOPENED),
    "formatting behind a bogus comment": (lambda: page(end="<!a <!-- >" + FORMATTING + "<p>س" * 90_000), REFUSED),
    "a small page's formatting": (lambda: page(end="<i>" * 400 + "<p>س" * 2_000), ENDS),
    "tags": (lambda: page(end="<br>" * 1_000_000), TAGS),
    "table": (lambda: page(inner="<table>" + "<tr><td>س<td>ص" * 60_000 + "</table>"), READ),
    "nothing closed": (lambda: page(end="<p>س<li>س<option>س<br>" * 40_000), READ),
    "pictures": (lambda: page(end="<img src=/a.jpg alt=س>" * 150_000), READ),
    "links": (lambda: page(end="<a href=/news/libya/7>س</a>" * 90_000), READ),
    "paragraph": (lambda: page(inner=f"<p>{FIRST * 60_000}</p>"), READ),
    "zero bytes": (lambda: page(inner="<p>" + "\0" * 5_000_000), REFUSED),
    "marks on a letter": (lambda: page(inner="<p>ا" + "\u064e\u0651" * 1_000_000), READ),
    "spaces": (lambda: page(headline=" " * 5_000_000 + "غات", inner="<p>" + " \n" * 2_000_000), READ),
    "keywords": (lambda: page(head=TAG * 150_000), READ),
    "types": (lambda: page(head="".join(f"<meta property=og:type content={n}>" for n in range(150_000))), READ),
    "canonical links": (lambda: page(head="<link rel=canonical href=/news/libya/1>" * 150_000), READ),
    "broken JSON-LD": (lambda: page(head=scripts("{", 90_000)), READ),
    "lists in JSON-LD": (lambda: page(head=scripts("[" + "0," * 249_000 + "0]", 100)), READ),
    "headings in headings": (lambda: page(head=CLAIM, before="<h1>س<div>" * 240 + FIRST * 20_000), ENDS),
    "headings far down": (lambda: page(head=CLAIM, before="<div>" * 500 + "<h1>س</h1>" * 90_000), ENDS),
    "headlines in headlines": (lambda: page(before="<i itemprop=headline>" * 500 + FIRST * 40_000), ENDS),
    "headlines in the menu": (
        lambda: page(head=CLAIM, headline="س", end="<nav>" + "<div>" * 500 + f"<b>{HEADLINE}</b>" * 90_000), ENDS
    ),
    "colons for a headline": (lambda: page(headline=":" * 100_000 + "س"), READ),
    "digits for a headline": (lambda: page(headline="1" * 100_000 + "س"), READ),
    "rows in rows": (lambda: page(inner="<i role=row><i role=cell>س</i><i role=cell>" * 240 + FIRST * 60_000), ENDS),
    "labels in boxes": (lambda: page(inner=BOXED * 9_000), READ),
    "labels in boxes far down": (lambda: page(inner="<div>" * 450 + BOXED * 9_000 + "</div>" * 450), ENDS),
    "labels amid the text": (
        lambda: page(inner=f"<div><h4>المزيد</h4><i>س</i></div><p>{FIRST}</p>" * 6_000), READ
    ),
    "quotations of a long text": (lambda: page(inner=f"<p>{FIRST * 20_000}</p>" + QUOTATION * 15_000), READ),
    "long text of a related picture": (
        lambda: page(related=f"<a href=/news/libya/1><img src=/a alt='{FIRST * 5_000}'></a>" + "<p>س</p>" * 15_000),
        READ,
    ),
    "inline in inline": (lambda: page(inner="<p>" + "<span>" * 500 + "<i>س</i>" * 90_000), READ),
    "lists for the last resort": (
        lambda: f"<meta property=og:type content=article>{CLAIM}" + "<ul><li><a href=x>س</a></ul>" * 30_000, ENDS
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_bomb_ends_in_time_and_memory(name: str) -> None:
    make, outcome = BOMBS[name]
    ended = subprocess.run([sys.executable, "-c", _READ_ONE], input=make().encode(), capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr.decode()[-400:] or f"ended by signal {-ended.returncode}"
    assert ended.stdout.decode().startswith(outcome)


# A folder of them


BAD = {
    "attributes": page(end=LONG + attributes(3_000)),
    "bytes": "\x00\x01\x02",
    "deep": page(end=LONG + "<div>" * 600),
    "elsewhere": page(head="<link rel=canonical href='https://akhbar.example/news/libya/1'>"),
    "empty": "",
    "formatting": page(end="<b>" * 500 + "<p>س" * 10_000),
    "front": page(head="<link rel=canonical href='https://alwasat.ly/'>"),
    "labels": "<title>بوابة الوسط</title>" + "<h2>تعليقات</h2>" * 300,
    "listing": page(head="<meta property=og:url content='https://alwasat.ly/section/libya'>"),
    "nameless": page().replace("بوابة الوسط", "أخبار الواحة"),
    "script": f"<script>document.write('<h1>{HEADLINE}</h1>')</script>",
    "small-deep": page(before="<div>" * 2_000),
    "tags": page(end="<br>" * 200_001),
    "unclosed": "<html><!-- " + page(),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of bad pages, the good one last."""
    pages = tmp_path / "pages"
    pages.mkdir()
    for name, markup in BAD.items():
        (pages / f"{name}.html").write_text(markup, encoding="utf-8")
    (pages / "zzz-good.html").write_text(page(head=OWN), encoding="utf-8")
    return pages


@pytest.fixture
def sqlite_engine(sqlite_url: str) -> Engine:
    return open_engine(sqlite_url)


def test_replay_of_hostile_pages_stores_the_good_one(folder: Path, sqlite_url: str, sqlite_engine: Engine) -> None:
    replayed = run("atwasat", "replay", folder, database=sqlite_url)
    assert replayed.returncode == 1
    assert replayed.stdout.splitlines()[0] == "run 1 finished: 15 captures read: 1 new, 14 failed"
    assert "Traceback" not in replayed.stdout + replayed.stderr
    with sqlite_engine.connect() as connection:
        assert connection.execute(text("SELECT headline, byline FROM revisions")).all() == [(HEADLINE, BYLINE)]
    sqlite_engine.dispose()


def test_each_hostile_page_is_a_problem_with_its_sentence(folder: Path, sqlite_url: str, sqlite_engine: Engine) -> None:
    run("atwasat", "replay", folder, database=sqlite_url)
    found = {Path(problem.path).stem: problem.problem for problem in problems(sqlite_engine)}
    sqlite_engine.dispose()
    assert sorted(found) == sorted(BAD)
    assert {
        name: found[name] for name in ("attributes", "deep", "elsewhere", "front", "listing", "nameless", "tags")
    } == {
        "attributes": "has an element <a> with more than 2000 attributes",
        "deep": "nests its elements more than 512 deep",
        "elsewhere": "is not an article of this site: its address is https://akhbar.example/news/libya/1",
        "front": "is a page of the site but no article: its address is https://alwasat.ly/",
        "listing": "is a page of the site but no article: its address is https://alwasat.ly/section/libya",
        "nameless": "is not an article of this site: it shows neither an address, a name nor a label of it",
        "tags": "has more than 200000 tags",
    }
