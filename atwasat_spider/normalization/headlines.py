"""Headlines: the key by which the same headline is known again, on any page and in any typography."""

import hashlib

from atwasat_spider.normalization.letters import fold

LONGEST_KEY = 255  # characters; a PostgreSQL index row holds 2,700 bytes


def headline_key(headline: str) -> str:
    """Return a key that is equal for the same headline in other quotes, dots, spaces and letter variants.

    Only letters and digits count, word by word; two headlines that differ in a word or a number differ. A headline of
    more than 255 characters is cut and closed with a digest of the whole. One without any letter or digit is its own
    key.

    >>> headline_key("سكون سياسي في رمضان..") == headline_key("«سكون سياسي» فى رمضان")
    True
    """
    folded = fold(headline)
    words = "".join(character if character.isalnum() else " " for character in folded).split()
    key = " ".join(words) or folded
    if len(key) <= LONGEST_KEY:
        return key
    digest = hashlib.sha256(key.encode("utf-8")).hexdigest()
    return f"{key[: LONGEST_KEY - len(digest) - 1]}#{digest}"
