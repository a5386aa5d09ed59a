"""Words: the search key of a text, and where each of its words stands in the text as printed.

One word of the text is one word of the key, in the same order, so a phrase is a phrase in both. The same function
makes the key that is stored and the words that a question asks for; so every database finds the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from os.path import commonprefix

from atwasat_spider.normalization.letters import fold
from atwasat_spider.normalization.words.endings import without_ending
from atwasat_spider.normalization.words.prefixes import without_prefix_of_a_beginning
from atwasat_spider.normalization.words.stems import stem

# Tatweel, harakat and invisible characters do not end a word.
_JOINED = (
    "\u0640\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff\u0300-\u036f"  # tatweel and marks
    "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"  # invisible ones
)
# A number with its thousands parted (1,500) is one word; letters and digits are words of their own (ل60, 3G).
_WORD = re.compile(rf"\d{{1,3}}(?:[,٬]\d{{3}})+(?!\d)|\d[\d{_JOINED}]*|[^\W\d_](?:[^\W\d_]|[{_JOINED}])*")
# «لـ60%», «الـ21», «بـ«الوسط»»: a tatweel, or the number itself, parts a particle from its word; it is no word of its
# own, as it is none in «للجيش».
_PARTICLE = re.compile("[وف]?(?:[بلك]?(?:ال)?|لل)|س")
_TATWEEL = "\u0640"
_OPENING_QUOTES = '«“„‘"('
_LONGEST_PARTICLE = 8  # characters with tatweel and marks
_NOT_LETTERS = re.compile(r"[\W_]+")

LONGEST_KEY = 64  # characters; no word is longer, and PostgreSQL takes 2,046 bytes
_LONGEST_KEPT = 48  # characters of a word, or of a piece of text, whose key is remembered
# Stands between texts that do not follow one another, so that no phrase spans them. No question can hold it.
GAP = "¶"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its key, and its place ``text[start:end]``, in characters, in the text that was given."""

    key: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """Yield the words of a printed text with their keys and places.

    >>> [word.key for word in words("زار الجيش االليبي لـ60%")]
    ['زار', 'جيش', 'ليب', '60']
    """
    for match in _WORD.finditer(text):
        key = _key_in(text, match)
        if key:
            yield Word(key, match.start(), match.end())


def _key_in(text: str, match: re.Match[str]) -> str:
    """A particle that stands apart from its word has no key."""
    word, end = match[0], match.end()
    if (
        len(word) <= _LONGEST_PARTICLE
        and (word[-1] == _TATWEEL or _stands_before_its_word(text, end))
        and _is_particle(word)
    ):
        return ""
    return word_key(word) if len(word) <= _LONGEST_KEPT else word_key.__wrapped__(word)


def _stands_before_its_word(text: str, end: int) -> bool:
    following = text[end : end + 1]
    return following.isdigit() or (following != "" and following in _OPENING_QUOTES)


@lru_cache(maxsize=1000)
def _is_particle(word: str) -> bool:
    return _PARTICLE.fullmatch(fold(word)) is not None


@lru_cache(maxsize=50_000)
def word_key(word: str) -> str:
    """Return the key of one printed word: folded, then stemmed; ``""`` for a word of marks alone."""
    return stem(_letters_of(word))[:LONGEST_KEY]


def prefix_key(word: str) -> str:
    """Return what the keys of words begin with that begin as this one does.

    What looks like an ending goes, so that ``word*`` finds at least what ``word`` finds.
    """
    beginning = without_prefix_of_a_beginning(_letters_of(word))
    return commonprefix([beginning, without_ending(beginning)])[:LONGEST_KEY]  # noqa: RUF071 - letters are meant


def search_key(*texts: str | None) -> str:
    """Return the search key of texts: the keys of their words, with a gap between the texts; ``None`` is passed over.

    The texts are paragraphs and the like: a phrase is found within one of them, never across two.
    """
    return f" {GAP} ".join(filter(None, (_key_of(text) for text in texts if text)))


def _key_of(text: str) -> str:
    pieces = text.split()
    is_kept = max(map(len, pieces), default=0) <= _LONGEST_KEPT
    return " ".join(filter(None, map(_key_of_piece if is_kept else _key_of_piece.__wrapped__, pieces)))


@lru_cache(maxsize=100_000)
def _key_of_piece(piece: str) -> str:
    """Return the keys of what stands between two spaces: most often one word, with its punctuation."""
    return " ".join(word.key for word in words(piece))


def _letters_of(word: str) -> str:
    return _NOT_LETTERS.sub("", fold(word))
