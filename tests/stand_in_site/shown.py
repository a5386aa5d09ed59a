"""What the site shows at one moment: which articles are there, and in which lists."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from atwasat_spider.addresses import NEWS
from stand_in_site.truth import TrueArticle

Hidden = Mapping[tuple[str, int], datetime]  # until when an article is not there, by its space and number


class Shown:
    """The articles that are there at ``moment`` (``there``, the newest first), of those that have appeared up to it.

    ``by_path`` has those that are no longer there, too.
    """

    def __init__(self, moment: datetime, appeared: Sequence[TrueArticle], hidden: Hidden) -> None:
        self.moment = moment
        seen = [each for each in appeared if not moment < hidden.get((each.id_space, each.site_id), moment)]
        self.by_path = {path: article for article in seen for path in article.paths}
        self.there = [article for article in reversed(seen) if article.is_there_at(moment)]
        self.months: dict[str, list[TrueArticle]] = {}  # of appearance, «2026-01»; the newest first
        self._listed: dict[tuple[str, str], list[TrueArticle]] = {}
        for article in self.there:
            self.months.setdefault(f"{article.appeared_at:%Y-%m}", []).append(article)
            for section in ("all", article.section_at(moment)):
                self._listed.setdefault((article.id_space, section), []).append(article)
        self.last_change = _last_change(seen, hidden, moment)

    def listed(self, id_space: str, section: str = "all") -> list[TrueArticle]:
        """Return the articles of a section of one system, the newest first."""
        return self._listed.get((id_space, section), [])

    def most_read(self) -> list[TrueArticle]:
        """Return a few old articles of today's system."""
        return self.listed(NEWS)[::-1][3:38:7]


def _last_change(articles: Sequence[TrueArticle], hidden: Hidden, moment: datetime) -> datetime | None:
    """Return the last moment at which anything changed that a list may show."""
    changes = [article.modified_at(moment) for article in articles]
    changes += [article.gone_at for article in articles if article.gone_at]
    return max((at for at in [*changes, *hidden.values()] if at <= moment), default=None)
