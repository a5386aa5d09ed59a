"""Stage 6, query: answers.

``question`` reads what a person typed, ``search`` asks the database, ``excerpts`` marks the words in the printed text;
``articles``, ``related`` and ``figures`` answer the other questions. Everything returned is plain frozen values.
"""
