"""Digits: Arabic-Indic (٠-٩, U+0660) and Persian (۰-۹, U+06F0) beside Latin ones.

Source: Unicode Standard, chapter 9.2, "Arabic digits"; the separators ٫ (decimal) and ٬ (thousands) are U+066B, U+066C.
"""

import re

ARABIC_INDIC = "٠١٢٣٤٥٦٧٨٩"
PERSIAN = "۰۱۲۳۴۵۶۷۸۹"
_LATIN = str.maketrans(ARABIC_INDIC + PERSIAN + "٫٬", "01234567890123456789.,")

# The comma in 1,500,000: between digits, three of them after it and no other number of them.
THOUSANDS_SEPARATOR = re.compile(r"(?<=\d)[,٬](?=\d{3}(?!\d))(?<!\d{4}[,٬])")


def latin_digits(text: str) -> str:
    """Return the text with Latin digits and separators.

    >>> latin_digits("٢٠١٦")
    '2016'
    """
    return text.translate(_LATIN)
