"""Prefixes: the article and the particles that are attached before an Arabic word, و ف ب ل ك س.

The article goes as in *light10* (Larkey, Ballesteros and Connell, 2007), a bare و too. A bare ب ل ك ف (in, to, as, so)
goes where a known word or name follows, or the form of the word leaves little else. Works on folded words.
"""

import re

from atwasat_spider.normalization.words.endings import LEAST, without_ending
from atwasat_spider.normalization.words.lexicon import COMMON_WORDS, NAMES, OWN_BEGINNINGS, OWN_ENDINGS

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
_PARTICLES = frozenset("وفبلك")
_NOUN_ENDINGS = ("ان", "ون", "ين", "يات", "ي", "يه")
_SHORT_WORDS = frozenset({
    *("في", "من", "عن", "مع", "ان", "لا", "ما", "لم", "لن", "قد", "اذ", "لو", "هل", "ثم", "كم", "كل", "اي"),
    *("هو", "هي", "ذا", "له", "لها", "به", "بها", "ام", "اب"),
})  # fmt: skip
_NISBA = ("ي", "يه", "يين", "يون", "يات")
_SHORT_BEGINNING = 4  # letters of «الام*», which is sooner ال with «ام» than all of «آلام»
_OWN_BEGINNING_STEMS = frozenset(without_ending(word) for word in OWN_BEGINNINGS if len(word) >= LEAST)
_COMMON_STEMS = frozenset(without_ending(word) for word in COMMON_WORDS if len(word) > LEAST)


def without_prefix(word: str) -> str:
    """Return a folded word without the article and what is attached before it.

    What is known outright goes before what is known by its stem, and both before the bare rules.
    """
    if word in NAMES or word in OWN_BEGINNINGS:
        return word
    article = _ARTICLE.match(word)
    rest = _after_article(word, article) if article else word[1:] if word[:1] in _PARTICLES else word
    is_of_its_own = word[:1] == "و" and _begins_as_it_is(word)  # «وجوده», his presence, sooner than "and quality"
    is_known = rest in NAMES or ((rest in COMMON_WORDS or rest in OWN_ENDINGS) and len(rest) >= LEAST)
    if is_known and not (is_of_its_own and rest not in NAMES):
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
    if particle == "و" and len(rest) >= LEAST:
        return rest if rest[0] == "و" else without_prefix(rest)
    if particle in ("ب", "ل") and rest == "ام":  # «بأم الأرانب»
        return rest
    if particle in _PARTICLES and len(rest) >= LEAST and (_is_known(rest) or _LIKELY_PARTICLE.match(word)):
        return rest
    if particle == "ف" and len(rest) > LEAST and rest[0] in "بلكس":
        return rest[1:] if _is_known(rest[1:]) or _FUTURE.match(rest) else word
    return word


def _begins_as_it_is(word: str) -> bool:
    if word in NAMES or word in OWN_BEGINNINGS or _is_of_a_name(word):
        return True
    may_be_other = word.startswith("ال") and word.endswith(_NOUN_ENDINGS)  # «الزمان» is no form of «ألزم»
    return not may_be_other and _stem_in(_OWN_BEGINNING_STEMS, word)


def _is_of_a_name(word: str) -> bool:
    """«لبناني» is of «لبنان»: its ل is the name's."""
    return any(word.endswith(ending) and word[: -len(ending)] in NAMES for ending in _NISBA)


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
