"""How two states of an article differ, by paragraph and by word."""

from collections.abc import Mapping
from itertools import pairwise
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atwasat_spider.normalization.letters import fold
from atwasat_spider.query.alignment import Effort, matches
from atwasat_spider.query.differences import (
    Difference,
    Kind,
    ParagraphChange,
    TextState,
    WordRun,
    difference,
    state_of_revision,
)
from atwasat_spider.storage.models import RevisionRow

HEADLINE = "افتتاح مكتبة في سبها"
FIRST = "افتتحت البلدية مكتبة عامة في وسط المدينة صباح الأحد."
SECOND = "تضم القاعات الثلاث نحو أربعة آلاف كتاب للأطفال."
THIRD = "وتفتح المكتبة أبوابها يوميا عدا الجمعة."

WORDS = st.lists(
    st.sampled_from(["مكتبة", "المدينة", "كتابٌ", "،", ".", " ", "  ", "\n\n", "1,500", "«", "x", "\u200f"])
)
TEXT = WORDS.map("".join) | st.text(max_size=30)
LINE = st.sampled_from([FIRST, SECOND, f"{FIRST} {SECOND}", f"{SECOND} {THIRD}", "أحمد", "احمد", "نعم"])
BODY = st.lists(st.sampled_from([FIRST, SECOND, THIRD, "نعم", "لا"]) | TEXT, max_size=8)


def state(*paragraphs: str, headline: str = HEADLINE, byline: str | None = None) -> TextState:
    return TextState(headline, byline, [{"kind": "paragraph", "text": text} for text in paragraphs])


def blocks(*stored: Mapping[str, Any]) -> TextState:
    return TextState(HEADLINE, None, stored)


def kinds(found: Difference) -> list[tuple[str, int | None, int | None]]:
    return [(change.kind.value, change.position_before, change.position_after) for change in found.changes]


def only(found: Difference) -> ParagraphChange:
    assert len(found.changes) == 1
    return found.changes[0]


def same(text: str) -> WordRun:
    return WordRun(Kind.SAME, text)


def removed(text: str) -> WordRun:
    return WordRun(Kind.REMOVED, text)


def added(text: str) -> WordRun:
    return WordRun(Kind.ADDED, text)


def test_changed_word_is_told_in_its_paragraph() -> None:
    after = "تضم القاعات الثلاث نحو خمسة آلاف كتاب للأطفال."
    words = (same("تضم القاعات الثلاث نحو "), removed("أربعة"), added("خمسة"), same(" آلاف كتاب للأطفال."))
    expected = ParagraphChange(Kind.CHANGED, "paragraph", 2, 2, SECOND, after, words)
    assert difference(state(FIRST, SECOND, THIRD), state(FIRST, after, THIRD)) == Difference((expected,), unchanged=2)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("زار الوفد درنة", "زار درنة", (same("زار "), removed("الوفد "), same("درنة"))),
        ("زار درنة", "زار درنة أمس", (same("زار درنة"), added(" أمس"))),
        ("وصل الوفد.", "وصل الوفد، وغادر.", (same("وصل الوفد"), added("، وغادر"), same("."))),
        ("بلغ 1,500 دينار", "بلغ 1,600 دينار", (same("بلغ "), removed("1,500"), added("1,600"), same(" دينار"))),
        ("قام رجل طويل", "قام ولد قصير", (same("قام "), removed("رجل طويل"), added("ولد قصير"))),
        ("كِتابٌ جديد", "كتاب جديد", (removed("كِتابٌ"), added("كتاب"), same(" جديد"))),
        ("ألف  باء", "ألف باء", (same("ألف "), removed(" "), same("باء"))),
        ("قديم", "جديد", (removed("قديم"), added("جديد"))),
    ],
)
def test_words_are_told_with_space_and_signs(before: str, after: str, words: tuple[WordRun, ...]) -> None:
    assert only(difference(state(headline=before), state(headline=after))).words == words


def test_headline_and_byline_stand_before_the_paragraphs() -> None:
    before = state(FIRST, headline="مكتبة في سبها", byline=None)
    after = state(FIRST, SECOND, headline="مكتبة جديدة في سبها", byline="سبها - مراسلنا")
    told = [(change.kind, change.part, change.before, change.after) for change in difference(before, after).changes]
    assert told == [
        (Kind.CHANGED, "headline", "مكتبة في سبها", "مكتبة جديدة في سبها"),
        (Kind.ADDED, "byline", None, "سبها - مراسلنا"),
        (Kind.ADDED, "paragraph", None, SECOND),
    ]


