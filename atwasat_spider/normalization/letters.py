"""Letters: ``clean`` for storage, ``fold`` for comparison.

``fold`` forgives what writers of Arabic vary without meaning anything by it. Sources: Unicode Standard 9.2 (Arabic);
Larkey, Ballesteros and Connell, "Light Stemming for Arabic Information Retrieval" (2007), section 3, for the letters.
"""

import re
import unicodedata

from atwasat_spider.characters import clean
from atwasat_spider.normalization.digits import latin_digits

__all__ = ["clean", "fold"]

# Harakat and tanwin, hamza above and below as marks, superscript alef, Quranic marks, tatweel.
_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff]+")
_PRESENTATION_FORM = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_LETTERS = (
    ("أ", "ا"),
    ("إ", "ا"),
    ("آ", "ا"),
    ("ٱ", "ا"),
    ("ؤ", "و"),
    ("ئ", "ي"),
    ("ى", "ي"),
    ("ی", "ي"),  # Persian ya
    ("ة", "ه"),
    ("ک", "ك"),  # Persian kaf
)


def fold(text: str) -> str:
    """Return a text in which letters that are written one for another are one; other characters stay.

    Alefs with and without hamza, ؤ and و, ئ and ى and ي, ة and ه are one; harakat and tatweel go; digits are Latin;
    Latin letters are small; presentation forms are letters. Idempotent, and blind to what ``clean`` removes.

    >>> fold("القائِد") == fold("القايد")
    True
    """
    text = clean(text)
    if _PRESENTATION_FORM.search(text):
        text = unicodedata.normalize("NFKC", text)
    text = _MARKS.sub("", text)
    for letter, folded in _LETTERS:
        text = text.replace(letter, folded)
    return clean(latin_digits(text).lower())
