"""An article as a page saved as text: the whole page, or its main text alone."""

from itertools import groupby

from renderings.inline import seen
from renderings.written import Piece, Written

_TIGHT = ("list_item", "table_row")  # neighbours of these kinds stand on neighbouring lines


def whole_page(article: Written) -> str:
    """Return the whole page: logo, headline, byline with the banner below it, body, closing labels."""
    top = ["Atwasat", article.headline, f"{article.byline}\nWTV_Frequency"]
    return "\n\n".join([*top, *_body(article.body), *_closing(article)])


def main_text(article: Written) -> str:
    """Return the main text alone: headline, caption of the photo, body."""
    caption = article.image.printed if article.image else None
    return "\n\n".join([article.headline, *([caption] if caption else []), *_body(article.body)])


def _body(pieces: tuple[Piece, ...]) -> list[str]:
    """The parts of a body between which a blank stands; a sub-heading is one with what follows."""
    parts: list[str] = []
    lead = ""
    for kind, group in groupby((piece for piece in pieces if seen(piece)), key=lambda piece: piece.kind):
        lines = [seen(piece) for piece in group]
        if kind == "subheading":
            lead = "\n".join(lines) + "\n"
            continue
        if kind in _TIGHT:
            lines = ["\n".join(lines)]
        parts += [lead + lines[0], *lines[1:]]
        lead = ""
    return parts


def _closing(article: Written) -> list[str]:
    keywords = ["\n".join(["كلمات مفتاحية", *article.keywords])] if article.keywords else []
    related = [line for one in article.related for line in (one.headline, one.headline)]
    last = "\n".join(["عناوين ذات صلة", *related, "المزيد", "الاكثر تفضيلا في هذا القسم"])
    return [*keywords, "المزيد من بوابة الوسط", "تعليقات", last]
