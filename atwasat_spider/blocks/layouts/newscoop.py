"""The article page of the first system, Newscoop: ``/ar/news/SECTION/ID/``."""

from atwasat_spider.blocks.layouts.layout import Layout

NEWSCOOP = Layout(
    name="newscoop",
    valid="to about 2019; seen in public descriptions of the site, no whole page of it",
    sign="div.art-content",
    body="div.art-content",
    time="div.art-info > time[datetime]",
)
