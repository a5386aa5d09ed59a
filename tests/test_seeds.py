"""The saved pages in ``seeds/`` are the specification: each field of each page is what a person read off it.

``page.*`` is the input, ``capture.json`` its circumstances, ``article.json`` what a careful reader sees. The last is
never written by a program.
"""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from processes import SEEDS

from atwasat_spider.articles import read_article
from atwasat_spider.captures import Unread, find_captures, read_captures
from atwasat_spider.errors import NotAnArticleError, UnreadableCaptureError
from atwasat_spider.normalization import ArticleRecord, contradictions, normalize

ORIGINAL = SEEDS / "000_f7f609d0a9018c5c"
NAMES = sorted(path.name for path in SEEDS.iterdir() if path.is_dir())
FIELDS = (
    "headline",
    "byline",
    "place",
    "source",
    "reporter",
    "published_at",
    "published_text",
    "published_zone",
    "published_precision",
    "published_source",
    "blocks",
    "keywords",
    "related",
    "remarks",
)


def expected(name: str) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads((SEEDS / name / "article.json").read_text(encoding="utf-8"))
    return facts


def read(name: str) -> ArticleRecord:
    (capture,) = read_captures(find_captures([SEEDS / name]))
    if isinstance(capture, Unread):
        raise UnreadableCaptureError(capture.problem)
    record = normalize(read_article(capture), address=capture.circumstances.address)
    found = contradictions(record, capture.circumstances.captured_at)
    return replace(record, remarks=(*record.remarks, *found))


def facts_of(record: ArticleRecord) -> dict[str, Any]:
    article, byline, published = record.article, record.byline, record.published
    return {
        "headline": article.headline,
        "byline": article.byline,
        "place": byline.place if byline else None,
        "source": byline.source if byline else None,
        "reporter": byline.reporter if byline else None,
        "published_at": published.at.isoformat() if published else None,
        "published_text": published.text if published else None,
        "published_zone": published.zone if published else None,
        "published_precision": published.precision if published else None,
        "published_source": record.published_source,
        "blocks": [
            {"kind": block.kind, "text": block.text} | ({"credit": block.credit} if block.kind == "caption" else {})
            for block in article.blocks
        ],
        "keywords": list(article.keywords) if article.keywords is not None else None,
        "related": [
            {"kind": link.kind, "position": link.position, "headline": link.headline} for link in article.related
        ],
        "remarks": list(record.remarks),
    }


WITH_AN_ARTICLE = [name for name in NAMES if "problem" not in expected(name)]
WITHOUT = [name for name in NAMES if "problem" in expected(name)]


@pytest.mark.parametrize("field", [field for field in FIELDS if field != "remarks"])
@pytest.mark.parametrize("name", WITH_AN_ARTICLE)
def test_seed_has_what_a_person_read(name: str, field: str) -> None:
    assert facts_of(read(name))[field] == expected(name)[field]


@pytest.mark.parametrize("name", WITH_AN_ARTICLE)
def test_seed_has_the_remarks_of_a_person_and_no_others(name: str) -> None:
    remarks, phrases = read(name).remarks, expected(name)["remarks"]
    assert len(remarks) == len(phrases), remarks
    for remark, phrase in zip(remarks, phrases, strict=True):
        assert phrase in remark


@pytest.mark.parametrize("name", WITHOUT)
def test_seed_without_an_article_says_why(name: str) -> None:
    with pytest.raises((NotAnArticleError, UnreadableCaptureError), match=expected(name)["problem"]):
        read(name)


@pytest.mark.parametrize("name", WITH_AN_ARTICLE)
def test_expectation_has_every_field_and_no_other(name: str) -> None:
    assert sorted(expected(name)) == sorted(FIELDS)


@pytest.mark.parametrize("name", [name for name in NAMES if name != ORIGINAL.name])
def test_every_other_seed_says_that_it_is_synthetic(name: str) -> None:
    note = json.loads((SEEDS / name / "capture.json").read_text(encoding="utf-8"))["note"]
    assert note.startswith("synthetic: ")


def test_original_capture_is_kept_byte_for_byte() -> None:
    payload = (ORIGINAL / "page.txt").read_bytes()
    assert len(payload) == 6481
    assert hashlib.sha256(payload).hexdigest() == "dc18f2e31789ed204a71c13bdadcaa7e250fb70bcaa3f934186c1ea6eec18b53"


def test_original_capture_reads_as_a_person_reads_it() -> None:
    """The page of 5 September 2016: Haftar reveals details of his latest visit to Russia."""
    record = read(ORIGINAL.name)
    article = record.article
    assert article.headline == "حفتر يكشف تفاصيل زيارته الأخيرة إلى روسيا"
    assert article.byline == "القاهرة - بوابة الوسط الإثنين 05 سبتمبر 2016, 05:51 مساء"
    assert [block.text for block in article.blocks if block.kind == "subheading"] == [
        "توضيح المشهد الأمني",
        "لم نبرم اتفاقات أو صفقات عسكرية",
        "العلاقات مع روسيا والموقف من «الرئاسي»",
    ]
    assert len(article.blocks) == 13
    body = article.body or ""
    assert body.startswith("كشف القائد العام للجيش االليبي الفريق أول ركن")
    assert body.endswith("وهذا ما كنا نتوقعه من أصدقائنا الروس».")
    for frame in ("WTV_Frequency", "Atwasat", "تعليقات", "عناوين ذات صلة", "المزيد من بوابة الوسط", "الاكثر تفضيلا"):
        assert frame not in body
    assert [link.headline for link in article.related] == [
        "حكومة حماد: صيانة جسر الباكور في توكرة وتأهيل مستشفى المرج",
        "الحويج: «الاقتصاد» تستهدف رفع إيرادات الدولة غير النفطية لـ60%",
        "جريدة «الوسط»: قطاع النفط الليبي على صفيح ساخن",
        "مصادرة كمية كبيرة من الوقود مخزنة في أرض فضاء ببنغازي",
        "سكون سياسي في رمضان.. والقيادة تعلق المشاركة في «المصالحة»",
    ]
    assert not any(link.headline in body for link in article.related)
    assert {(link.kind, link.url) for link in article.related} == {("related", None)}


def test_seeds_hold_nothing_but_saved_pages() -> None:
    files = {path.name for path in SEEDS.rglob("*") if path.is_file()}
    assert files == {"page.txt", "page.html", "page.warc.gz", "capture.json", "article.json"}
    assert all(Path(SEEDS / name / "article.json").is_file() for name in NAMES)
