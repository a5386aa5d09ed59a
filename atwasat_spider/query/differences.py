"""How two states of an article differ: by paragraph, then by word."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from atwasat_spider.normalization.letters import fold
from atwasat_spider.query.alignment import Effort
from atwasat_spider.query.paragraphs import Link, Piece, links
from atwasat_spider.query.word_runs import Kind, WordRun, word_runs
from atwasat_spider.storage.models import RevisionRow

__all__ = ["Difference", "Kind", "ParagraphChange", "TextState", "WordRun", "difference", "state_of_revision"]

_BETWEEN_PARTS = "\n\n"  # as in ``Article.body``


@dataclass(frozen=True, slots=True)
class TextState:
    """What an article said at some time; ``blocks`` are as stored in ``articles.blocks``."""

    headline: str
    byline: str | None
    blocks: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """What became of the headline, the byline or one block.

    ``part`` is ``headline``, ``byline`` or the block's kind; positions count blocks from 1. ``words`` are those of a
    changed part: same and removed joined are ``before``, same and added are ``after``. Of a paragraph that was cut in
    two or joined of two the position is the first one's, and a blank line stands between the two. A cosmetic change
    vanishes when letters, marks and punctuation are folded.
    """

    kind: Kind
    part: str
    position_before: int | None
    position_after: int | None
    before: str | None
    after: str | None
    words: tuple[WordRun, ...] = ()
    is_cosmetic: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """The changes in the reading order of the new text, and how many blocks stayed as and where they were."""

    changes: tuple[ParagraphChange, ...]
    unchanged: int = 0

    @property
    def is_cosmetic(self) -> bool:
        """Whether there are changes, and cosmetic ones alone."""
        return bool(self.changes) and all(change.is_cosmetic for change in self.changes)


def state_of_revision(row: RevisionRow) -> TextState:
    """Return what an article said in a revision."""
    return TextState(row.headline, row.byline, row.blocks)


def difference(before: TextState, after: TextState) -> Difference:
    """Return how a text differs from an earlier one.

    Of a picture or embedded post without text the address is compared. A paragraph that only became a sub-heading or a
    list item has not changed: its text has not.
    """
    effort = Effort()
    old, new = _pieces(before), _pieces(after)
    linked = links(old, new, effort)
    changes = [
        *_line_changes("headline", before.headline, after.headline, effort),
        *_line_changes("byline", before.byline, after.byline, effort),
        *_with_moves(list(_block_changes(old, new, linked, effort))),
    ]
    return Difference(tuple(changes), sum(_is_unchanged(link, old, new) for link in linked))


def _pieces(state: TextState) -> list[Piece]:
    return [Piece(str(block["kind"]), _text(block), place) for place, block in enumerate(state.blocks, start=1)]


def _text(block: Mapping[str, Any]) -> str:
    return str(block.get("text") or block.get("image") or block.get("link") or "")


def _line_changes(part: str, before: str | None, after: str | None, effort: Effort) -> Iterator[ParagraphChange]:
    if before == after:
        return
    if before is None or after is None:
        yield ParagraphChange(Kind.ADDED if before is None else Kind.REMOVED, part, None, None, before, after)
    else:
        words, is_cosmetic = word_runs(before, after, effort), fold(before) == fold(after)
        yield ParagraphChange(Kind.CHANGED, part, None, None, before, after, words, is_cosmetic)


def _block_changes(
    old: Sequence[Piece], new: Sequence[Piece], linked: Sequence[Link], effort: Effort
) -> Iterator[ParagraphChange]:
    at_before = at_after = 0
    for link in [*linked, Link(len(old), len(old), len(new), len(new))]:
        yield from (_removed(piece) for piece in old[at_before : link.start_before])
        yield from (_added(piece) for piece in new[at_after : link.start_after])
        at_before, at_after = link.end_before, link.end_after
        if link.start_before < link.end_before and not _is_unchanged(link, old, new):
            yield _changed(old[link.start_before : at_before], new[link.start_after : at_after], effort)


def _is_unchanged(link: Link, old: Sequence[Piece], new: Sequence[Piece]) -> bool:
    is_single = link.end_before - link.start_before == link.end_after - link.start_after == 1
    return is_single and old[link.start_before].text == new[link.start_after].text


def _removed(piece: Piece) -> ParagraphChange:
    return ParagraphChange(Kind.REMOVED, piece.part, piece.position, None, piece.text, None)


def _added(piece: Piece) -> ParagraphChange:
    return ParagraphChange(Kind.ADDED, piece.part, None, piece.position, None, piece.text)


def _changed(old: Sequence[Piece], new: Sequence[Piece], effort: Effort) -> ParagraphChange:
    before, after = (_BETWEEN_PARTS.join(piece.text for piece in pieces) for pieces in (old, new))
    return ParagraphChange(
        Kind.CHANGED,
        new[0].part,
        old[0].position,
        new[0].position,
        before,
        after,
        word_runs(before, after, effort),
        is_cosmetic=[fold(piece.text) for piece in old] == [fold(piece.text) for piece in new],
    )


def _with_moves(changes: Sequence[ParagraphChange]) -> list[ParagraphChange]:
    """Return changes, a text that went here and came there as one move to where it stands now."""
    went: dict[tuple[str, str | None], list[ParagraphChange]] = {}
    for change in reversed(changes):
        if change.kind is Kind.REMOVED:
            went.setdefault((change.part, change.before), []).append(change)
    kept, moved_from = [], set()
    for change in changes:
        sources = went.get((change.part, change.after)) if change.kind is Kind.ADDED else None
        source = sources.pop() if sources else None
        if source:
            moved_from.add(source.position_before)
        kept.append(_moved(source, change) if source else change)
    return [change for change in kept if change.kind is not Kind.REMOVED or change.position_before not in moved_from]


def _moved(went: ParagraphChange, came: ParagraphChange) -> ParagraphChange:
    return replace(came, kind=Kind.MOVED, position_before=went.position_before, before=went.before)
