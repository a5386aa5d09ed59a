"""Words: the search key of a text, and where each of its words stands in the text as printed.

One word of the text is one word of the key, in the same order, so a phrase is a phrase in both. The same function
makes the key that is stored and the words that a question asks for; so every database finds the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from atwasat_spider.normalization.letters import fold
from atwasat_spider.normalization.stems import stem, without_ending, without_prefix_of_a_beginning

# A word: letters, marks and digits; tatweel, harakat and invisible characters inside it do not end it.
_JOINED = "\u0640\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff"
_WORD = re.compile(f"[^\\W_](?:[^\\W_]|[{_JOINED}])*")
# «لـ60%», «الـ21»: a tatweel joins a particle to a number; the number is a word of its own.
_RUN = re.compile(r"\d+|\D+")
_NOT_LETTERS = re.compile(r"[\W_]+")

LONGEST_KEY = 64  # characters; no word is longer, and PostgreSQL takes 2,046 bytes
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
    ['زار', 'جيش', 'ليب', 'ل', '60']
    """
    for start, end in _places(text):
        key = word_key(text[start:end])
        if key:
            yield Word(key, start, end)


@lru_cache(maxsize=200_000)
def word_key(word: str) -> str:
    """Return the key of one printed word: folded, then stemmed; ``""`` for a word of marks alone."""
    return stem(_letters_of(word))[:LONGEST_KEY]


def prefix_key(word: str) -> str:
    """Return what the keys of words begin with that begin as this one does.

    What looks like an ending goes, so that ``word*`` finds at least what ``word`` finds.
    """
    return without_ending(without_prefix_of_a_beginning(_letters_of(word)))[:LONGEST_KEY]


def search_key(*texts: str | None) -> str:
    """Return the search key of texts: the keys of their words, with a gap between the texts; ``None`` is passed over.

    The texts are paragraphs and the like: a phrase is found within one of them, never across two.
    """
    return f" {GAP} ".join(filter(None, (_key_of(text) for text in texts if text)))


def _key_of(text: str) -> str:
    return " ".join(word.key for word in words(text))


def _letters_of(word: str) -> str:
    return _NOT_LETTERS.sub("", fold(word))


def _places(text: str) -> Iterator[tuple[int, int]]:
    for match in _WORD.finditer(text):
        for run in _RUN.finditer(match[0]):
            yield match.start() + run.start(), match.start() + run.end()
