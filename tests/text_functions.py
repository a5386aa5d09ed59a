"""Every public function that takes a text of the site, and texts that are out to break one."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from atwasat_spider.normalization import (
    clean,
    estimate_from_id,
    fold,
    headline_key,
    read_byline,
    read_date,
    search_key,
    words,
)
from atwasat_spider.normalization.digits import latin_digits
from atwasat_spider.normalization.words import prefix_key, word_key

REFERENCE = datetime(2016, 9, 5, 15, 51, tzinfo=UTC)
FUNCTIONS: dict[str, Callable[[str], object]] = {
    "clean": clean,
    "fold": fold,
    "latin_digits": latin_digits,
    "words": lambda text: list(words(text)),
    "word_key": word_key,
    "prefix_key": prefix_key,
    "search_key": search_key,
    "headline_key": headline_key,
    "read_date": read_date,
    "read_date with a reference": lambda text: read_date(text, reference=REFERENCE),
    "read_byline": read_byline,
    "estimate_from_id": lambda text: estimate_from_id(text, len(text) * 1000),
}

# What dates, bylines and words are made of, and what breaks patterns: runs of what may repeat in them.
PIECES = (
    *(
        "الإثنين",
        "يوم ",
        "الأحد",
        "جمعة",
        "05",
        "5",
        "31",
        "٠٥",
        "۵",
        "2016",
        "1437",
        "20166",
        "/",
        "-",
        ".",
        ":",
        ",",
        "،",
    ),
    *("سبتمبر", "أيلول", "تشرين الثاني", "ذو الحجة", "رمضان", "الماء", "أوت", "هـ", "م", "الموافق ", "من ", "عام "),
    *(
        "05:51",
        "17:51",
        "25:61",
        "مساء",
        "صباحا",
        "الساعة ",
        "الخامسة ",
        "والنصف ",
        "بتوقيت ",
        "ليبيا",
        "GMT",
        "+02:00",
        "T",
        "Z",
    ),
    *(
        "منذ ",
        "قبل ",
        "ساعتين",
        "3 ",
        "أيام",
        "أمس",
        "اليوم",
        "القاهرة",
        " - ",
        " – ",
        "بوابة الوسط",
        "(ترجمة: ",
        ")",
        "(",
        ": ",
    ),
    *(
        "و",
        "ف",
        "ب",
        "ل",
        "ك",
        "س",
        "ال",
        "اال",
        "لل",
        "درنة",
        "ات",
        "ان",
        "ها",
        "يين",
        "ـ",
        "لـ",
        "60%",
        "1,500",
        "#",
        "$",
        "_",
    ),
    *(
        " ",
        "  ",
        "\n",
        "\t",
        "\u00a0",
        "\u200f",
        "\u200d",
        "\u064b",
        "\u0651\u064e",
        "\u0670",
        "\u0654",
        "\ufdfa",
        "\ufefb",
        "\ud800",
    ),
    *(
        "\u0000",
        "\U0001f600",
        "é",
        "e\u0301",
        "İ",
        "ß",
        "ﬁ",
        "½",
        "²",
        "𝟚",
        "०",
        "¶",
        "ی",
        "ک",
        "ۀ",
        "«",
        "»",
        "…",
        "؟",
    ),
)
_RANGES = (
    (0x20, 0x7E),
    (0x600, 0x6FF),
    (0x750, 0x77F),
    (0x8A0, 0x8FF),
    (0xFB50, 0xFEFF),
    (0x2000, 0x206F),
    (0, 0x10FFFF),
)


def arbitrary_texts(seed: int) -> Iterator[str]:
    """Yield texts without end: pieces, single characters of any script (lone surrogates too), and mixtures of them."""
    choose = random.Random(seed)
    while True:
        length = choose.choice((1, 2, 3, 5, 8, 13, 21, 40))
        kind = choose.random()
        if kind < 0.4:
            yield "".join(choose.choices(PIECES, k=length))
        elif kind < 0.7:
            yield "".join(_character(choose) for _ in range(length))
        else:
            yield "".join(choose.choice(PIECES) if choose.random() < 0.6 else _character(choose) for _ in range(length))


def _character(choose: random.Random) -> str:
    return chr(choose.randint(*choose.choice(_RANGES)))


_FOLLOWERS = ("", " ", "05", "سبتمبر", "2016", "الساعة ", "منذ ", "ـ", "و", ", ", " - ", "\u064e")


def long_texts(size: int) -> Iterator[str]:
    """Yield texts of about ``size`` bytes in UTF-8 that repeat one or two pieces."""
    for one in PIECES:
        for other in _FOLLOWERS:
            pair = one + other
            yield pair * (size // len(pair.encode("utf-8", "surrogatepass")))
