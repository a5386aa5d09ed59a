"""Light stemming: the part of an Arabic word that its attached particles and its inflections share.

After Larkey, Ballesteros and Connell, "Light Stemming for Arabic Information Retrieval" (2007), *light10*: the
article with its particles goes from the front, one inflectional ending from the end, never so much that fewer than
three letters stay. Unlike it, a stem knows words (``lexicon``): proper names keep their letters (درنة is not درن),
words that only look inflected stay (قانون, وزير), and a bare ب ل ك ف (in, to, as, so) goes where a known word or name
follows. Works on folded words (``fold``): ة is ه there, ى is ي, and every alef is bare.
"""

import re
from collections.abc import Iterator

from atwasat_spider.normalization.words.lexicon import (
    COMMON_WORDS,
    NAMES,
    NOUNS_IN_TA,
    OWN_BEGINNINGS,
    OWN_ENDINGS,
)

# و or ف, then ب, ك or ل, then the article; «لل» is ل with the article. The doubled alef («االليبي») is a typing error
# that the site makes often enough.
_ARTICLE = re.compile("[وف]?(?:[بك]?ا{1,2}ل|لل)(?=.{2})")
_ARTICLE_OF_A_BEGINNING = re.compile("[وف]?(?:[بك]?ا{1,2}ل|لل)(?=.)")
_BEFORE_OWN_ARTICLE = re.compile("[وف]?[بلك]?(?=ال)")  # «وبالمانيا»: the ال of ألمانيا is its own
_FUTURE = re.compile("س(?=[يتن]..)")  # «سيعلن», he will announce: before the prefix of an imperfect verb
# Before a word that is not known, one of them is a particle where the word has the form of a verbal noun or participle
# (استفعال, افتعال, تفعيل, م…), and a long one behind ب or ل that begins as hardly any other does: nearly all foreign
# names in ب and ل go on with ا و ي ر ل ن.
_LIKELY_PARTICLE = re.compile("بب|[بلكف](?:است..ا.|ا...ا.|ت..ي.(?!.)|م....)|ب[^اويرلنم].{3}|ل[^اويل].{3}")
# The longest first.
_ENDINGS = (
    *("ياتها", "ياتهم"),
    *("يتها", "يتهم", "يتنا", "يتين", "يتان"),
    *("ياته", "اتها", "اتهم", "اتنا"),
    *("اته", "يته", "يات", "تها", "تهم", "تهن", "تنا", "تين", "تان", "يين", "يون"),
    *("ها", "هم", "هن", "نا", "ات", "ان", "ون", "ين", "ته", "يه"),
    *("ه", "ي"),
)
_PARTICLES = frozenset("وفبلك")
# What stands in the place of a noun's ة.
_ENDINGS_OF_TA = ("اتها", "اتهم", "اتنا", "اته", "تها", "تهم", "تهن", "تنا", "تين", "تان", "ات", "ته", "ه")
# The same word with its hamza on another seat, or none: «مسئول», «شئون», «هيأة».
_SEATS = (("مسيول", "مسوول"), ("شيون", "شوون"), ("هياه", "هييه"))
_BEFORE_A_PRONOUN = re.compile("ا[يو](?:ه|ها|هم|هن|نا)$")
_NOUN_ENDINGS = ("ان", "ون", "ين")
_SHORT_WORDS = frozenset({
    *("في", "من", "عن", "مع", "ان", "لا", "ما", "لم", "لن", "قد", "اذ", "لو", "هل", "ثم", "كم", "كل", "اي"),
    *("هو", "هي", "ذا", "له", "لها", "به", "بها", "ام", "اب"),
})  # fmt: skip
_LEAST = 3  # letters of a stem
_SHORT_BEGINNING = 4  # letters of «الام*», which is sooner ال with «ام» than all of «آلام»


def stem(word: str) -> str:
    """Return the light stem of one folded word.

    >>> stem("والزياره") == stem("زيارته") == "زياره"
    True
    >>> stem("وبدرنه") == stem("درنه") != stem("درن")
    True
    """
    return without_ending(without_prefix(_on_its_seat(word)))


def _on_its_seat(word: str) -> str:
    """Return a word with its hamza where most write it; «شيء» and «شئ» are one."""
    for seat, usual in _SEATS:
        word = word.replace(seat, usual)
    return word[:-1] if word.endswith("يء") else word


def without_prefix(word: str) -> str:
    """Return a folded word without the article and what is attached before it.

    What is known outright goes before what is known by its stem, and both before the bare rules.
    """
    if word in NAMES or word in OWN_BEGINNINGS:
        return word
    article = _ARTICLE.match(word)
    rest = _after_article(word, article) if article else word[1:] if word[:1] in _PARTICLES else word
    if rest in NAMES or ((rest in COMMON_WORDS or rest in OWN_ENDINGS) and len(rest) >= _LEAST):
        return rest
    own = _BEFORE_OWN_ARTICLE.match(word)
    if own and own.end() and _begins_as_it_is(word[own.end() :]):
        return word[own.end() :]
    if _begins_as_it_is(word):
        return word
    if article:
        return rest
    return word[1:] if _FUTURE.match(word) else _without_particle(word)


