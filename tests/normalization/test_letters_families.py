"""The families of letters and signs: what storage keeps apart and comparison counts as one.

The expectations come from the Arabic script and the Unicode standard, written by hand, not from the code.
"""

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atwasat_spider.normalization import clean, fold

# ---------------------------------------------------------------------------------------------------- storage: clean


@pytest.mark.parametrize(
    ("decomposed", "composed"),
    [
        ("ا\u0653", "آ"),  # alef, madda above
        ("ا\u0654", "أ"),  # alef, hamza above
        ("ا\u0655", "إ"),  # alef, hamza below
        ("و\u0654", "ؤ"),
        ("ي\u0654", "ئ"),
        ("\u06d5\u0654", "\u06c0"),  # ae, hamza above
        ("\u06c1\u0654", "\u06c2"),  # heh goal, hamza above
        ("\u06d2\u0654", "\u06d3"),  # yeh barree, hamza above
        ("ا\u0654حمد", "أحمد"),  # Ahmed
        ("مسو\u0654ول", "مسؤول"),  # official
        ("e\u0301", "é"),
        ("م\u0651\u064e", "م\u064e\u0651"),  # shadda and fatha in their canonical order
    ],
)
def test_stored_text_is_composed(decomposed: str, composed: str) -> None:
    assert clean(decomposed) == composed


@pytest.mark.parametrize(
    "invisible",
    [
        *"\u200e\u200f\u061c",  # marks of direction
        *"\u202a\u202b\u202c\u202d\u202e",  # embeddings and overrides
        *"\u2066\u2067\u2068\u2069",  # isolates
        *"\u200b\u200c\u200d\u2060",  # zero width: space, non-joiner, joiner, word joiner
        "\ufeff",  # byte order mark
        "\u00ad",  # soft hyphen
        *"\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10\x1b\x7f",
        *"\x80\x81\x8d\x90\x9f",
    ],
)
@pytest.mark.parametrize(
    ("before", "after"), [("ال", "وسط"), ("", "الوسط"), ("الوسط", ""), ("20", "16"), ("Wa", "sat"), ("الوسَ", "ط")]
)
def test_what_nobody_sees_is_not_stored(before: str, invisible: str, after: str) -> None:
    assert clean(before + invisible + after) == before + after
    assert clean(before + invisible * 3 + after) == before + after


@pytest.mark.parametrize(
    "space",
    [
        "\u00a0",  # no-break space
        "\u1680",  # Ogham space
        *"\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a",  # en quad to hair space
        "\u202f",  # narrow no-break space
        "\u205f",  # mathematical space
        "\u3000",  # ideographic space
        "\t",
        "\n",
        "\r\n",
    ],
)
def test_exotic_space_is_stored_as_a_space(space: str) -> None:
    assert clean(f"بوابة{space}الوسط") == "بوابة الوسط"  # the Wasat gateway
    assert clean(f"بوابة {space}{space} الوسط") == "بوابة الوسط"
    assert clean(f"{space}بوابة الوسط{space}") == "بوابة الوسط"
    assert clean(space) == ""


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("", ""),
        ("   ", ""),
        ("\u200f\u200e\ufeff", ""),
        ("\u200f \u200e", ""),
        ("بوابة \u200f الوسط", "بوابة الوسط"),  # the mark goes, then the two spaces are one
        ("\u200f بوابة الوسط \u200f", "بوابة الوسط"),
        ("\ufeffبوابة     الوسط\u00a0", "بوابة الوسط"),
        ("\u202bبوابة الوسط\u202c", "بوابة الوسط"),
        ("ا\u200e\u0654حمد", "أحمد"),  # composed once the mark between is gone
        ("5\u00a0%", "5 %"),
    ],
)
def test_text_is_stored_so(text: str, stored: str) -> None:
    assert clean(text) == stored


