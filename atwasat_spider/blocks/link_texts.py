"""Which texts of links are headlines, and what they say."""

import re

from atwasat_spider.blocks.labels import cross_linked_headline, is_banner, is_logo, looks_like_byline, read_label
from atwasat_spider.blocks.markup import parse
from atwasat_spider.characters import clean

LONGEST_HEADLINE = 500  # a link around a whole card is longer

_LONGEST_MARKUP = 10 * LONGEST_HEADLINE
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
_ALEFS = re.compile("[أإآٱ]")
_LETTER = re.compile(r"[^\W\d_]")
_AROUND = "«»<>‹›…[]()|:.،,؛!؟?-–—+ \u2190\u2192"  # marks and arrows around the words of a button
# The buttons of a list: read more, continue, details, press here, comments, next, previous.
_BUTTON = re.compile(
    r"(?:(?:اقرا|لقراءه|قراءه|لمطالعه|طالع|شاهد|عرض|تحميل|تابع|اكمل|لمعرفه|اعرف|ل)? ?"
    r"(?:لمزيد|المزيد|للمزيد|القراءه|التفاصيل)"
    r"(?: من (?:التفاصيل|الاخبار))?|(?:اقرا|شاهد|طالع|تابع) ?(?:ايضا|الخبر|المقال|التقرير)?|تفاصيل(?: الخبر)?|"
    r"(?:اضغط |انقر )?هنا|(?:اضف )?(?:\d+ )?تعليق(?:ات|ا)?|(?:الصفحه )?(?:التالي|التالى|السابق|التاليه|السابقه)|"
    r"(?:read |see |view |load )?more|continue reading|details|comments?|next|prev(?:ious)?)"
)
_NEXT = re.compile(r"(?:الصفحه )?(?:التالي|التالى|التاليه)|next(?: page)?")
_MORE = re.compile(
    r"(?:عرض|تحميل|شاهد)? ?(?:المزيد|للمزيد|مزيد)(?: من الاخبار| من الاخبار القديمه)?|(?:load |show |view )?more"
)
_FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|svg)", re.IGNORECASE)
_MARKUP = re.compile(r"</?[a-zA-Z]|<!--|&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z]\w*);")


def read_headline(text: str) -> str | None:
    """Return the headline that the text of a link is, cleaned, or ``None`` for the words of a button and other noise.

    >>> read_headline("اقرأ المزيد »")
    >>> read_headline("اقرأ أيضا: افتتاح مكتبة سبها")
    'افتتاح مكتبة سبها'
    """
    printed = clean(text)
    headline = cross_linked_headline(printed) or printed
    if len(headline) > LONGEST_HEADLINE or not _LETTER.search(headline) or _FILE_NAME.fullmatch(headline):
        return None
    if read_label(headline) or is_banner(headline) or is_logo(headline) or looks_like_byline(headline):
        return None
    return None if _BUTTON.fullmatch(_bare(headline)) else headline


def headline_in_markup(text: str) -> str | None:
    """Return the headline of a text that may be HTML, as titles of feeds are; plain text is taken as it is."""
    if len(text) > _LONGEST_MARKUP or not _MARKUP.search(text):
        return read_headline(text)
    body = parse(text).body
    return read_headline(body.text() if body else "")


def leads_on(text: str) -> bool:
    """Tell the words of a button that turns to the next page: «التالي» (next)."""
    return _NEXT.fullmatch(_bare(clean(text))) is not None


def loads_more(text: str) -> bool:
    """Tell the words of a button that shows more of the same: «المزيد» (more)."""
    return _MORE.fullmatch(_bare(clean(text))) is not None


def _bare(text: str) -> str:
    if len(text) > LONGEST_HEADLINE:
        return text
    return _ALEFS.sub("ا", _MARKS.sub("", text)).replace("ة", "ه").strip(_AROUND).lower()
