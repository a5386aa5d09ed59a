"""Locks by which several jobs save into one database.

On SQLite a transaction of ours takes the one write lock when it begins. On PostgreSQL a save locks the addresses and
headlines that it touches, in one order, so that two jobs that meet the same article, or an article and a link to it,
come one after the other, and all others go on side by side.
"""

import hashlib
from collections.abc import Iterable

from sqlalchemy import BigInteger, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

_LOCK = text("SELECT pg_advisory_xact_lock(key) FROM unnest(:keys) AS key").bindparams(
    bindparam("keys", type_=ARRAY(BigInteger))
)


def lock(session: Session, names: Iterable[str]) -> None:
    """Hold these names until the transaction ends."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_LOCK, {"keys": sorted({_number(name) for name in names})})


def _number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode("utf-8")).digest()[:8], signed=True)
