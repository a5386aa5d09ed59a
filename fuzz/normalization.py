"""A fuzz target over every public function of the text: none raises, and what must be equal is.

Run: ``make fuzz`` (five minutes; ``make fuzz SECONDS=3600`` for an hour), or ``python fuzz/normalization.py -help=1``.
"""

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

with atheris.instrument_imports(include=["atwasat_spider"]):
    from text_functions import FUNCTIONS, PIECES

    from atwasat_spider.normalization import clean, fold, read_byline, read_date, words


def text_of(data: bytes) -> str:
    """A first byte says whether the others are UTF-16 code units or numbers of pieces."""
    if data[:1] < b"\x80":
        return data[1:].decode("utf-16-le", errors="surrogatepass" if len(data) % 2 else "replace")
    return "".join(PIECES[byte % len(PIECES)] for byte in data[1:])


def test_one_text(data: bytes) -> None:
    """Call everything with one text; ``atheris`` reports whatever is raised."""
    try:
        text = text_of(data)
    except UnicodeDecodeError:
        return
    for function in FUNCTIONS.values():
        function(text)
    folded = fold(text)
    assert fold(folded) == folded == fold(clean(text)), ascii(text)
    assert clean(clean(text)) == clean(text), ascii(text)
    for word in words(text):
        assert word.key, ascii(text)
        assert 0 <= word.start < word.end <= len(text), ascii(text)
    date, byline = read_date(text), read_byline(text)
    assert date is None or date.text in text, ascii(text)
    assert byline is None or all(part is None or part in text for part in (byline.place, byline.reporter)), ascii(text)


if __name__ == "__main__":
    atheris.Setup(sys.argv, test_one_text)
    atheris.Fuzz()