def test_byline_that_went_is_removed() -> None:
    change = only(difference(state(FIRST, byline="سبها - مراسلنا"), state(FIRST)))
    assert (change.kind, change.part, change.before, change.after) == (Kind.REMOVED, "byline", "سبها - مراسلنا", None)


def test_removed_paragraph_is_told_where_it_stood() -> None:
    found = difference(state(FIRST, SECOND, THIRD), state(FIRST, "كلمة قصيرة", THIRD, "خاتمة"))
    assert kinds(found) == [("removed", 2, None), ("added", None, 2), ("added", None, 4)]
    assert found.unchanged == 2


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # four words of four letters each, of which two stay: half the letters
        ("قلمي بيتي بابي عيني", "قلمي بيتي دربي حقلي", [("changed", 1, 1)]),
        ("قلمي بيتي بابي عيني", "قلمي نهري دربي حقلي", [("removed", 1, None), ("added", None, 1)]),
    ],
)
def test_half_the_letters_make_a_changed_paragraph(before: str, after: str, expected: list[object]) -> None:
    assert kinds(difference(state(before), state(after))) == expected


def test_changed_paragraph_is_found_behind_new_ones() -> None:
    found = difference(state(SECOND), state("خبر عاجل", "خبر آخر", f"{SECOND} والكبار"))
    assert kinds(found) == [("added", None, 1), ("added", None, 2), ("changed", 1, 3)]


def test_most_alike_paragraphs_are_paired_first() -> None:
    found = difference(state(SECOND), state("تضم القاعات نحو ألف كتاب للأطفال.", f"{SECOND} اليوم"))
    assert kinds(found) == [("added", None, 1), ("changed", 1, 2)]


def test_paragraph_cut_in_two_is_one_change() -> None:
    change = only(difference(state(f"{FIRST} {SECOND}", THIRD), state(FIRST, SECOND, THIRD)))
    assert change == ParagraphChange(
        Kind.CHANGED,
        "paragraph",
        1,
        1,
        f"{FIRST} {SECOND}",
        f"{FIRST}\n\n{SECOND}",
        (same(FIRST), removed(" "), added("\n\n"), same(SECOND)),
        is_cosmetic=False,
    )


@pytest.mark.parametrize("short_first", [True, False])
def test_short_part_cut_off_belongs_to_the_paragraph(short_first: bool) -> None:
    parts = ["قال العميد:", f"{FIRST} {SECOND}"]
    parts = parts if short_first else parts[::-1]
    change = only(difference(state(" ".join(parts)), state(*parts)))
    assert (change.before, change.after) == (" ".join(parts), "\n\n".join(parts))


def test_paragraphs_joined_to_one_are_one_change() -> None:
    found = difference(state(THIRD, FIRST, SECOND), state(THIRD, f"{FIRST} {SECOND}"))
    assert kinds(found) == [("changed", 2, 2)]
    assert only(found).words == (same(FIRST), removed("\n\n"), added(" "), same(SECOND))


def test_paragraph_in_another_place_has_moved() -> None:
    found = difference(state(FIRST, SECOND, THIRD), state(SECOND, THIRD, FIRST))
    assert found == Difference((ParagraphChange(Kind.MOVED, "paragraph", 1, 3, FIRST, FIRST),), unchanged=2)


@pytest.mark.parametrize(
    ("before", "after", "is_cosmetic"),
    [
        ("زار القائد «سبها»", 'زار القائِد "سبها"', True),
        ("إفتتاح مكتبة", "افتتاح مكتبه", True),
        ("سنة ٢٠١٩؟", "سنة 2019?", True),
        ("افتتاح مكتبة", "افتتاح مكتبات", False),
        ("افتتاح مكتبة", "افتتاح مكتبة.", False),
    ],
)
def test_change_that_folds_away_is_cosmetic(before: str, after: str, is_cosmetic: bool) -> None:
    for found in (
        difference(state(before), state(after)),
        difference(state(headline=before), state(headline=after)),
    ):
        assert (only(found).kind, only(found).is_cosmetic, found.is_cosmetic) == ("changed", is_cosmetic, is_cosmetic)


def test_one_real_change_makes_the_difference_real() -> None:
    found = difference(state("أحمد", FIRST), state("احمد", SECOND))
    assert [change.is_cosmetic for change in found.changes] == [True, False, False]
    assert not found.is_cosmetic


def test_no_change_at_all_is_not_cosmetic() -> None:
    assert not difference(state(FIRST), state(FIRST)).is_cosmetic


def test_subheading_of_the_same_text_is_unchanged() -> None:
    before = blocks({"kind": "paragraph", "text": "القاعات"})
    after = blocks({"kind": "subheading", "text": "القاعات"})
    assert difference(before, after) == Difference((), unchanged=1)


