"""The words that the search key knows: names, words that only look as if something were attached, common words.

The lists are text files beside this one, many words to a line, ``#`` begins a comment; written by hand in ordinary
spelling and folded here.
"""

import re
from importlib.resources import files

from atwasat_spider.normalization.letters import fold

_COMMENT = re.compile("#.*")


def _read(name: str) -> frozenset[str]:
    text = (files(__package__) / name).read_text(encoding="utf-8")
    return frozenset(fold(_COMMENT.sub("", text)).split())


NAMES = _read("names.txt")  # proper names without article: they keep all their letters
OWN_BEGINNINGS = _read("beginnings.txt")  # words that begin with a letter which could be a particle
OWN_ENDINGS = _read("endings.txt")  # words that end with what could be an inflection
NOUNS_IN_TA = _read("nouns.txt")  # nouns that keep their ة (ه here)
COMMON_WORDS = _read("words.txt")  # words before which an attached ب ل ك ف is a particle
