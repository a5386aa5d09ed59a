"""How fast article pages of the size of the site's are read, beside other readers; and WARC files, with what memory.

Run: install what ``extraction.py`` names, then ``python benchmarks/pages.py``; ``--help`` names its
parts. The candidates take turns within each round, so that they
meet the same noise; figures are medians of seven rounds, in CPU time of one process. Every page differs.
"""

import argparse
import base64
import cProfile
import gc
import gzip
import hashlib
import json
import pstats
import random
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path
from statistics import mean, median

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from renderings.articles import ARTICLES
from renderings.modern_hashed import modern_hashed
from renderings.navigation import other_headlines
from renderings.text import whole_page
from renderings.written import Piece, Related, Written

from atwasat_spider.captures.warc import WarcPage, read_warc

ROUNDS, PAGES, FEWER, SIZE = 7, 200, 20, 94_000  # rounds, pages, pages of slow readers, bytes
FEW, MANY, RECORD = 5_000, 50_000, 5_000  # records, records, bytes
OURS, FUNDUS, TRAFILATURA, NEWSPAPER = "this project", "Fundus", "trafilatura", "newspaper4k"
FUNDUS_TEXT = "Fundus, without pictures"
AIMS = {FUNDUS: 5, FUNDUS_TEXT: 5, TRAFILATURA: 40}  # times as many pages


@dataclass(frozen=True, slots=True)
class Page:
    """A page as bytes and as text, and what it was made of."""

    payload: bytes
    html: str
    article: Written


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reader, how many pages it reads in a round and in how many rounds: slow ones in fewer."""

    read: Callable[[Page], object]
    pages: int = PAGES
    rounds: int = ROUNDS


def candidates() -> dict[str, Candidate]:
    """Return what is measured, by its name.

    It is imported here and not above, so that the process that reads a WARC file holds nothing but that.
    """
    import lxml.html
    from peers import fundus_parser, fundus_text_parser, our_record, read_by_newspaper, read_by_trafilatura
    from selectolax.lexbor import LexborHTMLParser

    return {
        OURS: Candidate(lambda page: our_record(page.payload, page.article.url)),
        FUNDUS: Candidate(lambda page: fundus_parser.parse(page.html)),
        FUNDUS_TEXT: Candidate(lambda page: fundus_text_parser.parse(page.html)),
        TRAFILATURA: Candidate(lambda page: read_by_trafilatura(page.html, page.article.url), FEWER),
        NEWSPAPER: Candidate(lambda page: read_by_newspaper(page.html, page.article.url), FEWER // 2, rounds=3),
        "lxml, the tree alone": Candidate(lambda page: lxml.html.document_fromstring(page.html)),
        "selectolax, the tree alone": Candidate(lambda page: LexborHTMLParser(page.html)),
    }


# The pages


def make_pages(count: int = PAGES, size: int = SIZE) -> list[Page]:
    """Return different pages of nearly the same size: articles with other numbers, headlines and paragraphs."""
    dice = random.Random(94)
    paragraphs = [piece for article in ARTICLES for piece in article.body if piece.kind == "paragraph"]
    return [_page(_variant(number, dice, paragraphs), size + dice.randrange(-6_000, 6_001)) for number in range(count)]


def _variant(number: int, dice: random.Random, paragraphs: list[Piece]) -> Written:
    article = ARTICLES[number % len(ARTICLES)]
    return replace(
        article,
        headline=f"{article.headline} ({number + 2})",
        url=f"https://alwasat.ly/news/{article.section}/{400_000 + number}",
        body=(*article.body, *dice.sample(paragraphs, dice.randrange(1, 6))),
    )


def _page(article: Written, size: int) -> Page:
    """Fill a page up to a size, half with a script in its head, half with links on both sides of its article."""
    html = modern_hashed(article)
    headlines = other_headlines(article, 40)
    items = _filled(_items(headlines), (size - len(html.encode())) // 2)
    html = html.replace("</head>", f"<script>window.__MORE__=[{','.join(items)}]</script></head>", 1)
    links = "".join(_filled(_anchors(headlines), (size - len(html.encode())) // 2))
    html = html.replace("<main ", f"<nav><ul>{links}</ul></nav><main ", 1)
    html = html.replace("</footer>", f"<ul>{links}</ul></footer>", 1)
    return Page(html.encode(), html, article)


def _items(headlines: Sequence[Related]) -> Iterator[str]:
    for number, one in enumerate(cycle(headlines)):
        yield json.dumps({"id": number, "title": one.headline, "url": one.url}, ensure_ascii=False)


def _anchors(headlines: Sequence[Related]) -> Iterator[str]:
    for number, one in enumerate(cycle(headlines)):
        yield f'<li><a class="menu" href="{one.url}?from={number}">{one.headline.split(" ")[0]}</a></li>'


def _filled(parts: Iterator[str], size: int) -> list[str]:
    """Take parts until they have as many bytes as are missing."""
    taken: list[str] = []
    while size > 0:
        taken.append(next(parts))
        size -= len(taken[-1].encode())
    return taken


# Speed


def check(pages: list[Page]) -> None:
    """Print how many pages each reader reads exactly: headline, time and body; this project and Fundus must all."""
    from extraction import TOOLS, compare

    print("exact headline, time and body:")
    for name, read in TOOLS.items():
        chosen = pages if name in (OURS, FUNDUS) else pages[:FEWER]
        marks = [compare(read(page.html, page.article.url), page.article) for page in chosen]
        exact = [one.headline and one.published and one.body for one in marks]
        print(f"  {name:<28} {sum(exact):4} of {len(exact)} pages", flush=True)
        if name in (OURS, FUNDUS) and not all(exact):
            sys.exit(f"{name} misreads {chosen[exact.index(False)].article.url}; its speed means nothing")


def measure(pages: list[Page], rounds: int) -> dict[str, list[float]]:
    """Return the seconds for a page of every candidate, one figure a round."""
    chosen = candidates()
    seconds: dict[str, list[float]] = {name: [] for name in chosen}
    for number in range(rounds):
        for name, candidate in chosen.items():
            if number < candidate.rounds:
                seconds[name].append(_seconds(candidate.read, pages[: candidate.pages]))
    return seconds


def _seconds(read: Callable[[Page], object], pages: list[Page]) -> float:
    gc.collect()
    began = time.process_time()
    for page in pages:
        read(page)
    return (time.process_time() - began) / len(pages)


def report(seconds: dict[str, list[float]]) -> None:
    own = seconds[OURS]
    print(f"{'reader':<28} {'pages/s':>9} {'lowest':>9} {'highest':>9} {'ms/page':>9} {'times':>7}")
    for name, each in seconds.items():
        ratio = median(one / ours for one, ours in zip(each, own, strict=False))
        speeds = f"{1 / median(each):9.1f} {1 / max(each):9.1f} {1 / min(each):9.1f} {median(each) * 1000:9.2f}"
        print(f"{name:<28} {speeds} {ratio:7.2f}")
    for name, aim in AIMS.items():
        ratios = [one / ours for one, ours in zip(seconds[name], own, strict=True)]
        spread = f"{min(ratios):.1f} to {max(ratios):.1f}"
        print(f"this project reads {median(ratios):.1f} ({spread}) times as many pages as {name}; the aim is {aim}")


def profile(pages: list[Page]) -> None:
    """Print the functions of this project's reading in which the most time is spent."""
    read = candidates()[OURS].read
    profiler = cProfile.Profile()
    profiler.enable()
    for page in pages:
        read(page)
    profiler.disable()
    pstats.Stats(profiler).sort_stats("tottime").print_stats(30)