@pytest.mark.parametrize(
    "seen",
    [
        "مُحَمَّدٌ",  # harakat
        "كِتَابًا",
        "هٰذا",  # superscript alef
        "الرَّحْمٰنِ",
        "الوســـط",  # tatweel
        "لـ60%",
        "ءآأؤإئا",
        "ىيیےۓ",
        "ةهہھەۀۃ",
        "كکڪگ",
        "پچژڤڨ",  # letters of Persian and of dialects
        "ٱلله",
        "ٲٳ",
        "«الوسط»",
        "“الوسط” ‘الوسط’ „الوسط‟ ‚الوسط‛",
        "\"الوسط\" 'الوسط' `الوسط´",
        "‹الوسط› ″الوسط′ 〝الوسط〞 ＂الوسط＂",
        "ليبيا - تونس – مصر — الجزائر ― مالطا − قبرص",
        "ليبيا‐تونس‑مصر‒مالطا﹘قبرص﹣صقلية－روما",
        "٠١٢٣٤٥٦٧٨٩",
        "۰۱۲۳۴۵۶۷۸۹",
        "٣٫٥ و١٬٠٠٠ و٥٠٪",
        "ماذا بعد؟ نعم، لا؛ ربما…",
        "نقطة۔",
        "ﷲ ﻻ ﷺ ﷽ ﷼ ﺍﻟﻮﺳﻂ",  # presentation forms
        "ﭐﭘﭼﮊﮎﮔﯽ",
        "٭ ﴾الفاتحة﴿",  # ornate parentheses
        "۞ ۩ \u06dd",
        "😀 🐪 🇱🇾",
        "Atwasat WTV_Frequency ABC abc",
        "Ａｔｗａｓａｔ ２０１６",  # full width
        "½ ² ™ © € № ℃",
        "ﬁ ﬂ Ⅷ",
        "بيان.. عاجل!! (صور) [فيديو] {1} <2> #هاشتاق @alwasat_libya",
        "االليبي",  # the typing error stays
        "\ufffd",
        "مقتل 3 في سرت.والبقية",
    ],
)
def test_what_a_reader_sees_is_stored_as_it_is(seen: str) -> None:
    assert clean(seen) == seen


# -------------------------------------------------------------------------------------------------- comparison: fold

FORMS_B = [  # a letter, its presentation forms: isolated, final, initial, medial
    ("ء", "\ufe80"),
    ("ا", "\ufe81\ufe82\ufe83\ufe84\ufe87\ufe88\ufe8d\ufe8e"),  # with madda, hamza above, hamza below, bare
    ("و", "\ufe85\ufe86\ufeed\ufeee"),  # with hamza, bare
    ("ي", "\ufe89\ufe8a\ufe8b\ufe8c\ufeef\ufef0\ufef1\ufef2\ufef3\ufef4"),  # with hamza, without dots, bare
    ("ب", "\ufe8f\ufe90\ufe91\ufe92"),
    ("ه", "\ufe93\ufe94\ufee9\ufeea\ufeeb\ufeec"),  # ta marbuta, heh
    ("ت", "\ufe95\ufe96\ufe97\ufe98"),
    ("ث", "\ufe99\ufe9a\ufe9b\ufe9c"),
    ("ج", "\ufe9d\ufe9e\ufe9f\ufea0"),
    ("ح", "\ufea1\ufea2\ufea3\ufea4"),
    ("خ", "\ufea5\ufea6\ufea7\ufea8"),
    ("د", "\ufea9\ufeaa"),
    ("ذ", "\ufeab\ufeac"),
    ("ر", "\ufead\ufeae"),
    ("ز", "\ufeaf\ufeb0"),
    ("س", "\ufeb1\ufeb2\ufeb3\ufeb4"),
    ("ش", "\ufeb5\ufeb6\ufeb7\ufeb8"),
    ("ص", "\ufeb9\ufeba\ufebb\ufebc"),
    ("ض", "\ufebd\ufebe\ufebf\ufec0"),
    ("ط", "\ufec1\ufec2\ufec3\ufec4"),
    ("ظ", "\ufec5\ufec6\ufec7\ufec8"),
    ("ع", "\ufec9\ufeca\ufecb\ufecc"),
    ("غ", "\ufecd\ufece\ufecf\ufed0"),
    ("ف", "\ufed1\ufed2\ufed3\ufed4"),
    ("ق", "\ufed5\ufed6\ufed7\ufed8"),
    ("ك", "\ufed9\ufeda\ufedb\ufedc"),
    ("ل", "\ufedd\ufede\ufedf\ufee0"),
    ("م", "\ufee1\ufee2\ufee3\ufee4"),
    ("ن", "\ufee5\ufee6\ufee7\ufee8"),
    ("لا", "\ufef5\ufef6\ufef7\ufef8\ufef9\ufefa\ufefb\ufefc"),  # lam-alef, bare and with its three signs
]
FORMS_A = [
    ("ا", "\ufb50\ufb51"),  # alef wasla
    ("پ", "\ufb56\ufb57\ufb58\ufb59"),
    ("چ", "\ufb7a\ufb7b\ufb7c\ufb7d"),
    ("ك", "\ufb8e\ufb8f\ufb90\ufb91"),  # keheh
    ("گ", "\ufb92\ufb93\ufb94\ufb95"),
    ("ه", "\ufba4\ufba5\ufba6\ufba7\ufba8\ufba9\ufbaa\ufbab\ufbac\ufbad"),  # heh with yeh, goal, doachashmee
    ("ي", "\ufbae\ufbaf\ufbb0\ufbb1\ufbfc\ufbfd\ufbfe\ufbff"),  # yeh barree, Farsi yeh
]


