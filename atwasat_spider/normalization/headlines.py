"""Headlines: the key by which the same headline is known again, on any page and in any typography."""

import hashlib
import re

from atwasat_spider.normalization.digits import THOUSANDS_SEPARATOR
from atwasat_spider.normalization.letters import fold

LONGEST_KEY = 255  # characters; a PostgreSQL index row holds 2,700 bytes

# The title of a web page closes with the site's name: «… - بوابة الوسط», "… | Alwasat News"; in folded letters.
_SITE_AT_END = re.compile(
    r"(?<=\S) ?(?:-|/|\||::) ?(?:موقع )?(?:بوابه الوسط(?: الاخباريه)?|al-?wasat(?: news|\.ly)?)\.?$"
)


# A number is a word of its own («5آلاف»), with its decimals: 1.5 is not 1 and 5.
_POINT = "\u2396"  # the decimal separator key symbol: no headline has one
_NUMBER = re.compile(rf"\d+(?:[.{_POINT}]\d+)*")


def headline_key(headline: str) -> str:
    """Return a key that is equal for the same headline in other quotes, dots, spaces and letter variants.

    Only letters and digits count, word by word; two headlines that differ in a word or a number differ. The site's name
    at the end, parted by a dash or a bar, does not count. A headline of more than 255 characters is cut and closed with
    a digest of the whole. One without any letter or digit is its own key.

    >>> headline_key("سكون سياسي في رمضان..") == headline_key("«سكون سياسي» فى رمضان - بوابة الوسط")
    True
    """
    folded = _SITE_AT_END.sub("", THOUSANDS_SEPARATOR.sub("", fold(headline)))
    parted = _NUMBER.sub(lambda number: f" {number[0].replace('.', _POINT)} ", folded)
    words = "".join(sign if sign.isalnum() or sign == _POINT else " " for sign in parted).split()
    key = " ".join(words) or folded
    if len(key) <= LONGEST_KEY:
        return key
    digest = hashlib.sha256(key.encode("utf-8")).hexdigest()
    return f"{key[: LONGEST_KEY - len(digest) - 1]}#{digest}"
