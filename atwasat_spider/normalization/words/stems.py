"""Light stemming: the part of an Arabic word that its attached particles and its inflections share.

After Larkey, Ballesteros and Connell, "Light Stemming for Arabic Information Retrieval" (2007), *light10*: the
article with its particles goes from the front, one inflectional ending from the end, never so much that fewer than
three letters stay. Unlike it, a stem knows words (``lexicon``): proper names keep their letters (درنة is not درن),
words that only look inflected stay (قانون, وزير), and a bare ب ل ك ف (in, to, as, so) goes where a known word or name
follows. Works on folded words (``fold``): ة is ه there, ى is ي, and every alef is bare.
"""

from atwasat_spider.normalization.words.endings import without_ending
from atwasat_spider.normalization.words.prefixes import without_prefix

_GOD = dict.fromkeys(("لله", "والله", "بالله", "فالله", "ولله", "تالله"), "الله")  # two lams, or three
# The same word with its hamza on another seat («مسئول», «شئون», «هيأة»), or in another usual spelling.
_SEATS = (
    ("مسيول", "مسوول"),
    ("شيون", "شوون"),
    ("هياه", "هييه"),
    ("اميرك", "امريك"),
    ("اوربا", "اوروبا"),
    ("اوربي", "اوروبي"),
)


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
    return _GOD.get(word, word[:-1] if word.endswith("يء") else word)
