"""From the bytes of an HTML capture to its markup: charsets that are declared, that lie, and that nobody knows."""

import codecs
import encodings.aliases

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from atwasat_spider.captures.encoding import decode_html
from atwasat_spider.errors import UnreadableCaptureError

# The municipality of Ghat opens the date festival on Thursday; entry is «free».
SENTENCE = "بلدية غات تفتتح مهرجان التمور يوم الخميس، والدخول «مجاني»."
WITHOUT_QUOTES = "بلدية غات تفتتح مهرجان التمور يوم الخميس، والدخول مجاني."  # ISO 8859-6 has no «»


def page(text: str, charset: str | None = None) -> str:
    """A page that declares a charset."""
    declaration = f'<meta charset="{charset}">' if charset else ""
    return f"<!DOCTYPE html><html><head>{declaration}<title>{text}</title></head><body><p>{text}</p></body></html>"


# The bytes settle it


@pytest.mark.parametrize("charset", [None, "utf-8", "windows-1256", "iso-8859-6", "utf-16", "ascii", "x-nonsense"])
@pytest.mark.parametrize("content_type", [None, "text/html", "text/html; charset=windows-1256"])
def test_valid_utf_8_is_read_whatever_is_declared(charset: str | None, content_type: str | None) -> None:
    markup = page(SENTENCE, charset)
    assert decode_html(markup.encode("utf-8"), content_type) == markup


@pytest.mark.parametrize("charset", [None, "utf-8", "windows-1256", "iso-8859-1", "utf-16", "x-nonsense"])
@pytest.mark.parametrize("content_type", [None, "text/html", "text/html; charset=utf-8"])
def test_windows_arabic_is_read_whatever_is_declared(charset: str | None, content_type: str | None) -> None:
    markup = page(SENTENCE, charset)
    assert decode_html(markup.encode("windows-1256"), content_type) == markup


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8")],
)
@pytest.mark.parametrize("charset", ["utf-8", "windows-1256", "x-nonsense"])
def test_byte_order_mark_settles_the_charset(mark: bytes, encoding: str, charset: str) -> None:
    markup = page(SENTENCE, charset)
    assert decode_html(mark + markup.encode(encoding), f"text/html; charset={charset}") == markup


def test_utf_16_cut_within_a_letter_ends_damaged() -> None:
    cut = codecs.BOM_UTF16_LE + page(SENTENCE).encode("utf-16-le")[:-1]
    assert decode_html(cut) == page(SENTENCE)[:-1] + "\ufffd"


# The declaration settles it


@pytest.mark.parametrize("content_type", ["text/html; charset=iso-8859-6", 'text/html; charset="ISO-8859-6"'])
def test_server_declares_iso_arabic(content_type: str) -> None:
    markup = page(WITHOUT_QUOTES)
    assert decode_html(markup.encode("iso-8859-6"), content_type) == markup


@pytest.mark.parametrize("charset", ["iso-8859-6", "ISO-8859-6", "arabic", "ECMA-114"])
def test_page_declares_iso_arabic(charset: str) -> None:
    markup = page(WITHOUT_QUOTES, charset)
    assert decode_html(markup.encode("iso-8859-6")) == markup


def test_server_is_believed_before_the_page() -> None:
    markup = page(WITHOUT_QUOTES, "iso-8859-1")
    assert decode_html(markup.encode("iso-8859-6"), "text/html; charset=iso-8859-6") == markup


def test_page_declares_latin_letters() -> None:
    markup = page("Où est le café d'été à Benghazi?", "iso-8859-1")
    assert decode_html(markup.encode("iso-8859-1")) == markup


# Damage


def test_stray_byte_becomes_one_sign() -> None:
    before, after = page(SENTENCE).encode("utf-8").split(b"<body>")
    assert decode_html(before + b"<body>\xff" + after) == page(SENTENCE).replace("<body>", "<body>\ufffd")


def test_utf_8_cut_within_a_letter_ends_damaged() -> None:
    whole = "<p>" + SENTENCE[:-1] + "غ"
    assert decode_html(whole.encode("utf-8")[:-1]) == "<p>" + SENTENCE[:-1] + "\ufffd"


def test_stray_byte_is_damage_though_windows_arabic_is_declared() -> None:
    payload = page(SENTENCE, "windows-1256").encode("utf-8").replace(b"<body>", b"<body>\xc7")
    assert decode_html(payload) == page(SENTENCE, "windows-1256").replace("<body>", "<body>\ufffd")


