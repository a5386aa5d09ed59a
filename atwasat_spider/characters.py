"""What of a text no reader can see: the only thing that is ever taken from a printed text.

Every stage works on cleaned text, so this stands below all of them. Nothing that a reader sees changes here: not a
letter, not a mark, not a punctuation sign. Comparison (``fold``) is another matter and lives in ``normalization``.
"""

import re
import unicodedata

# Zero-width and bidi characters (Unicode 15, general categories Cf and Cc), soft hyphen, BOM, deprecated
# format characters, tags, and control characters. Written as escapes, since they cannot be seen.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]+"
)
# Ordering many marks on one letter takes the square of their number; no language has more than 30 (UAX #15, 13).
_HEAP_OF_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06ed\u08d3-\u08ff"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{31}"
)
# Most lines of the site are white space, ASCII, letters of Arabic with harakat, digits and common punctuation alone:
# nothing in them is invisible.
PLAIN_SIGNS = "".join(
    [
        *"\t\n\r",
        *map(chr, range(0x20, 0x7F)),
        *"\u060c\u061b\u061f",
        *map(chr, range(0x621, 0x63B)),
        *map(chr, range(0x640, 0x653)),
        *map(chr, range(0x660, 0x66D)),
        *"«»–—…“”‘’",
    ]
)
_PLAIN = re.compile(f"[{re.escape(PLAIN_SIGNS)}]*")


def clean(text: str) -> str:
    """Return one line or paragraph as a reader sees it, in NFC.

    Zero-width, bidi and control characters go; any white space becomes a space, runs of them one, none at the ends.

    >>> clean(" بوابة  الوسط ")
    'بوابة الوسط'
    """
    if is_plain(text):
        return on_one_line(text)
    visible = _INVISIBLE.sub("", text)
    if not _HEAP_OF_MARKS.search(visible):
        visible = unicodedata.normalize("NFC", visible)
    return " ".join(visible.split())


def is_plain(text: str) -> bool:
    """Tell a text in NFC of Arabic letters, harakat, ASCII and common punctuation alone: most texts of the site."""
    return _PLAIN.fullmatch(text) is not None and unicodedata.is_normalized("NFC", text)


def on_one_line(plain: str) -> str:
    """Return a plain text (``is_plain``) with one space for each run of white space, and none at its ends."""
    if plain.isprintable() and "  " not in plain:
        return plain.strip(" ")
    for space in "\t\n\r":
        plain = plain.replace(space, " ")
    while "  " in plain:
        plain = plain.replace("  ", " ")
    return plain.strip(" ")


def printable(text: str) -> str:
    """Return a text in which no control character reaches a terminal or forges a log line: they are escaped."""
    return "".join(character if character.isprintable() else ascii(character)[1:-1] for character in text)