def test_paragraph_never_becomes_a_caption() -> None:
    before = blocks({"kind": "paragraph", "text": "القاعات"})
    after = blocks({"kind": "caption", "text": "القاعات"})
    told = [(change.kind, change.part) for change in difference(before, after).changes]
    assert told == [(Kind.REMOVED, "paragraph"), (Kind.ADDED, "caption")]


def test_picture_without_text_is_known_by_its_address() -> None:
    before = blocks({"kind": "image", "text": "", "image": "https://example.org/a.jpg"})
    after = blocks({"kind": "image", "text": "", "image": "https://example.org/b.jpg"})
    assert difference(before, before) == Difference((), unchanged=1)
    assert {change.part for change in difference(before, after).changes} == {"image"}


def test_state_of_a_revision_is_its_text() -> None:
    stored = [{"kind": "paragraph", "text": FIRST}]
    row = RevisionRow(headline=HEADLINE, byline="سبها", blocks=stored)
    assert state_of_revision(row) == TextState(HEADLINE, "سبها", stored)


@given(TEXT, TEXT)
def test_words_join_to_both_texts_exactly(before: str, after: str) -> None:
    for change in difference(state(headline=before), state(headline=after)).changes:
        assert "".join(run.text for run in change.words if run.kind is not Kind.ADDED) == before
        assert "".join(run.text for run in change.words if run.kind is not Kind.REMOVED) == after


@given(BODY)
def test_state_does_not_differ_from_itself(body: list[str]) -> None:
    assert difference(state(*body), state(*body)) == Difference((), unchanged=len(body))


@given(BODY, TEXT, st.integers(0, 8))
def test_one_paragraph_more_is_one_added(body: list[str], text: str, place: int) -> None:
    longer = [*body[:place], text, *body[place:]]
    change = only(difference(state(*body), state(*longer)))
    assert (change.kind, change.after) == (Kind.ADDED, text)


@given(st.lists(LINE, max_size=8), st.lists(LINE, max_size=8))
def test_paragraphs_not_told_are_the_unchanged_ones(before: list[str], after: list[str]) -> None:
    found = difference(state(*before), state(*after))
    old = untold(before, [(change.position_before, change.before) for change in found.changes])
    new = untold(after, [(change.position_after, change.after) for change in found.changes])
    assert old == new
    assert len(old) == found.unchanged


def untold(body: list[str], told: list[tuple[int | None, str | None]]) -> list[str]:
    parts = {
        position + at: part
        for position, text in told
        if position is not None and text is not None
        for at, part in enumerate(text.split("\n\n"))
    }
    assert all(body[position - 1] == part for position, part in parts.items())
    return [text for position, text in enumerate(body, start=1) if position not in parts]


@given(BODY, BODY)
def test_real_difference_is_one_that_stays_when_folded(before: list[str], after: list[str]) -> None:
    found = difference(state(*before), state(*after))
    assert (found.changes == () or found.is_cosmetic) == (list(map(fold, before)) == list(map(fold, after)))


def test_cosmetic_variants_of_one_text_stay_in_their_places() -> None:
    found = difference(state("أحمد", "احمد"), state("احمد", "أحمد"))
    assert kinds(found) == [("changed", 1, 1), ("changed", 2, 2)]
    assert found.is_cosmetic


@given(st.lists(st.sampled_from("ابتث")), st.lists(st.sampled_from("ابتث")), st.sampled_from([0, 100, 10_000]))
def test_matches_are_equal_and_rise_whatever_the_effort(before: list[str], after: list[str], steps: int) -> None:
    found = matches(before, after, Effort(steps))
    assert all(before[old] == after[new] for old, new in found)
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(found))


def test_items_that_occur_once_tie_long_sequences() -> None:
    assert matches("اسبسا", "بساس", Effort(0)) == [(2, 0), (3, 1), (4, 2)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["ا", "ب"] * 2500, ["ب", "ب", "ا"] * 1667),
        ([f"فقرة {number} من النص" for number in range(5000)], [f"فقرة {number} من الخبر" for number in range(5000)]),
        (["ا ب " * 50_000], ["ب ب ا " * 33_000]),
        (["!" * 200_000], ["؟!" * 100_000]),
        (["ا" + " " * 200_000 + "ب"], ["ا" + " " * 100_000 + "\n" + " " * 100_000 + "ب"]),
    ],
)
def test_hostile_sizes_take_a_few_seconds_at_most(before: list[str], after: list[str]) -> None:
    started = perf_counter()
    assert difference(state(*before), state(*after)).changes
    assert perf_counter() - started < 10  # a second on a quiet machine; the square of these sizes takes minutes
