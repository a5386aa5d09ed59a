"""Digits: Arabic-Indic (٠-٩, U+0660) and Persian (۰-۹, U+06F0) beside Latin ones.

Source: Unicode Standard, chapter 9.2, "Arabic digits"; the separators ٫ (decimal) and ٬ (thousands) are U+066B, U+066C.
"""

ARABIC_INDIC = "٠١٢٣٤٥٦٧٨٩"
PERSIAN = "۰۱۲۳۴۵۶۷۸۹"


def latin_digits(text: str) -> str:
    """Return the text with Latin digits and separators.

    >>> latin_digits("٢٠١٦")
    '2016'
    """
    if text.isascii():
        return text
    for digits in (ARABIC_INDIC, PERSIAN):
        for value, digit in enumerate(digits):
            if digit in text:
                text = text.replace(digit, str(value))
    return text.replace("٫", ".").replace("٬", ",")