@pytest.mark.parametrize(
    ("letter", "form"), [(letter, form) for letter, forms in [*FORMS_B, *FORMS_A] for form in forms]
)
def test_presentation_form_is_its_letter(letter: str, form: str) -> None:
    assert fold(form) == letter
    assert fold(f"س{form}س") == f"س{letter}س"


def test_presentation_forms_b_are_all_there() -> None:
    """The table above misses no letter of the block: FE80 to FEFC without a gap."""
    assert sorted(form for _, forms in FORMS_B for form in forms) == [chr(point) for point in range(0xFE80, 0xFEFD)]


@pytest.mark.parametrize(
    ("ligature", "letters"),
    [
        ("ﷲ", "الله"),
        ("ﷳ", "اكبر"),
        ("ﷴ", "محمد"),
        ("ﷵ", "صلعم"),
        ("ﷶ", "رسول"),
        ("ﷷ", "عليه"),
        ("ﷸ", "وسلم"),
        ("ﷹ", "صلي"),
        ("ﷺ", "صلي الله عليه وسلم"),
        ("ﷻ", "جل جلاله"),
        ("ﷰ", "صلي"),
        ("ﷱ", "قلي"),
        ("﷼", "ريال"),
        ("\ufca1", "تج"),  # teh with jeem
        ("\ufcca", "لح"),  # lam with hah
        ("\ufd88", "لمح"),  # lam with meem with hah
        ("ﺍﻟﻮﺳﻂ", "الوسط"),
        ("ﺑﻮﺍﺑﺔ ﺍﻟﻮﺳﻂ", "بوابه الوسط"),
        ("ﻟﻴﺒﻴﺎ", "ليبيا"),
        ("ﺍﻷﺣﺪ", "الاحد"),  # Sunday
    ],
)
def test_ligature_is_its_letters(ligature: str, letters: str) -> None:
    assert fold(ligature) == letters


@pytest.mark.parametrize(
    ("letter", "carriers"),
    [
        ("ا", ["ا", "أ", "إ", "آ", "ٱ", "ٲ", "ٳ", "ا\u0653", "ا\u0654", "ا\u0655", "ا\u0654\u064e", "أ\u064f"]),
        ("و", ["و", "ؤ", "و\u0654", "ؤ\u064f"]),
        ("ي", ["ي", "ى", "ی", "ئ", "ے", "ۓ", "ي\u0654", "ى\u0654", "ی\u0654", "ى\u0670"]),
        ("ه", ["ه", "ة", "ۃ", "ہ", "ھ", "ە", "ۀ", "ۂ", "ە\u0654", "ہ\u0654", "ة\u064c"]),
        ("ك", ["ك", "ک", "ڪ"]),
    ],
)
def test_letters_of_one_family_are_one(letter: str, carriers: list[str]) -> None:
    for carrier in carriers:
        assert fold(carrier) == letter, ascii(carrier)
        assert fold(f"ب{carrier}ب") == f"ب{letter}ب", ascii(carrier)


@pytest.mark.parametrize(
    "mark",
    [
        "\u0640",  # tatweel
        *"\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652",  # tanwin, fatha, damma, kasra, shadda, sukun
        *"\u0653\u0654\u0655\u0656\u0657\u0658\u0659\u065a\u065b\u065c\u065d\u065e\u065f",
        "\u0670",  # superscript alef
        *"\u0610\u0611\u0612\u0613\u0614\u0615\u0616\u0617\u0618\u0619\u061a",  # honorifics, small high signs
        *"\u06d6\u06d7\u06d8\u06d9\u06da\u06db\u06dc\u06df\u06e0\u06e1\u06e2\u06e3\u06e4",  # signs of recitation
        *"\u06e7\u06e8\u06ea\u06eb\u06ec\u06ed",
        *"\u08f0\u08f1\u08f2",  # open tanwin
        "\u0674",  # high hamza
    ],
)
def test_mark_goes(mark: str) -> None:
    assert fold(f"ب{mark}ل{mark}د{mark}") == "بلد"  # country
    assert fold(f"ب{mark}{mark}لد") == "بلد"


