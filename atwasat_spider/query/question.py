"""What a person typed into the search, as terms.

Words are joined by AND; ``"a phrase"`` stands together in that order; ``-word`` or ``-"a phrase"`` must be absent;
``begin*`` is the beginning of a word. Everything else is just words: nothing that can be typed is an error, and
nothing of it reaches a database as syntax.
"""

import re
from dataclasses import dataclass

from atwasat_spider.normalization.words import prefix_key, words

_TYPED = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″", '"'))


@dataclass(frozen=True, slots=True)
class Term:
    """Search keys that must follow one another in a text; with ``is_prefix`` the last one is the beginning of a key."""

    keys: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """The terms that an article must have, and those that it must not have."""

    wanted: tuple[Term, ...]
    excluded: tuple[Term, ...]


def read_question(typed: str) -> Question:
    """Read a question; one without any letter or digit has no terms."""
    wanted: dict[Term, None] = {}
    excluded: dict[Term, None] = {}
    for match in _TYPED.finditer(typed.translate(_QUOTES)):
        term = _term(match["phrase"] if match["phrase"] is not None else match["word"])
        if term is not None:
            (excluded if match["minus"] else wanted)[term] = None
    return Question(tuple(wanted), tuple(excluded))


def _term(typed: str) -> Term | None:
    """A typed word may be several words of a text («2016/09»): they follow one another there."""
    found = list(words(typed))
    if not found:
        return None
    keys = tuple(word.key for word in found)
    if not typed.endswith("*"):
        return Term(keys)
    last = found[-1]
    return Term((*keys[:-1], prefix_key(typed[last.start : last.end]) or last.key), is_prefix=True)
