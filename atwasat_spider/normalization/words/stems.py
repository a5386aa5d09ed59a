"""Light stemming: the part of an Arabic word that its attached particles and its inflections share.

After Larkey, Ballesteros and Connell, "Light Stemming for Arabic Information Retrieval" (2007), *light10*: the
article with its particles goes from the front, one inflectional ending from the end, never so much that fewer than
three letters stay. Unlike it, a stem knows words (``lexicon``): proper names keep their letters (درنة is not درن),
words that only look inflected stay (قانون, وزير), and a bare ب ل ك ف (in, to, as, so) goes where a known word or name
follows. Works on folded words (``fold``): ة is ه there, ى is ي, and every alef is bare.
"""

import re

from atwasat_spider.normalization.words.lexicon import COMMON_WORDS, NAMES, OWN_BEGINNINGS, OWN_ENDINGS

# و or ف, then ب, ك or ل, then the article; «لل» is ل with the article. The doubled alef («االليبي») is a typing error
# that the site makes often enough.
_ARTICLE = re.compile("[وف]?(?:[بك]?ا{1,2}ل|لل)(?=.{2})")
_ARTICLE_OF_A_BEGINNING = re.compile("[وف]?(?:[بك]?ا{1,2}ل|لل)(?=.)")
_BEFORE_OWN_ARTICLE = re.compile("[وف]?[بلك]?(?=ال)")  # «وبالمانيا»: the ال of ألمانيا is its own
_FUTURE = re.compile("س(?=[يتن]..)")  # «سيعلن», he will announce: before the prefix of an imperfect verb
# The longest first.
_ENDINGS = (
    *("ياتها", "ياتهم"),
    *("ياته", "اتها", "اتهم", "اتنا"),
    *("اته", "يات", "تها", "تهم", "تهن", "تنا", "تين", "تان", "يين", "يون"),
    *("ها", "هم", "هن", "نا", "ات", "ان", "ون", "ين", "ته", "يه"),
    *("ه", "ي"),
)
_PARTICLES = frozenset("وفبلك")
_NOUN_ENDINGS = ("ان", "ون", "ين")
_SHORT_WORDS = frozenset({
    *("في", "من", "عن", "مع", "ان", "لا", "ما", "لم", "لن", "قد", "اذ", "لو", "هل", "ثم", "كم", "كل", "اي"),
    *("هو", "هي", "ذا", "له", "لها", "به", "بها"),
})  # fmt: skip
_LEAST = 3  # letters of a stem
_SHORT_BEGINNING = 4  # letters of «الام*», which is sooner ال with «ام» than all of «آلام»


def stem(word: str) -> str:
    """Return the light stem of one folded word.

    >>> stem("والزياره") == stem("زيارته") == "زيار"
    True
    >>> stem("وبدرنه") == stem("درنه") != stem("درن")
    True
    """
    return without_ending(without_prefix(word))


def without_prefix(word: str) -> str:
    """Return a folded word without the article and what is attached before it.

    What is known outright goes before what is known by its stem, and both before the bare rules.
    """
    if word in NAMES or word in OWN_BEGINNINGS:
        return word
    article = _ARTICLE.match(word)
    rest = _after_article(word, article) if article else word[1:] if word[:1] in _PARTICLES else word
    if rest in NAMES or (rest in COMMON_WORDS and len(rest) >= _LEAST):
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
    if not word[: article.end()].endswith("لل") or rest in COMMON_WORDS:
        return rest
    return with_lam if with_lam in OWN_BEGINNINGS or (rest not in NAMES and _is_known(with_lam)) else rest


def _without_particle(word: str) -> str:
    particle, rest = word[:1], word[1:]
    if particle in ("و", "ف") and rest in _SHORT_WORDS:
        return rest
    if particle == "و" and len(rest) >= _LEAST:
        return rest if rest[0] == "و" else without_prefix(rest)
    if particle in _PARTICLES and len(rest) >= _LEAST and (_is_known(rest) or word.startswith("بب")):
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
    rests = [word[: -len(ending)] for ending in _ENDINGS if word.endswith(ending)]
    for rest in rests:
        if rest in OWN_ENDINGS or (rest in NAMES and rest[-1] == "ي"):
            return rest
    if word.endswith("ا") and len(word) > _LEAST and word[:-1] in _WITH_ACCUSATIVE:
        return without_ending(word[:-1])  # «رئيسًا»: the alef of an accusative
    return next((rest for rest in rests if len(rest) >= _LEAST and not _is_other_name(rest)), word)


def _is_other_name(rest: str) -> bool:
    """«طبرقة» is no inflection of «طبرق», nor «المصري» of «مصر»; a name in ي may have a plural («القذافيين»)."""
    return rest in NAMES and rest not in COMMON_WORDS and rest[-1] != "ي"


_WITH_ACCUSATIVE = COMMON_WORDS | OWN_BEGINNINGS | OWN_ENDINGS
_OWN_BEGINNING_STEMS = frozenset(without_ending(word) for word in OWN_BEGINNINGS if len(word) >= _LEAST)
_COMMON_STEMS = frozenset(without_ending(word) for word in COMMON_WORDS if len(word) > _LEAST)
