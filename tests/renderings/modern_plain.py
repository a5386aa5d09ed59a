"""Another invented modern layout, mute to machines: no metadata but ``title`` and canonical, ``div`` upon ``div``.

Articles with an even number have an ``h1`` and a ``div`` for each paragraph; those with an odd number have a ``div``
with the role of a heading, and line breaks between paragraphs.
"""

from html import escape

from renderings.class_names import drawing, short, style_sheet
from renderings.furniture import COMMENT_RULES, COMMENTS
from renderings.navigation import other_headlines
from renderings.plain_body import body_of_boxes, body_of_breaks, photo
from renderings.plain_frame import after, before
from renderings.written import Written

_SHARE = ("فيسبوك", "تويتر", "واتساب", "تيليغرام", "نسخ الرابط")


def modern_plain(article: Written) -> str:
    """Return the article's page in this layout."""
    is_broken = article.site_id % 2 == 1
    shown = photo(article.image.url, article.image.printed) if article.image else ""
    text = body_of_breaks(article) if is_broken else body_of_boxes(article)
    parts = [_headline(article, is_broken=is_broken), _byline(article), _share(article), shown, text, _closing(article)]
    column = "\n".join(parts)
    return f"""<!doctype html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{escape(article.headline)}</title>
<link rel="canonical" href="{escape(article.url)}"><link rel="preload" href="/a/app.1c9.js" as="script">
<style>{style_sheet([short(role) for role in "abcdef"], 240)}</style></head>
<body class="{short("page")}">{before(article)}
<div class="{short("center")}"><div class="{short("column")}">
{column}
</div></div>
{after(article)}
</body></html>
"""


def _headline(article: Written, *, is_broken: bool) -> str:
    words = escape(article.headline)
    section = f'<div class="{short("sec")}"><a href="/section/{article.section}">{article.section_name}</a></div>'
    if is_broken:
        return f'{section}<div class="{short("head")}" role="heading" aria-level="1">{words}</div>'
    return f'{section}<div class="{short("head")}"><h1>{words}</h1></div>'


def _byline(article: Written) -> str:
    """The byline in many spans, and the banner below it."""
    weekday, day, month, year, *clock = article.printed_date.split(" ")
    place, separator, name = _split(article.signature)
    first = f"<span>{place}</span> {separator} " if separator else ""
    date = f"<span>{weekday}</span> <span>{day} {month} {year}</span> <span>{' '.join(clock)}</span>"
    line = f'<div class="{short("by")}">{first}<span>{name}</span> {date}</div>'
    banner = '<img src="/a/wtv.webp" alt="WTV_Frequency">'
    return f'{line}\n<div class="{short("wtv")}"><a href="/live">{banner}</a></div>'


def _split(signature: str) -> tuple[str, str, str]:
    for separator in ("-", "–"):
        place, found, name = signature.partition(f" {separator} ")
        if found:
            return place, separator, name
    return "", "", signature


def _share(article: Written) -> str:
    links = "".join(
        f'<a class="{short("s")}" href="/s/{number}?u={escape(article.url)}">{drawing(name)}<span>{name}</span></a>'
        for number, name in enumerate(_SHARE)
    )
    tools = "<span>اطبع</span><span>كبر الخط</span><span>صغر الخط</span><span>استمع إلى الخبر</span>"
    return f'<div class="{short("bar")}"><span>شارك</span>{links}{tools}</div>'


def _closing(article: Written) -> str:
    parts = []
    if article.keywords:
        words = "".join(f"<span><a>{escape(word)}</a></span>" for word in article.keywords)
        parts.append(_part("كلمات مفتاحية", words))
    parts.append(_part("المزيد من بوابة الوسط", _headlines(article, 6, 15)))
    parts.append(_part("تعليقات", _comments()))
    parts.append(_part("عناوين ذات صلة", _related(article)))
    parts.append(_part("المزيد", ""))
    parts.append(_part("الاكثر تفضيلا في هذا القسم", _headlines(article, 6, 21)))
    return "\n".join(parts)


def _part(label: str, inner: str) -> str:
    return f'<div class="{short("part")}"><div class="{short("label")}">{label}</div><div>{inner}</div></div>'


def _headlines(article: Written, count: int, shift: int) -> str:
    return "".join(
        f'<div class="{short("row")}"><a href="{one.url}">{escape(one.headline)}</a></div>'
        for one in other_headlines(article, count, shift=shift)
    )


def _related(article: Written) -> str:
    return "".join(
        f'<div class="{short("rel")}"><div><a href="{escape(one.url)}">'
        f'<img data-src="{escape(one.image)}" alt="{escape(one.headline)}"></a></div>'
        f'<div><a href="{escape(one.url)}">{escape(one.headline)}</a></div></div>'
        for one in article.related
    )


def _comments() -> str:
    shown = "".join(
        f'<div class="{short("talk")}"><div>{name}</div><div class="{short("d")}">{words}</div>'
        f"<span>أعجبني {n}</span></div>"
        for n, (name, words) in enumerate(COMMENTS)
    )
    return f'<div contenteditable="true"></div><div>{COMMENT_RULES}</div>{shown}'
