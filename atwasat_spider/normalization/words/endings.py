"""Endings: what inflection puts after an Arabic word, and the words that only look as if it had.

The endings are those of *light10* (Larkey, Ballesteros and Connell, 2007) with the pronouns and the dual of nouns in ة.
Works on folded words.
"""

import re
from collections.abc import Iterator

from atwasat_spider.normalization.words.lexicon import COMMON_WORDS, NAMES, NOUNS_IN_TA, OWN_BEGINNINGS, OWN_ENDINGS

LEAST = 3  # letters of a stem

# The longest first.
_ENDINGS = (
    *("ياتها", "ياتهم"),
    *("يتها", "يتهم", "يتنا", "يتين", "يتان"),
    *("ياته", "اتها", "اتهم", "اتنا"),
    *("اته", "يته", "يات", "تها", "تهم", "تهن", "تنا", "تين", "تان", "يين", "يون"),
    *("ها", "هم", "هن", "نا", "ات", "ان", "ون", "ين", "ته", "يه"),
    *("ه", "ي"),
)
# What stands in the place of a noun's ة.
_ENDINGS_OF_TA = ("اتها", "اتهم", "اتنا", "اته", "تها", "تهم", "تهن", "تنا", "تين", "تان", "ات", "ته", "تي", "ه")
_BEFORE_A_PRONOUN = re.compile("(?<=[او])[يو](?:ه|ها|هم|هن|نا)$")
_KNOWN = COMMON_WORDS | OWN_BEGINNINGS | OWN_ENDINGS


def without_ending(word: str) -> str:
    """Return a folded word without its longest ending that leaves three letters, or one that leaves a known word."""
    if word in NAMES or word in OWN_ENDINGS:
        return word
    if len(word) > LEAST + 1 and f"{word}ء" in NAMES:  # «تاجورا», Tajoura without its hamza
        return f"{word}ء"
    noun = next((noun for noun in _nouns_in_ta(word) if noun in NOUNS_IN_TA), None)
    if noun is not None:
        return noun
    rests = [word[: -len(ending)] for ending in _ENDINGS if word.endswith(ending)]
    for rest in rests:
        if (rest in OWN_ENDINGS and not _is_other_name(rest)) or _is_plural_of_a_name(word, rest):
            return rest
    with_hamza = _BEFORE_A_PRONOUN.sub("ء", word)
    if with_hamza != word and with_hamza in _KNOWN:
        return with_hamza  # «لقائها», «لقاؤه»: the hamza of «لقاء» before a pronoun
    if word.endswith("ا") and word[-2:-1] != "ه" and len(word) > LEAST and word[:-1] in _KNOWN:
        return without_ending(word[:-1])  # «رئيسًا»: the alef of an accusative
    if word.endswith("و") and word[:-1] in COMMON_WORDS:
        return without_ending(word[:-1])  # «موظفو الشركة»
    return next((rest for rest in rests if len(rest) >= LEAST and not _is_other_name(rest)), word)


def _nouns_in_ta(word: str) -> Iterator[str]:
    return (word[: -len(ending)] + "ه" for ending in _ENDINGS_OF_TA if word.endswith(ending))


def _is_other_name(rest: str) -> bool:
    """«طبرقة» is no inflection of «طبرق», nor «المصري» of «مصر»."""
    return rest in NAMES and rest not in COMMON_WORDS


def _is_plural_of_a_name(word: str, rest: str) -> bool:
    """«القذافيين» are several of «القذافي»."""
    return rest in NAMES and rest[-1] == "ي" and word[len(rest) :] in ("ين", "ون", "ات")
