"""All articles of the stand-in, as a function of a few numbers: which appear when, and what they say."""

import random
from bisect import bisect_right
from datetime import datetime, timedelta

from renderings.navigation import SECTIONS as ALL_SECTIONS

from atwasat_spider.addresses import FIRST_SYSTEM, NEWS
from stand_in_site.fates import Fate, fates, with_fate
from stand_in_site.moments import USUAL_RATE, moments_before, moments_of_day, moments_of_first_system
from stand_in_site.truth import Link, TrueArticle, Version
from stand_in_site.wording import (
    Subject,
    some_byline,
    some_caption,
    some_headline,
    some_paragraphs,
    some_subject,
)

SECTIONS: dict[str, str] = {slug: name for slug, name, _ in ALL_SECTIONS[:10]}
FIRST_SYSTEM_SECTIONS = ("libya", "economy", "sport", "culture")
FIRST_NUMBERS = {NEWS: 501_000, FIRST_SYSTEM: 131_000}

_WEIGHTS = (40, 12, 10, 12, 6, 4, 4, 4, 4, 4)  # of SECTIONS
_WEIGHTS_OF_FIRST_SYSTEM = (60, 15, 15, 10)
_GAPS = (1, 1, 1, 1, 1, 1, 1, 2, 2, 4)  # from one number to the next
_RELATED, _RELATED_AMONG = 4, 80


class World:
    """The articles that appear over time; ``articles`` of them are there at ``start``, a tenth of the first system.

    ``per_day`` more appear on each day after it, 0 for none.
    """

    def __init__(self, start: datetime, *, articles: int = 300, per_day: int = USUAL_RATE, seed: int = 7) -> None:
        self.start, self.per_day, self.seed = start, per_day, seed
        self._origin = start.replace(second=0, microsecond=0)
        self._days = 0  # that are made
        self._all: list[TrueArticle] = []
        self._makers = {NEWS: _Maker(NEWS, seed), FIRST_SYSTEM: _Maker(FIRST_SYSTEM, seed)}
        of_first_system = articles // 10
        for moment in moments_of_first_system(of_first_system, seed=seed):
            self._add(FIRST_SYSTEM, moment)
        for moment in moments_before(self._origin, articles - of_first_system, per_day=per_day, seed=seed):
            self._add(NEWS, moment)

    def until(self, moment: datetime) -> list[TrueArticle]:
        """Return all articles that have appeared up to a moment, in the order of their appearance."""
        while self.per_day and self._origin + timedelta(days=self._days) < moment:
            for each in moments_of_day(self._origin, self._days, per_day=self.per_day, seed=self.seed):
                self._add(NEWS, each)
            self._days += 1
        return self._all[: bisect_right(self._all, moment, key=lambda article: article.appeared_at)]

    def _add(self, id_space: str, moment: datetime) -> None:
        self._all.append(self._makers[id_space].article(moment))


class _Maker:
    """Makes the articles of one space of numbers, each after the one before."""

    def __init__(self, id_space: str, seed: int) -> None:
        self._id_space = id_space
        self._dice = random.Random(f"{seed} {id_space}")
        self._number = FIRST_NUMBERS[id_space]
        self._used: set[str] = set()  # headlines
        self._fates = fates(seed)
        self._latest: list[TrueArticle] = []
        is_first = id_space == FIRST_SYSTEM
        self._sections = list(FIRST_SYSTEM_SECTIONS if is_first else SECTIONS)
        self._weights = _WEIGHTS_OF_FIRST_SYSTEM if is_first else _WEIGHTS

    def article(self, moment: datetime) -> TrueArticle:
        """Make the article that appears at a moment."""
        dice = self._dice
        subject = some_subject(dice)
        section = dice.choices(self._sections, self._weights)[0]
        version = Version(moment, some_headline(subject, dice, self._used), some_paragraphs(subject, dice))
        related, byline = self._related(moment), some_byline(subject, moment, dice)
        caption = some_caption(subject, dice)
        first = TrueArticle(
            self._id_space, self._number, section, byline, (version,), subject.keywords, related, caption
        )
        made = self._with_fate(first, subject)
        self._number += dice.choice(_GAPS)
        self._latest = [*self._latest[1 - _RELATED_AMONG :], made]
        return made

    def _with_fate(self, article: TrueArticle, subject: Subject) -> TrueArticle:
        """The first system is as it was left: what was there in 2018 lasts."""
        fate: Fate = "lasts" if self._id_space == FIRST_SYSTEM else next(self._fates)
        return with_fate(article, fate, subject, self._dice, used=self._used, sections=self._sections)

    def _related(self, moment: datetime) -> tuple[Link, ...]:
        there = [article for article in self._latest if article.is_there_at(moment)]
        chosen = self._dice.sample(there, min(_RELATED, len(there)))
        return tuple(Link(each.path_at(moment), each.version_at(moment).headline) for each in chosen)
