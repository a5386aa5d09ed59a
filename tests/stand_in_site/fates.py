"""What becomes of an article: of each 200, in the order of their numbers, the same few change, vanish or move."""

import math
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from stand_in_site.truth import TrueArticle, Version, path_of
from stand_in_site.wording import Subject, some_addition, some_headline

Fate = Literal["lasts", "changes", "changes twice", "returns", "not found", "gone", "moves"]

FATES: dict[Fate, int] = {
    "changes": 9, "changes twice": 4, "returns": 3, "not found": 2, "gone": 1, "moves": 2, "lasts": 179,
}  # fmt: skip

_SHORTEST, _LONGEST = 10, 5 * 24 * 60  # minutes until the first change
_CHANGES: dict[Fate, int] = {"changes": 1, "changes twice": 2, "returns": 2}


def fates(seed: int) -> Iterator[Fate]:
    """Yield what becomes of one article after another, without end."""
    dice = random.Random(f"{seed} fates")
    while True:
        deck = [fate for fate, number in FATES.items() for _ in range(number)]
        dice.shuffle(deck)
        yield from deck


def with_fate(
    article: TrueArticle, fate: Fate, subject: Subject, dice: random.Random, *, used: set[str], sections: list[str]
) -> TrueArticle:
    """Return the article with its later versions or its end."""
    at = _later(article.appeared_at, dice)
    match fate:
        case "not found" | "gone":
            return replace(article, gone_at=at, gone_status=404 if fate == "not found" else 410)
        case "moves":
            section = dice.choice([each for each in sections if each != article.section])
            return replace(article, moved_at=at, moved_to=path_of(article.id_space, section, article.site_id))
        case "lasts":
            return article
    versions = list(article.versions)
    for _ in range(_CHANGES[fate]):
        versions.append(_changed(versions[-1], at, subject, dice, used))
        at = _later(at, dice)
    if fate == "returns":
        versions[-1] = Version(versions[-1].moment, article.headline, article.versions[0].paragraphs)
    return replace(article, versions=tuple(versions))


def _changed(version: Version, at: datetime, subject: Subject, dice: random.Random, used: set[str]) -> Version:
    if dice.random() < 0.6:
        return Version(at, version.headline, (*version.paragraphs, some_addition(subject, dice)))
    return Version(at, some_headline(subject, dice, used), version.paragraphs)


def _later(moment: datetime, dice: random.Random) -> datetime:
    """Return a moment ten minutes to five days later, rather soon than late, on a whole second."""
    minutes = math.exp(dice.uniform(math.log(_SHORTEST), math.log(_LONGEST)))
    return moment + timedelta(seconds=round(minutes * 60))
