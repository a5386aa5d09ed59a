"""From the bytes of a text capture to its text."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atwasat_spider.captures import decode
from atwasat_spider.errors import UnreadableCaptureError

# Libya's parliament meets in Tobruk on Monday; the session is public.
SENTENCE = "يجتمع مجلس النواب الليبي في طبرق يوم الاثنين، والجلسة «علنية»."
LONG_PAGE = "\n\n".join(f"{number} {SENTENCE}" for number in range(200))


def test_utf_8_is_read() -> None:
    assert decode(SENTENCE.encode("utf-8")) == SENTENCE


def test_utf_8_mark_is_no_text() -> None:
    assert decode(codecs.BOM_UTF8 + SENTENCE.encode("utf-8")) == SENTENCE


def test_utf_16_little_endian_is_read() -> None:
    assert decode(b"\xff\xfe" + SENTENCE.encode("utf-16-le")) == SENTENCE


def test_utf_16_big_endian_is_read() -> None:
    assert decode(b"\xfe\xff" + SENTENCE.encode("utf-16-be")) == SENTENCE


@pytest.mark.parametrize(
    "content_type", [None, "text/plain", "text/plain; charset=windows-1256", "text/plain; charset=utf-8"]
)
def test_windows_arabic_is_known_by_its_bytes(content_type: str | None) -> None:
    assert decode(SENTENCE.encode("windows-1256"), content_type) == SENTENCE


def test_windows_arabic_bytes_are_these_letters() -> None:
    assert decode(b"\xc7\xe1\xe6\xd3\xd8 \xe1\xed\xc8\xed\xc7") == "الوسط ليبيا"  # al-Wasat, Libya


@pytest.mark.parametrize("charset", ["windows-1256", "WINDOWS-1256", '"windows-1256"', "cp1256", "x-cp1256"])
def test_declared_charset_settles_a_page_with_few_letters(charset: str) -> None:
    page = b"caf\xe9 \xabna\xefve\xbb 2016"  # French words and guillemets, the same in both code pages
    assert decode(page, f"text/plain; charset={charset}") == "café «naïve» 2016"


@pytest.mark.parametrize("content_type", ["text/plain; charset=windows-1256", "text/plain", "", "nonsense", ";;=;"])
def test_declared_charset_never_overrules_valid_utf_8(content_type: str) -> None:
    assert decode(SENTENCE.encode("utf-8"), content_type) == SENTENCE


@pytest.mark.parametrize(
    "content_type", ["\ud800", "text/plain; charset=\ud800", "text/plain; charset*=x'y'z", "a\nb", "نص"]
)
def test_declaration_that_nobody_can_read_declares_nothing(content_type: str) -> None:
    with pytest.raises(UnreadableCaptureError, match="utf-8: byte 0x80 at offset 0:"):
        decode(b"\x80\x99", content_type)  # a euro sign and a quotation mark in windows-1256: no letters


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_no_bytes_are_an_empty_text(mark: bytes) -> None:
    assert decode(mark) == ""


def test_latin_text_is_read() -> None:
    assert decode(b"Atwasat\r\n\r\nLibya\r\n") == "Atwasat\r\n\r\nLibya\r\n"


def test_earlier_damage_is_read_as_it_is() -> None:
    assert decode("الو\ufffdسط".encode()) == "الو\ufffdسط"


@pytest.mark.parametrize("content_type", [None, "text/plain; charset=windows-1256"])
@pytest.mark.parametrize("at", [0, 1000, 5000, 10_000])
def test_one_broken_byte_is_an_error_with_its_offset(at: int, content_type: str | None) -> None:
    payload = bytearray(LONG_PAGE.encode("utf-8"))
    at = payload.index("ي".encode()[0], at)  # the first byte of some letter
    payload[at] = 0xFF
    with pytest.raises(UnreadableCaptureError, match=rf"utf-8: byte 0xff at offset {at}:"):
        decode(bytes(payload), content_type)


def test_broken_second_byte_is_named_by_its_letter() -> None:
    before = "بوابة الوسط".encode()  # 21 bytes
    with pytest.raises(UnreadableCaptureError, match="byte 0xd8 at offset 21:"):
        decode(before + b"\xd8A" + "بوابة الوسط".encode())


@pytest.mark.parametrize("content_type", [None, "text/plain; charset=windows-1256"])
def test_page_cut_within_a_letter_is_an_error(content_type: str | None) -> None:
    payload = LONG_PAGE.encode("utf-8")[:-1]  # LONG_PAGE ends in a one-byte full stop
    payload = payload.removesuffix("»".encode())[:-1]  # «علنية» loses its mark and half of its last letter
    with pytest.raises(UnreadableCaptureError, match=f"byte 0xd8 at offset {len(payload) - 1}:"):
        decode(payload, content_type)


def test_offset_counts_the_utf_8_mark() -> None:
    with pytest.raises(UnreadableCaptureError, match="utf-8: byte 0xff at offset 5:"):
        decode(codecs.BOM_UTF8 + b"ab\xffcd")


def test_windows_arabic_behind_a_utf_8_mark_is_refused() -> None:
    with pytest.raises(UnreadableCaptureError, match="utf-8: byte 0xed at offset 3:"):
        decode(codecs.BOM_UTF8 + SENTENCE.encode("windows-1256"))


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_odd_utf_16_length_is_an_error(mark: bytes, encoding: str) -> None:
    payload = mark + "الوسط".encode(encoding)[:-1]  # 2 bytes of mark, 9 of letters
    with pytest.raises(UnreadableCaptureError, match=rf"{encoding}: byte 0x\w\w at offset 10:"):
        decode(payload)


def test_half_a_surrogate_pair_is_an_error() -> None:
    with pytest.raises(UnreadableCaptureError, match="utf-16-le: byte 0x00 at offset 4:"):
        decode(b"\xff\xfe" + "ا".encode("utf-16-le") + b"\x00\xd8" + "ب".encode("utf-16-le"))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [SENTENCE, "Libya and the world in 2016"])
def test_wide_characters_without_a_mark_are_refused(text: str, encoding: str) -> None:
    with pytest.raises(UnreadableCaptureError):
        decode(text.encode(encoding))


@pytest.mark.parametrize(
    "payload",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02X\x00\x00\x01\x90\x08\x02\x00\x00\x00",
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00",
        b"PK\x03\x04\x14\x00\x00\x00\x08\x00",
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03",
        b"\x00" * 100,
    ],
)
@pytest.mark.parametrize("content_type", [None, "text/plain; charset=windows-1256"])
def test_picture_or_archive_is_no_text(payload: bytes, content_type: str | None) -> None:
    with pytest.raises(UnreadableCaptureError):
        decode(payload, content_type)


def test_french_in_latin_1_is_refused() -> None:
    french = "L'armée libyenne a été reçue à Moscou, où le général s'est exprimé."
    with pytest.raises(UnreadableCaptureError, match="offset 5:"):  # L'arm, then the é
        decode(french.encode("latin-1"))


@pytest.mark.parametrize(
    ("payload", "offset"),
    [
        (b"ab\x00\x00", 2),
        ("الوسط".encode() + b"\x01\x02", 10),
        (codecs.BOM_UTF8 + b"ab\x00\x00", 5),
        (codecs.BOM_UTF16_LE + "ab\x00\x00".encode("utf-16-le"), 6),
        (codecs.BOM_UTF16_BE + "الوسط\x01".encode("utf-16-be"), 12),
        ("الوسط".encode("windows-1256") + b"\x01\x02", 5),
    ],
)
def test_control_character_is_named_by_its_byte(payload: bytes, offset: int) -> None:
    with pytest.raises(UnreadableCaptureError, match=f"is not text: .* at offset {offset}$"):
        decode(payload)


def test_one_control_character_in_a_page_is_no_reason() -> None:
    assert decode(f"{LONG_PAGE}\x0c\x07".encode()) == f"{LONG_PAGE}\x0c\x07"


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_any_text_in_utf_8_is_that_text(text: str) -> None:
    assert decode(codecs.BOM_UTF8 + text.encode("utf-8")) == text


@given(st.binary(), st.none() | st.text())
def test_any_bytes_are_a_text_or_an_error(payload: bytes, content_type: str | None) -> None:
    try:
        text = decode(payload, content_type)
    except UnreadableCaptureError:
        return
    text.encode("utf-8")


@given(st.data())
def test_utf_8_with_a_byte_broken_is_never_another_text(data: st.DataObject) -> None:
    payload = bytearray(SENTENCE.encode("utf-8"))
    letters = [at for at, byte in enumerate(payload) if byte >= 0xC2]
    payload[data.draw(st.sampled_from(letters))] = 0xFF
    with pytest.raises(UnreadableCaptureError, match="utf-8"):
        decode(bytes(payload))
