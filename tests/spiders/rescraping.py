"""Pages of short articles for the tests of `atwasat rescrape`, and the command itself."""

from dataclasses import replace

from crawling import Live, url_of
from crawling_forks import Done
from renderings.articles_of_libya import SOUTH_ROAD
from renderings.written import paragraph
from stand_in import page_of

FIRST, SECOND, THIRD = (
    "قالت البلدية إن الطريق يفتح غدًا أمام السيارات الصغيرة، وإن الشاحنات تنتظر أسبوعًا آخر.",
    "وأضافت أن الأعمال استغرقت أربع عشرة ليلة، شارك فيها عمال من ثلاث شركات محلية.",
    "وطلبت من السائقين تخفيف السرعة عند المنعطفات إلى أن توضع العلامات على الجانبين.",
)
HEADLINE = "بلدية الجبل تعلن موعد فتح الطريق"


def path_of(site_id: int, section: str = "libya") -> str:
    """Return the path of an article."""
    return f"/news/{section}/{site_id}"


def address_of(site_id: int, section: str = "libya") -> str:
    """Return the canonical address of an article."""
    return url_of(path_of(site_id, section))


def page(site_id: int, *paragraphs: str, headline: str = HEADLINE) -> bytes:
    """Return the page of an article with three paragraphs, or with others; headlines of two articles differ."""
    body = tuple(map(paragraph, paragraphs or (FIRST, SECOND, THIRD)))
    shown = f"{headline} رقم {site_id}"
    return page_of(replace(SOUTH_ROAD, url=address_of(site_id), headline=shown, image=None, body=body))


def show(live: Live, *site_ids: int) -> None:
    """Let the site show articles with their three paragraphs."""
    for site_id in site_ids:
        live.site.switch("replace", path=path_of(site_id), body=page(site_id))


def rescrape(live: Live, *arguments: str, **settings: str) -> Done:
    """Run ``atwasat rescrape`` to its end; the site's log has this run alone."""
    live.site.clear_log()
    return live.start("atwasat", "rescrape", *arguments, **settings).wait()
