"""Pages for tests of HTML readers: synthetic, every word of them of our own writing, copied from no site.

``ARTICLES`` (in ``articles``) are the facts, written by hand; ``text``, ``newscoop``, ``modern_hashed`` and
``modern_plain`` show them as a page would, ``containers`` wraps pages as a crawler saves them. People,
offices and events are invented; the layouts are inventions too, but for what docs/site.md says of the first system.
"""
