"""Differences as a person reads them: marks in a file, colours on a terminal, no escape sequences from the site."""

import io
import json
import sys
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atwasat_spider.coloured import print_difference
from atwasat_spider.printing import print_json
from atwasat_spider.query.differences import Difference, Kind, ParagraphChange, TextState, WordRun, difference

FIRST = "افتتحت البلدية مكتبة عامة في وسط المدينة."
SECOND = "تضم القاعات نحو أربعة آلاف كتاب."
SECOND_NOW = "تضم القاعات نحو خمسة آلاف كتاب."
RLI, PDI, ESC = "\u2067", "\u2069", "\u001b"

Captured = pytest.CaptureFixture[str]


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def on_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[Difference], str]:
    def shown(found: Difference) -> str:
        screen = Terminal()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", screen)
            print_difference(found)
        return screen.getvalue()

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return shown


def state(*paragraphs: str, headline: str = "مكتبة") -> TextState:
    return TextState(headline, None, [{"kind": "paragraph", "text": text} for text in paragraphs])


def test_file_shows_words_in_marks(capsys: Captured) -> None:
    print_difference(difference(state(FIRST, SECOND), state(FIRST, SECOND_NOW)))
    assert capsys.readouterr().out == (
        "~ paragraph 2\n~ تضم القاعات نحو [-أربعة-]{+خمسة+} آلاف كتاب.\n\n1 paragraph unchanged\n"
    )


def test_each_line_is_led_by_what_became_of_it(capsys: Captured) -> None:
    before = state("الفقرة الزائلة", FIRST, "نعم", SECOND, "خاتمة")
    after = state(FIRST, SECOND, "خاتمة", "خبر جديد", "نعم")
    print_difference(difference(before, after))
    assert capsys.readouterr().out == (
        "- paragraph 1\n- الفقرة الزائلة\n\n"
        "+ paragraph 4\n+ خبر جديد\n\n"
        "> paragraph 5, 3 before\n> نعم\n\n"
        "3 paragraphs unchanged\n"
    )


def test_cosmetic_change_says_so(capsys: Captured) -> None:
    print_difference(difference(state(headline="أحمد"), state(headline="احمد")))
    assert capsys.readouterr().out == "~ headline (cosmetic)\n~ [-أحمد-]{+احمد+}\n\n0 paragraphs unchanged\n"


def test_paragraph_cut_in_two_takes_a_line_for_each(capsys: Captured) -> None:
    print_difference(difference(state(f"{FIRST} {SECOND}"), state(FIRST, SECOND)))
    assert capsys.readouterr().out == (f"~ paragraph 1\n~ {FIRST}[- -]\n~ \n~ {SECOND}\n\n0 paragraphs unchanged\n")


def test_equal_states_show_no_differences(capsys: Captured) -> None:
    print_difference(difference(state(FIRST), state(FIRST)))
    assert capsys.readouterr().out == "no differences\n"


def test_terminal_shows_words_in_colours(on_terminal: Callable[[Difference], str]) -> None:
    found = difference(state(FIRST, SECOND), state(FIRST, SECOND_NOW))
    assert on_terminal(found) == (
        f"~ paragraph 2\n"
        f"~ {RLI}تضم القاعات نحو {ESC}[9;31mأربعة{ESC}[0m{ESC}[32mخمسة{ESC}[0m آلاف كتاب.{PDI}\n\n"
        "1 paragraph unchanged\n"
    )


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_terminal_without_colours_shows_marks(
    name: str, value: str, on_terminal: Callable[[Difference], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    found = difference(state("قديم", headline="أ"), state(headline="أ ب"))
    assert on_terminal(found) == (
        f"~ headline\n~ {RLI}أ{{+ ب+}}{PDI}\n\n- paragraph 1\n- {RLI}قديم{PDI}\n\n0 paragraphs unchanged\n"
    )


def test_colours_can_be_asked_for_in_a_file(capsys: Captured) -> None:
    print_difference(difference(state(), state("جديد")), colour=True)
    assert capsys.readouterr().out == f"+ paragraph 1\n+ {ESC}[32mجديد{ESC}[0m\n\n0 paragraphs unchanged\n"


def test_long_line_is_not_wrapped(on_terminal: Callable[[Difference], str]) -> None:
    assert f"{RLI}{ESC}[32m{'كتاب ' * 500}نهاية{ESC}[0m{PDI}\n" in on_terminal(
        difference(state(), state(f"{'كتاب ' * 500}نهاية"))
    )


def test_markup_of_rich_is_text(capsys: Captured) -> None:
    print_difference(difference(state(), state("[red]:smile:[/red]")))
    assert "+ [red]:smile:[/red]\n" in capsys.readouterr().out


HOSTILE = [
    "\u001b[2J",
    "\u001b]0;x\u0007",
    "\u009b31m",
    "\u202e",
    "\u2066",
    "\u2069",
    "\u200f",
    "\r",
    "\b",
    "\u2028",
    "\ud800",
]
TEXT = st.lists(st.sampled_from([*HOSTILE, "كتاب", " ", "\n", "أ", "ا"])).map("".join) | st.text(max_size=20)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=TEXT, other=TEXT, part=TEXT)
def test_no_control_character_reaches_the_terminal(
    one: str, other: str, part: str, on_terminal: Callable[[Difference], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = TextState(one, other, [{"kind": part, "text": f"{one} {other}"}])
    after = TextState(other, one, [{"kind": part, "text": other}, {"kind": "paragraph", "text": one}])
    monkeypatch.setenv("NO_COLOR", "1")
    shown = on_terminal(difference(before, after))
    for line in shown.split("\n"):
        text = line.replace(f" {RLI}", " ", 1).removesuffix(PDI)
        assert not [sign for sign in text if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]


def test_hostile_words_are_escaped_in_colours_too(on_terminal: Callable[[Difference], str]) -> None:
    shown = on_terminal(difference(state(headline="خبر"), state(headline="خبر \u001b[2J\u202e")))
    assert f"~ {RLI}خبر{ESC}[32m \\x1b[2J\\u202e{ESC}[0m{PDI}\n" in shown


def test_json_holds_all_fields_in_plain_words(capsys: Captured) -> None:
    words = (WordRun(Kind.SAME, "مكتبة"), WordRun(Kind.ADDED, " عامة"))
    change = ParagraphChange(Kind.CHANGED, "headline", None, None, "مكتبة", "مكتبة عامة", words)
    print_json(Difference((change,), unchanged=3))
    assert json.loads(capsys.readouterr().out) == {
        "changes": [
            {
                "kind": "changed",
                "part": "headline",
                "position_before": None,
                "position_after": None,
                "before": "مكتبة",
                "after": "مكتبة عامة",
                "words": [{"kind": "same", "text": "مكتبة"}, {"kind": "added", "text": " عامة"}],
                "is_cosmetic": False,
            }
        ],
        "unchanged": 3,
    }
