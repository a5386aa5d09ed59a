"""The site: what each of its paths answers at a moment, as if nothing were amiss."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from urllib.parse import parse_qsl, urlsplit

from stand_in_site.answers import Answer
from stand_in_site.article_pages import article_page
from stand_in_site.documents import feed, robots, sitemap, sitemap_index
from stand_in_site.frame import message_page
from stand_in_site.listing_pages import front_page, page_of_first_system, section_page
from stand_in_site.shown import Shown
from stand_in_site.truth import TrueArticle
from stand_in_site.world import FIRST_SYSTEM_SECTIONS, SECTIONS, World

_SECTION = re.compile(r"/section/([a-z-]+)/?")
_OLD_SECTION = re.compile(r"/ar/news/([a-z-]+)/?")
_SITEMAP = re.compile(r"/sitemap-(\d{4}-\d{2})\.xml")
_XML = "application/xml; charset=utf-8"
_NUMBER = re.compile(r"\d{1,6}")


class StandInSite:
    """Answers at one moment after another; what was rendered once is kept."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._hidden: dict[tuple[str, int], datetime] = {}
        self._articles: dict[tuple[str, datetime, str], bytes] = {}  # rendered
        self.set_clock(world.start)

    @property
    def start(self) -> datetime:
        """The moment at which the site's clock begins."""
        return self._world.start

    @property
    def clock(self) -> datetime:
        """The moment that the site shows."""
        return self._shown.moment

    def set_clock(self, moment: datetime) -> None:
        """Show another moment, later or earlier."""
        self._shown = Shown(moment, self._world.until(moment), self._hidden)
        self._pages: dict[str, Answer | None] = {}  # of this moment, by target

    def hide(self, hidden: Mapping[tuple[str, int], datetime]) -> None:
        """Hide articles, each until a moment, and no others."""
        self._hidden = dict(hidden)
        self.set_clock(self.clock)

    def truth(self, until: datetime) -> list[TrueArticle]:
        """Return the articles that have appeared up to a moment."""
        return self._world.until(until)

    def answer(self, target: str) -> Answer:
        """Return the answer to a target: a path, perhaps with a query."""
        pages = self._pages  # another moment has other pages
        if target not in pages:
            pages[target] = self._page(target)
        return pages[target] or _not_found()

    def _page(self, target: str) -> Answer | None:
        parts = urlsplit(target)
        shown = self._shown
        article = shown.by_path.get(parts.path) or shown.by_path.get(_other_spelling(parts.path))
        if article is not None:
            return self._article(article, parts.path)
        if parts.path in _SINGLE:
            return _SINGLE[parts.path](shown)
        if month := _SITEMAP.fullmatch(parts.path):
            document = sitemap(shown, month[1])
            return _listed(shown, document, _XML) if document else None
        return _listing(shown, parts.path, dict(parse_qsl(parts.query)))

    def _article(self, article: TrueArticle, path: str) -> Answer:
        moment = self.clock
        here = article.path_at(moment)
        if not article.is_there_at(moment):
            return _not_found() if article.gone_status == 404 else _gone()
        if path != here:
            is_ours = path.rstrip("/") in (here.rstrip("/"), article.path.rstrip("/"))
            return _redirect(here) if is_ours else _not_found()
        key = (here, article.version_at(moment).moment, article.path)
        if key not in self._articles:
            self._articles[key] = article_page(article, moment)
        return Answer(self._articles[key], modified=article.modified_at(moment), has_validators=True)


def _listing(shown: Shown, path: str, query: dict[str, str]) -> Answer | None:
    section, old = _SECTION.fullmatch(path), _OLD_SECTION.fullmatch(path)
    if section and section[1] in ("all", *SECTIONS):
        return _listed(shown, section_page(shown, section[1], max(_number(query.get("page")), 1)))
    if old and old[1] in FIRST_SYSTEM_SECTIONS:
        return _listed(shown, page_of_first_system(shown, old[1], _number(query.get("ls-art0"))))
    return None


def _listed(shown: Shown, body: bytes, content_type: str = "") -> Answer:
    answer = Answer(body, modified=shown.last_change, has_validators=True)
    return replace(answer, content_type=content_type) if content_type else answer


_SINGLE: dict[str, Callable[[Shown], Answer]] = {
    "/": lambda shown: _listed(shown, front_page(shown)),
    "/rss": lambda shown: _listed(shown, feed(shown), "application/rss+xml; charset=utf-8"),
    "/sitemap.xml": lambda shown: _listed(shown, sitemap_index(shown), _XML),
    "/robots.txt": lambda _: Answer(robots(), content_type="text/plain; charset=utf-8"),
    "/search": lambda _: Answer(message_page("بحث", "اكتب كلمة للبحث في الموقع.")),
    "/live": lambda _: Answer(message_page("البث المباشر", "يبدأ البث عند الثامنة مساء.")),
}


def _not_found() -> Answer:
    return Answer(message_page("الصفحة غير موجودة", "لم نجد الصفحة التي طلبتها. عد إلى الصفحة الرئيسية."), 404)


def _gone() -> Answer:
    return Answer(message_page("حذفت الصفحة", "لم تعد هذه الصفحة متاحة على الموقع."), 410)


def _redirect(path: str) -> Answer:
    return Answer(b"<html><body>moved</body></html>", 301, headers=(("Location", path),))


def _other_spelling(path: str) -> str:
    """With a closing slash or without."""
    return path[:-1] if path.endswith("/") else f"{path}/"


def _number(printed: str | None) -> int:
    return int(printed) if printed and _NUMBER.fullmatch(printed) else 0