@pytest.mark.parametrize(
    ("printed", "latin"),
    [
        ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
        ("۰۱۲۳۴۵۶۷۸۹", "0123456789"),
        ("０１２３４５６７８９", "0123456789"),
        ("٣٫٥", "3.5"),
        ("۳٫۵", "3.5"),
        ("١٬٠٠٠٬٠٠٠", "1,000,000"),
        ("٩٩٫٩٪", "99.9%"),
        ("٥٠٪", "50%"),
        ("٢٠١٦/٠٩/٠٥", "2016/09/05"),
        ("٠٥:٥١", "05:51"),
    ],
)
def test_number_is_written_in_latin(printed: str, latin: str) -> None:
    assert fold(printed) == latin


QUOTES = "«»“”„‟‘’‚‹›'\"`´″′〝〞＂"
MORE_QUOTES = "‛〟＇"  # not in the rule's list, but of its kind


@pytest.mark.parametrize("quote", [*QUOTES, *MORE_QUOTES])
def test_quotation_marks_are_one(quote: str) -> None:
    assert fold(f"جريدة {quote}الوسط{quote} الليبية") == fold('جريدة "الوسط" الليبية')
    assert fold(f"ا{quote}ب") == fold("ا'ب")
    assert fold(quote) == fold('"') != ""


def test_pairs_of_quotation_marks_are_one() -> None:
    pairs = [
        "«الوسط»",
        "“الوسط”",
        "„الوسط“",
        "‘الوسط’",
        "‚الوسط‘",
        "‹الوسط›",
        "'الوسط'",
        "`الوسط´",
        "″الوسط″",
        "〝الوسط〞",
    ]
    assert {fold(pair) for pair in pairs} == {fold('"الوسط"')}
    assert len(fold("«الوسط»")) == len("«الوسط»")


@pytest.mark.parametrize("dash", "-‐‑‒–—―−﹘﹣－")
def test_dashes_are_hyphens(dash: str) -> None:
    assert fold(dash) == "-"
    assert fold(f"ليبيا {dash} تونس") == "ليبيا - تونس"
    assert fold(f"ليبيا{dash}تونس") == "ليبيا-تونس"


@pytest.mark.parametrize(
    ("sign", "ascii_sign"), [("،", ","), ("؛", ";"), ("؟", "?"), ("٪", "%"), ("…", "..."), ("۔", ".")]
)
def test_arabic_sign_is_its_latin_one(sign: str, ascii_sign: str) -> None:
    assert fold(sign) == ascii_sign
    assert fold(f"نعم{sign} لا") == f"نعم{ascii_sign} لا"


@pytest.mark.parametrize(
    ("latin", "folded"),
    [
        ("WTV_Frequency", "wtv_frequency"),
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"),
        ("ＡＢＣｘｙｚ", "abcxyz"),
        ("Ａｔｗａｓａｔ ２０１６", "atwasat 2016"),
        ("ALWASAT.LY", "alwasat.ly"),
    ],
)
def test_latin_is_small_ascii(latin: str, folded: str) -> None:
    assert fold(latin) == folded


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("ماء", "ما"),  # water; what
        ("شيء", "شي"),
        ("جزء", "جز"),  # part; sheared
        ("سماء", "سما"),  # sky; rose
        ("قراءة", "قراة"),
        ("ءاب", "اب"),
        ("تاب", "ثاب"),
        ("جبر", "حبر"),
        ("حبر", "خبر"),  # ink; news
        ("درب", "ذرب"),
        ("رمن", "زمن"),
        ("سرت", "شرت"),
        ("صرب", "ضرب"),
        ("طل", "ظل"),
        ("عرب", "غرب"),  # Arabs; west
        ("فلق", "قلق"),
        ("بنت", "نبت"),
        ("كلب", "قلب"),  # dog; heart
        ("بحر", "بهر"),
        ("علي", "عل"),
        ("ليبيا", "ليبي"),
        ("مدينة", "مدين"),
        ("لا", "ل"),
        ("ولد", "لد"),
        ("مدرسة", "مدرس"),  # school; teacher
        ("3.5", "35"),
        ("٣٫٥", "٣٥"),
        ("١٬٠٠٠", "١٠٠٠"),
        ("50%", "50"),
        ("نعم؟", "نعم"),
        ("نعم؟", "نعم!"),
        ("ليبيا-تونس", "ليبيا تونس"),
        ("«الوسط»", "(الوسط)"),
        ("في البيت", "فيالبيت"),
        ("«الوسط»", "الوسط"),
    ],
)
def test_different_writings_stay_different(text: str, other: str) -> None:
    assert fold(text) != fold(other)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ء", "ء"),
        ("ماءٌ", "ماء"),
        ("إِنَّ ٱلْمَسْؤُولِينَ أَكَّدُوا", "ان المسوولين اكدوا"),  # the officials confirmed
        ("القاهرة – بوابة الوسط: رمضان كرنفودة", "القاهره - بوابه الوسط: رمضان كرنفوده"),
        ("رئيسُ الحكومةِ في مصراتة؟", "رييس الحكومه في مصراته?"),  # the head of the government in Misrata?
        ("بناءً على آراء الأهالي", "بناء علي اراء الاهالي"),
        ("ٱلقُرْآن", "القران"),
        ("ہندوستان کے", "هندوستان كي"),
        ("سَنَةَ ١٤٣٧ هـ", "سنه 1437 ه"),
        ("\u202bالنِّفْط\u202c\u00a0: ٥٠٫٥\u00a0$", "النفط : 50.5 $"),
        ("  أ\u200fحـمـد  ", "احمد"),
        ("الأُولى…", "الاولي..."),
        ("", ""),
        ("\u064e\u0640\u200f", ""),  # nothing but marks
    ],
)
def test_text_is_compared_so(text: str, folded: str) -> None:
    assert fold(text) == folded


