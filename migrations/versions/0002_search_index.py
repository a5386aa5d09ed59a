"""The search index over ``articles.search_key``: FTS5 on SQLite, a tsvector with GIN on PostgreSQL.

Both take the words of the key as they are, separated by spaces, with their positions: no parser, stemmer or locale of
the database has a say, so both find the same. On SQLite triggers keep the index equal to the table, on PostgreSQL a
generated column does. A position in a tsvector ends at 16,383: words beyond it are found, phrases of them are not.
"""

from alembic import op

revision = "0002"
down_revision = "0001"

# The ascii tokenizer leaves every character beyond ASCII in its word and splits at the spaces between keys.
SQLITE = (
    """
    CREATE VIRTUAL TABLE article_search
    USING fts5(search_key, content = 'articles', content_rowid = 'id', tokenize = 'ascii')
    """,
    """
    CREATE TRIGGER articles_search_insert AFTER INSERT ON articles BEGIN
        INSERT INTO article_search (rowid, search_key) VALUES (new.id, new.search_key);
    END
    """,
    """
    CREATE TRIGGER articles_search_delete AFTER DELETE ON articles BEGIN
        INSERT INTO article_search (article_search, rowid, search_key) VALUES ('delete', old.id, old.search_key);
    END
    """,
    """
    CREATE TRIGGER articles_search_update AFTER UPDATE OF search_key ON articles
    WHEN old.search_key IS NOT new.search_key BEGIN
        INSERT INTO article_search (article_search, rowid, search_key) VALUES ('delete', old.id, old.search_key);
        INSERT INTO article_search (rowid, search_key) VALUES (new.id, new.search_key);
    END
    """,
)
POSTGRESQL = (
    """
    CREATE FUNCTION article_search_vector(search_key text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT coalesce(string_agg(word || ':' || least(position, 16383), ' '), '')::tsvector
        FROM unnest(string_to_array(search_key, ' ')) WITH ORDINALITY AS words (word, position)
        WHERE word <> ''
    $$
    """,
    """
    ALTER TABLE articles ADD COLUMN search_vector tsvector
    GENERATED ALWAYS AS (article_search_vector(search_key)) STORED
    """,
    "CREATE INDEX ix_articles_search_vector ON articles USING gin (search_vector)",
)


def upgrade() -> None:
    """Make the index and fill it from the rows that are there."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE if is_sqlite else POSTGRESQL:
        op.execute(statement)
    if is_sqlite:
        op.execute("INSERT INTO article_search (article_search) VALUES ('rebuild')")


def downgrade() -> None:
    """Drop the index."""
    if op.get_bind().dialect.name == "sqlite":
        for event in ("insert", "delete", "update"):
            op.execute(f"DROP TRIGGER articles_search_{event}")
        op.execute("DROP TABLE article_search")
    else:
        op.execute("ALTER TABLE articles DROP COLUMN search_vector")
        op.execute("DROP FUNCTION article_search_vector")