@pytest.mark.parametrize(
    ("payload", "first"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\x00\x01\x02\x03" * 100, "U\\+001A"),
        (b"<p>" + b"\x00" * 100, "U\\+0000 at offset 3"),
        (b"\xef\xbb\xbf" + b"\x01" * 100, "U\\+0001 at offset 3"),
        ("<p>سبها</p>".encode("utf-16-le"), "U\\+0000"),
        ("<p>سبها</p>".encode("utf-16-be"), "U\\+0000 at offset 0"),
        (page("Ghat").encode("utf-32"), "U\\+0000"),
    ],
)
def test_bytes_that_are_no_text_are_refused(payload: bytes, first: str) -> None:
    with pytest.raises(UnreadableCaptureError, match=f"^is not text: .* the first {first}"):
        decode_html(payload)


def test_few_control_characters_are_no_reason_to_refuse() -> None:
    markup = page(SENTENCE * 10).replace("<body>", "<body>\x00\x08")
    assert decode_html(markup.encode("utf-8")) == markup


# Declarations that name no charset of text


DAMAGED = b"<p>caf\xe9 \xe8 \xff \\ud800 \\x41 \\N{ xn--a +2AA- +AAA-</p>"


@pytest.mark.parametrize("charset", ["x-nonsense", "utf-9", "....", "-", "iso-8859-6-i-x", "windows-9999"])
def test_unknown_charset_is_named_when_it_matters(charset: str) -> None:
    with pytest.raises(UnreadableCaptureError, match=f"^declares a charset that is not known: '{charset}'$"):
        decode_html(DAMAGED, f"text/html; charset={charset}")


def test_long_name_of_an_unknown_charset_is_cut() -> None:
    with pytest.raises(UnreadableCaptureError) as refused:
        decode_html(DAMAGED, "text/html; charset=" + "x" * 10_000)
    assert str(refused.value) == "declares a charset that is not known: '" + "x" * 40 + "'"


# Codecs of Python that no browser knows: they unpack, they escape, or they refuse to go on behind damage.
NO_CHARSETS = [
    "base64", "hex", "rot13", "zlib", "bz2", "uu", "quopri", "idna", "punycode", "undefined", "unicode_escape",
    "raw_unicode_escape",
]  # fmt: skip


@pytest.mark.parametrize("charset", NO_CHARSETS)
def test_codec_that_is_no_charset_is_not_known(charset: str) -> None:
    with pytest.raises(UnreadableCaptureError, match=f"^declares a charset that is not known: '{charset}'$"):
        decode_html(DAMAGED, f"text/html; charset={charset}")


@pytest.mark.parametrize("charset", ["big5", "gbk", "shift_jis", "euc-kr", "iso2022_jp", "hz", "johab", "utf-7"])
def test_charset_of_other_scripts_is_not_read(charset: str) -> None:
    """No page of the site is written in one, and UTF-7 carries markup past every check: +ADw- is < in it."""
    with pytest.raises(UnreadableCaptureError, match=f"^declares a charset that is not known: '{charset}'$"):
        decode_html(b"<p>\xff caf\xe9 +ADw-h1+AD4- +2AA-</p>", f"text/html; charset={charset}")


@pytest.mark.parametrize("charset", ["ascii", "iso-8859-6", "iso-8859-1", "windows-1253", "cp874", "utf-8"])
def test_controls_behind_damage_are_refused_in_any_charset(charset: str) -> None:
    """The offset of the first control character cannot be counted by encoding damage again."""
    with pytest.raises(UnreadableCaptureError, match=r"^is not text: 100 control characters, the first U\+0000 at"):
        decode_html(b"<p>\xff" + b"\x00" * 100, f"text/html; charset={charset}")


# Any bytes


CHARSETS = sorted({*encodings.aliases.aliases.values(), *NO_CHARSETS, "utf-7", "utf-16", "utf-32", "x-nonsense", ""})


@pytest.mark.parametrize("charset", CHARSETS)
def test_every_charset_is_read_or_refused(charset: str) -> None:
    for payload in (DAMAGED, b"\xff\xfe\xfd", b"\xe9\x00\x01" * 9, b"\\ud800\xff", b"+2AA-\xff", b"\xff" * 100):
        try:
            markup = decode_html(payload, f"text/html; charset={charset}")
        except UnreadableCaptureError:
            continue
        markup.encode("utf-8")  # no half of a surrogate pair: no parser and no database takes one


@given(st.binary(max_size=200), st.sampled_from([None, *CHARSETS]))
@example(b"", None)
@example(b"\xff\xfe", None)
@example(b"\xff\xfe\x00", None)
@example(b"\xef\xbb\xbf\xff", None)
def test_any_bytes_are_markup_or_refused(payload: bytes, charset: str | None) -> None:
    content_type = None if charset is None else f"text/html; charset={charset}"
    try:
        markup = decode_html(payload, content_type)
    except UnreadableCaptureError:
        return
    assert decode_html(payload, content_type) == markup
    markup.encode("utf-8")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_any_text_in_utf_8_is_unchanged(text: str) -> None:
    if not text.startswith("\ufeff"):
        assert decode_html(text.encode("utf-8"), "text/html; charset=windows-1256") == text
