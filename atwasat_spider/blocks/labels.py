"""What the site prints around its articles: labels, banners and lines that are not article text.

These are what every reader of the site sees, whatever the markup, so all block readers share them. A text is compared
without regard to the hamza on an alef (the site prints «الاكثر» and «الأكثر»), harakat and tatweel.
"""

import re
from enum import StrEnum

LOGO = "Atwasat"
BANNER = "WTV_Frequency"


class Label(StrEnum):
    """The labels that close a body, in the order in which the site prints them; each may be missing."""

    KEYWORDS = "كلمات مفتاحية"  # keywords
    MORE_FROM_SITE = "المزيد من بوابة الوسط"  # more from the Wasat gateway
    COMMENTS = "تعليقات"  # comments
    RELATED = "عناوين ذات صلة"  # related headlines
    MORE = "المزيد"  # more
    MOST_LIKED = "الاكثر تفضيلا في هذا القسم"  # most liked in this section


LONGEST_LABEL = 60  # characters, harakat and tatweel among them

_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
_ALEFS = re.compile("[أإآٱ]")
_LABEL_STARTS = (*{label.value[0] for label in Label}, *'أإآٱ«"“')
_LABELS = {label.value: label for label in Label}

# «المزيد من «بوابة الوسط»», «تعليقات (4)», «عناوين ذات صلة :»
_AROUND_LABEL = re.compile(r"[«»\"“”]|[\s:]*(?:\(?[\d٠-٩]+\)?)?[\s:]*$")
# «للاطلاع على العدد N من جريدة «الوسط» اضغط هنا» (to read issue N of the newspaper press here) in eight wordings, one
# with a typing error: so an invitation, "here", and the issue or the newspaper, on one short line without a stop.
_HERE = re.compile(r"\bهنا\b")
_INVITATION = re.compile(r"اضغط|انقر|اضفط|اظغط|\b(?:للاطلاع|لمطالع[ةه]|لقراء[ةه]|لتصفح|لتحميل)\b")  # press, to read
_ISSUE = re.compile("العدد|جريد[ةه]|صحيف[ةه]")  # the issue, the newspaper
_LONGEST_ISSUE_LINK = 120

# «اقرأ أيضًا: …» (read also)
_CROSS_LINK = re.compile(r"(?:اقرا|اقرؤوا|طالع|شاهد) ايضا ?: ?")

# «(أرشيفية: الإنترنت)»: archive, internet, the site
_KNOWN_CREDIT = re.compile(r"\((?:أرشيفية|ارشيفية|الإنترنت|الانترنت|بوابة الوسط)[^()]*\)$")

# The printed clock closes a byline: «… 2016, 05:51 مساء» (in the evening), perhaps with whose clock it is.
_CLOCK_AT_END = re.compile(
    r"\d{4}(?: ?(?:م|ه))?\W{1,3}(?:الساعة )?\d{1,2}:\d{2}(?: \w{1,8})?(?: \(?(?:بتوقيت(?: \w+){1,3}|GMT\S*)\)?)?$"
)
# Or, beside the site's name, a weekday with its day and a year: «الإثنين 05 سبتمبر 2016».
_DAY_AT_END = re.compile(
    r"(?:[إاأ]ثنين|ثلاثاء|[أا]ربعاء|خميس|جمع[ةه]|سبت|[أا]حد)\W{1,3}\d{1,2}\W[^.؟!]{2,40}\d{4}(?: ?(?:م|ه))?\)?$"
)
_LONGEST_BYLINE = 200


def read_label(text: str) -> Label | None:
    """Return the label that a whole line is, or ``None``."""
    if len(text) > LONGEST_LABEL or not text.startswith(_LABEL_STARTS):
        return None
    return _LABELS.get(_AROUND_LABEL.sub("", _bare(text)))


def is_logo(text: str) -> bool:
    """Tell the site's logo text, the first line of a whole page."""
    return text == LOGO


def is_banner(text: str) -> bool:
    """Tell the alternative text of the television banner."""
    return text == BANNER


def is_issue_link(text: str) -> bool:
    """Tell a line that leads to an issue of the printed newspaper."""
    bare = _bare(text)
    if len(bare) > _LONGEST_ISSUE_LINK or bare.endswith("."):
        return False
    return all(sign.search(bare) for sign in (_HERE, _INVITATION, _ISSUE))


def cross_linked_headline(text: str) -> str | None:
    """Return the headline that a cross-link line names, as printed, or ``None`` for any other line."""
    lead, colon, headline = text.partition(":")
    return headline.strip() or None if colon and _CROSS_LINK.fullmatch(_bare(lead) + ":") else None


def looks_like_byline(text: str) -> bool:
    """Tell a line that closes with a date, as a byline does; what it says is read elsewhere."""
    if len(text) > _LONGEST_BYLINE:
        return False
    bare = _MARKS.sub("", text)
    has_day = names_the_site(bare) and _DAY_AT_END.search(bare) is not None
    return has_day or _CLOCK_AT_END.search(bare) is not None


def names_the_site(text: str) -> bool:
    """Tell a line with the site's own name, as its bylines have it: «بوابة الوسط» (the Wasat gateway)."""
    return "بوابة الوسط" in text


def has_known_credit(caption: str) -> bool:
    """Tell a photo caption that closes with one of the credits which the site prints."""
    return _KNOWN_CREDIT.search(caption) is not None


def _bare(text: str) -> str:
    return _ALEFS.sub("ا", _MARKS.sub("", text))