# -------------------------------------------------------------------------------------------------------- properties

TRICKY = (
    "ءآأؤإئابتةثجحخدذرزسشصضطظعغفقكلمنهويى"
    "ٱٲٳٴٵٶٷٸپچڤکڪگھہۀۂۃەیےۓ"
    "\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0655\u0656\u065f\u0670\u06d6\u06dd\u06e5\u06ed"
    "٠٩۰۹09０９٫٬٪،؛؟۔….,;?%"
    "«»“”„‟‘’‚‹›'\"`´″‴′〝〞＂＇"
    "-‐‑‒–—―−﹘﹣－"
    "ﷲﷺﷻ﷼ﻻﻷﻹﻵﺀﺓﻯﭐﮎﮤﯼ\ufc5e\ufcf2\ufe70\ufe77\ufe7f"
    "AaZzÉéİıßẞΣςǅﬁＡｚK\u0301\u0307\u0345\u212a\u2126"
    " \t\n\u00a0\u2003\u3000\u0085\u2028"
    "\u200b\u200c\u200d\u200e\u200f\u061c\u202e\u2069\ufeff\u00ad\x00\x1f\ufe0f"
    "😀🇱\u1100\u1161가½²"
)
FORMS: st.SearchStrategy[Literal["NFC", "NFD"]] = st.sampled_from(["NFC", "NFD"])
TEXTS = st.text() | st.text(TRICKY) | st.text(TRICKY, min_size=2, max_size=4)


@given(TEXTS)
def test_stored_text_is_stored_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(TEXTS)
def test_folded_text_is_folded_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_comparison_does_not_depend_on_storage(text: str) -> None:
    assert fold(clean(text)) == fold(text)


@given(TEXTS, FORMS)
def test_comparison_does_not_depend_on_composition(text: str, form: Literal["NFC", "NFD"]) -> None:
    assert fold(unicodedata.normalize(form, text)) == fold(text)


@given(TEXTS)
def test_stored_text_has_single_spaces_and_nothing_invisible(text: str) -> None:
    stored = clean(text)
    assert stored == stored.strip()
    assert "  " not in stored
    assert not set(stored) & set("\u00a0\u2003\u200b\u200e\u200f\u061c\u202e\u2069\ufeff\u00ad\x00\x1f\t\n")


@given(TEXTS)
def test_folded_text_has_no_member_of_a_family_but_its_first(text: str) -> None:
    assert not set(fold(text)) & set("آأإٱٲٳؤئىیےۓةۃہھەۀۂکڪ\u0640\u064b\u0651\u0652\u0670٠٩۰۹٫٬،؛؟٪…۔–—−")


WORDS = st.lists(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهوي"), min_size=1, max_size=12).map("".join)
MARKS = st.sampled_from(
    ["", "\u064e", "\u064f\u0651", "\u0640", "\u0640\u0640", "\u0670", "\u200f", "\u200d", "\u064b"]
)


@given(WORDS)
def test_plain_word_is_its_own_fold(word: str) -> None:
    assert fold(word) == clean(word) == word


@given(WORDS, st.lists(MARKS, min_size=12, max_size=12))
def test_marks_on_a_word_do_not_change_it(word: str, marks: list[str]) -> None:
    marked = "".join(letter + mark for letter, mark in zip(word, marks, strict=False))
    assert fold(marked) == word


@given(WORDS, WORDS)
def test_plain_words_that_differ_stay_apart(word: str, other: str) -> None:
    assert (fold(word) == fold(other)) == (word == other)
