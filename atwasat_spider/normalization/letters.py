"""Letters: ``clean`` for storage, ``fold`` for comparison.

``fold`` forgives what writers of Arabic vary without meaning anything by it. Sources: Unicode Standard 9.2 (Arabic) and
the charts of the blocks Arabic, Arabic Supplement, Arabic Extended-A and -B and the two blocks of presentation forms;
Larkey, Ballesteros and Connell, "Light Stemming for Arabic Information Retrieval" (2007), section 3, for the letters.
"""

import codecs
import re
import string
import unicodedata

from atwasat_spider.characters import PLAIN_SIGNS, clean, on_one_line
from atwasat_spider.normalization.digits import ARABIC_INDIC, PERSIAN

__all__ = ["clean", "fold"]

# What the site prints every day: letters of Arabic with variants, digits, punctuation.
_COMMON = {
    **dict.fromkeys("أإآ", "ا"),
    "ؤ": "و",
    "ئ": "ي",
    "ى": "ي",
    "ة": "ه",
    **{digit: str(value) for value, digit in enumerate(ARABIC_INDIC)},
    "٫": ".",
    "٬": ",",
    "٪": "%",
    "،": ",",
    "؛": ";",
    "؟": "?",
    **dict.fromkeys("–—", "-"),
    **dict.fromkeys("«»“”‘’`'", '"'),
    **dict.fromkeys("\t\n\r", " "),
    **dict(zip(string.ascii_uppercase, string.ascii_lowercase, strict=True)),
}
_COMMON_MARKS = "\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"  # tatweel, tanwin, harakat, shadda, sukun

# A text of plain signs alone is folded as bytes, one to a sign: that is several times as fast as anything with letters.
_UNUSED = "\ufffe"
_CODES = codecs.charmap_build(f"\0{PLAIN_SIGNS}".ljust(256, _UNUSED))
_FOLDED = f"\0{''.join(_COMMON.get(sign, sign) for sign in PLAIN_SIGNS)}"
_MARKS = bytes([0, *(code for code, sign in enumerate(PLAIN_SIGNS, start=1) if sign in _COMMON_MARKS)])

# Hamza and madda as marks, superscript alef, Quranic marks, honorifics, and harakat that stand alone (U+FC5E, U+FE70).
_RARE_MARKS = re.compile(
    "[\u0610-\u061a\u0653-\u065f\u0670\u0674\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0898-\u089f\u08ca-\u08e1"
    "\u08e3-\u08ff\ufc5e-\ufc63\ufcf2-\ufcf4\ufe70-\ufe7f]+"
)
# Letters joined in print (Arabic Presentation Forms-A and -B), and Latin letters of full width.
_PRESENTATION_FORM = re.compile("[\ufb50-\ufdff\ufe80-\ufefc\uff01-\uff5e]+")
_RARE = str.maketrans(
    _COMMON
    | dict.fromkeys(_COMMON_MARKS, "")
    | {
        "…": "...",
        **dict.fromkeys("ٱٲٳٵݳݴ", "ا"),  # wasla, wavy hamza, high hamza, digits above
        **dict.fromkeys("ٶ", "و"),
        **dict.fromkeys("یٸےۓېۍؽؾؿ", "ي"),  # Persian, Urdu, Pashto and Kazakh ya
        **dict.fromkeys("ۃەہۂھۀ", "ه"),  # Urdu and Kurdish ha
        **dict.fromkeys("کڪګ", "ك"),  # Persian and Sindhi kaf
        **{digit: str(value) for value, digit in enumerate(PERSIAN)},
        **dict.fromkeys("۔", "."),
        **dict.fromkeys("٭", "*"),
        **dict.fromkeys("‹›„‟‚‛″′‴‶‵〝〞〟❝❞❛❜´ʼʻˮ", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63", "-"),
    }
)


def fold(text: str) -> str:
    """Return a text in which signs that are written one for another are one; other characters stay.

    Alefs with and without hamza, ؤ and و, ئ and ى and ي, ة and ه are one; harakat, Quranic marks and tatweel go; digits
    are Latin; quotation marks are ``"``, dashes ``-``, Arabic punctuation is Latin; Latin letters are small;
    presentation forms are letters. A hamza of its own (ماء) stays. Idempotent, and blind to what ``clean`` removes.

    >>> fold("«القائِد»") == fold('"القايد"')
    True
    """
    folded = _fold_plain(text)
    if folded is None:
        visible = clean(text)
        folded = _fold_plain(visible)
        return _fold_rare(visible) if folded is None else folded
    return folded


def _fold_plain(text: str) -> str | None:
    """Fold a text of plain signs; ``None`` for any other."""
    try:
        codes, _ = codecs.charmap_encode(text, "strict", _CODES)
    except UnicodeEncodeError:
        return None
    folded, _ = codecs.charmap_decode(codes.translate(None, _MARKS), "strict", _FOLDED)
    return on_one_line(folded.replace("…", "..."))


def _fold_rare(text: str) -> str:
    text = _RARE_MARKS.sub("", text)
    text = _PRESENTATION_FORM.sub(lambda forms: unicodedata.normalize("NFKC", forms[0]), text)
    return clean(_RARE_MARKS.sub("", text).translate(_RARE).lower())
