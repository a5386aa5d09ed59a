"""Stage 5, storage: rows.

``models`` is the schema on one screen, ``schema`` the way to it (Alembic), ``save`` writes an article, ``links``
resolves related headlines, ``runs`` keeps the record of jobs. SQLite and PostgreSQL behave the same.
"""