# WARC files


def write_warc(path: Path, count: int) -> None:
    """Write responses of about 5 KB, each different and compressed quickly as a member of its own."""
    pages = [whole_page(article).encode() for article in ARTICLES]
    with path.open("wb") as file:
        for number in range(count):
            page = (pages[number % len(pages)] * 3)[: RECORD - 200]
            file.write(gzip.compress(_record(number, page), compresslevel=1))


def _record(number: int, page: bytes) -> bytes:
    body = b"<html><body><pre>%b\n%d</pre></body></html>" % (page, number)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(body)
    headers = {
        "WARC-Type": "response",
        "WARC-Record-ID": f"<urn:uuid:{uuid.UUID(int=number)}>",
        "WARC-Date": "2022-06-16T09:14:00Z",
        "WARC-Target-URI": f"https://alwasat.ly/news/libya/{100_000 + number}",
        "WARC-Payload-Digest": _sha1(body),
        "WARC-Block-Digest": _sha1(head + body),
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(head + body)),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"WARC/1.0\r\n{lines}\r\n".encode() + head + body + b"\r\n\r\n"


def _sha1(block: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()


def measure_warc(path: Path) -> None:
    """Read a WARC file in this process and print its speed, and the most memory held until then, at two counts."""
    peaks = {0: _peak()}
    began = time.process_time()
    with path.open("rb") as stream:
        for count, item in enumerate(read_warc(stream, str(path)), start=1):
            if not isinstance(item, WarcPage):
                sys.exit(f"record {count} was not read: {item}")
            if count in (FEW, MANY):
                peaks[count] = _peak()
                speed = count / (time.process_time() - began)
                print(f"{count:6} records: {speed:6.0f} records/s, peak of memory {peaks[count]:.1f} MiB", flush=True)
    print(f"peak before any record {peaks[0]:.1f} MiB; at {MANY} to that at {FEW}: {peaks[MANY] / peaks[FEW]:.3f}")


def _peak() -> float:
    """Return the most memory that this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def warc() -> None:
    """Write a WARC file and read it in a process of its own, so that nothing else counts as its memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.warc.gz"
        write_warc(path, MANY)
        print(f"a WARC file of {MANY} records, {path.stat().st_size / 1e6:.0f} MB compressed:", flush=True)
        subprocess.run([sys.executable, __file__, "--read-warc", path], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--profile", action="store_true", help="show where this project's time goes, and no more")
    parser.add_argument("--warc", action="store_true", help="read a WARC file, and no more")
    parser.add_argument("--read-warc", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.read_warc:
        measure_warc(chosen.read_warc)
    elif chosen.warc:
        warc()
    else:
        if not chosen.profile:
            warc()  # first, while this process is small: the peak of a child counts that of its parent at its start
        pages = make_pages()
        print(f"{len(pages)} pages of {mean(len(page.payload) for page in pages) / 1000:.1f} KB in the mean")
        if chosen.profile:
            profile(pages)
        else:
            check(pages)
            report(measure(pages, chosen.rounds))


if __name__ == "__main__":
    main()