def _after_article(word: str, article: re.Match[str]) -> str:
    """«للجنة» is ل, ال and «لجنة»: of three lams two are written, and «لليبيا» has no article at all."""
    rest = word[article.end() :]
    with_lam = word[article.end() - 1 :]
    if not word[: article.end()].endswith("لل"):
        return rest
    if with_lam in NAMES:
        return with_lam
    is_other = with_lam in OWN_BEGINNINGS or (rest not in NAMES and _is_known(with_lam))
    return with_lam if is_other and rest not in COMMON_WORDS else rest


def _without_particle(word: str) -> str:
    particle, rest = word[:1], word[1:]
    if particle in ("و", "ف") and rest in _SHORT_WORDS:
        return rest
    if particle == "و" and len(rest) >= _LEAST:
        return rest if rest[0] == "و" else without_prefix(rest)
    if particle in ("ب", "ل") and rest == "ام":  # «بأم الأرانب»
        return rest
    if particle in _PARTICLES and len(rest) >= _LEAST and (_is_known(rest) or _LIKELY_PARTICLE.match(word)):
        return rest
    if particle == "ف" and len(rest) > _LEAST and rest[0] in "بلكس":
        inner = without_prefix(rest)
        return inner if inner != rest else word
    return word


def _begins_as_it_is(word: str) -> bool:
    if word in NAMES or word in OWN_BEGINNINGS:
        return True
    may_be_other = word.startswith("ال") and word.endswith(_NOUN_ENDINGS)  # «الزمان» is no form of «ألزم»
    return not may_be_other and _stem_in(_OWN_BEGINNING_STEMS, word)


def _is_known(word: str) -> bool:
    if word in COMMON_WORDS or word in NAMES or word in OWN_ENDINGS:
        return True
    return _stem_in(_COMMON_STEMS, word) or _stem_in(_OWN_BEGINNING_STEMS, word)


def _stem_in(stems: frozenset[str], word: str) -> bool:
    return without_ending(word) in stems


def without_prefix_of_a_beginning(beginning: str) -> str:
    """Return the first letters of a folded word without its prefix, unless a word that has none begins so."""
    match = _ARTICLE_OF_A_BEGINNING.match(beginning)
    if match and not (len(beginning) > _SHORT_BEGINNING and beginning in OWN_BEGINNINGS):
        return beginning[match.end() :]
    if any(word.startswith(beginning) for word in OWN_BEGINNINGS | NAMES):
        return beginning
    return without_prefix(beginning)


def without_ending(word: str) -> str:
    """Return a folded word without its longest ending that leaves three letters, or one that leaves a known word."""
    if word in NAMES or word in OWN_ENDINGS:
        return word
    if f"{word}ء" in NAMES:  # «تاجورا», Tajoura without its hamza
        return f"{word}ء"
    noun = next((noun for noun in _nouns_in_ta(word) if noun in NOUNS_IN_TA), None)
    if noun is not None:
        return noun
    rests = [word[: -len(ending)] for ending in _ENDINGS if word.endswith(ending)]
    for rest in rests:
        if (rest in OWN_ENDINGS and not _is_other_name(rest)) or _is_plural_of_a_name(word, rest):
            return rest
    with_hamza = _BEFORE_A_PRONOUN.sub("اء", word)
    if with_hamza != word and (with_hamza in _WITH_ACCUSATIVE or with_hamza in OWN_ENDINGS):
        return with_hamza  # «لقائها», «لقاؤه»: the hamza of «لقاء» before a pronoun
    if word.endswith("ا") and len(word) > _LEAST and word[:-1] in _WITH_ACCUSATIVE:
        return without_ending(word[:-1])  # «رئيسًا»: the alef of an accusative
    return next((rest for rest in rests if len(rest) >= _LEAST and not _is_other_name(rest)), word)


def _nouns_in_ta(word: str) -> Iterator[str]:
    return (word[: -len(ending)] + "ه" for ending in _ENDINGS_OF_TA if word.endswith(ending))


def _is_other_name(rest: str) -> bool:
    """«طبرقة» is no inflection of «طبرق», nor «المصري» of «مصر»."""
    return rest in NAMES and rest not in COMMON_WORDS


def _is_plural_of_a_name(word: str, rest: str) -> bool:
    """«القذافيين» are several of «القذافي»."""
    return rest in NAMES and rest[-1] == "ي" and word[len(rest) :] in ("ين", "ون", "ات")


_WITH_ACCUSATIVE = COMMON_WORDS | OWN_BEGINNINGS | OWN_ENDINGS
_OWN_BEGINNING_STEMS: frozenset[str] = frozenset(without_ending(word) for word in OWN_BEGINNINGS if len(word) >= _LEAST)
_COMMON_STEMS = frozenset(without_ending(word) for word in COMMON_WORDS if len(word) > _LEAST)
