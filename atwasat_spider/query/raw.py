"""The bytes of an article's page, brought back from where they were captured."""

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from atwasat_spider.captures import Capture, read_capture
from atwasat_spider.errors import NothingFoundError, UnreadableCaptureError
from atwasat_spider.query.articles import find_row
from atwasat_spider.storage.models import CaptureRow


def raw(engine: Engine, reference: str) -> Capture:
    """Return the newest capture of an article whose bytes are still where they were.

    A page that was only seen again has its bytes in an earlier record. Raises ``NothingFoundError`` that names the
    newest capture and why its bytes cannot be had, if none of them can.
    """
    with Session(engine) as session:
        article = find_row(session, reference)
        newest_first = (CaptureRow.captured_at.desc().nulls_last(), CaptureRow.id.desc())
        own = select(CaptureRow).where(CaptureRow.article_id == article.id).order_by(*newest_first)
        rows = [(row.path, row.offset, row.sha256) for row in session.scalars(own)]
    reasons = []
    for _, _, sha256 in rows:
        for path, offset, _ in [row for row in rows if row[2] == sha256]:
            try:
                capture = read_capture(path, offset)
            except UnreadableCaptureError as error:
                reasons.append(str(error))
                continue
            if capture.sha256 == sha256:
                return capture
            reasons.append(f"{path} is not what it was when it was captured")
    raise NothingFoundError(
        f"no bytes of article {reference} are left: {reasons[0] if reasons else 'it has no capture'}"
    )
