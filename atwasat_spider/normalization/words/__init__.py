"""Words: the search key of a text, with what it forgives.

``keys`` cuts a text into words and gives each its key; ``stems`` takes ``prefixes`` and ``endings`` off; ``lexicon``
has the names and words that are not to be torn.
"""

from atwasat_spider.normalization.words.keys import GAP, LONGEST_KEY, Word, prefix_key, search_key, word_key, words

__all__ = ["GAP", "LONGEST_KEY", "Word", "prefix_key", "search_key", "word_key", "words"]
