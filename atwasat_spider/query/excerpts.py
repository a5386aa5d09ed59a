"""Where the words of a question stand in a text as printed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from atwasat_spider.normalization.words import Word, words
from atwasat_spider.query.question import Question, Term

EXCERPT_LENGTH = 200  # characters


@dataclass(frozen=True, slots=True)
class Marked:
    """A text as printed and the places in it, as ``(start, end)`` in characters, that answer a question."""

    text: str
    marks: tuple[tuple[int, int], ...]


def mark(text: str, question: Question) -> Marked:
    """Find the words of a question in a text; the words of a phrase only where it stands whole."""
    found = list(words(text))
    places = {place for term in question.wanted for place in _places(found, term)}
    return Marked(text, tuple(sorted(places)))


def excerpt(texts: Iterable[str | None], question: Question) -> Marked | None:
    """Return a piece of the first text with the most terms in it, around the first; ``None`` if none has any."""
    best, most = None, 0
    for text in texts:
        found = list(words(text or ""))
        count = sum(1 for term in question.wanted if any(_places(found, term)))
        if count > most:
            best, most = text, count
    return _cut(mark(best, question)) if best else None


def _places(found: Sequence[Word], term: Term) -> Iterator[tuple[int, int]]:
    length = len(term.keys)
    for at in range(len(found) - length + 1):
        window = found[at : at + length]
        if _agrees(window, term):
            yield from ((word.start, word.end) for word in window)


def _agrees(window: Sequence[Word], term: Term) -> bool:
    *before, last = zip(window, term.keys, strict=True)
    if any(word.key != key for word, key in before):
        return False
    word, key = last
    return word.key.startswith(key) if term.is_prefix else word.key == key


def _end_of_first_phrase(marks: Sequence[tuple[int, int]]) -> int:
    end = marks[0][1]
    for left, right in marks[1:]:
        if left - end > 1:
            break
        end = right
    return end


def _cut(marked: Marked) -> Marked:
    """Cut a text to an excerpt between spaces, with an ellipsis where something is left out."""
    text, first = marked.text, marked.marks[0][0]
    if len(text) <= EXCERPT_LENGTH:
        return marked
    start = max(0, min(first - EXCERPT_LENGTH // 4, len(text) - EXCERPT_LENGTH))
    start = text.find(" ", start, first) + 1 if start else 0
    end = min(len(text), start + EXCERPT_LENGTH)
    if end < len(text):
        end = max(text.rfind(" ", start, end), _end_of_first_phrase(marked.marks))
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    marks = tuple((left + shift, right + shift) for left, right in marked.marks if start <= left and right <= end)
    return Marked(f"{before}{text[start:end]}{after}", marks)
