"""How surely a page was read, and the picture of a related headline."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("articles", sa.Column("certainty", sa.String(16), nullable=False, server_default="medium"))
    op.add_column("captures", sa.Column("certainty", sa.String(16), nullable=True))
    op.add_column("related_links", sa.Column("image_url", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("related_links", "image_url")
    op.drop_column("captures", "certainty")
    op.drop_column("articles", "certainty")
