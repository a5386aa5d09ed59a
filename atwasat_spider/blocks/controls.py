"""What a page has around an article to be clicked or counted: share bars, font sizes, views. It is ignored by name."""

import re

from atwasat_spider.blocks.frame import TEXT_TAGS, is_prose
from atwasat_spider.blocks.pieces import Line

_WORDS = re.compile(
    r"شارك|شاركها|مشاركة|شارك (?:عبر|على|الخبر|المقال|هذا|مع)\b.{0,40}"  # share, share on ...
    r"|تابعنا (?:عبر|على)\b.{0,40}"  # follow us on ...
    r"|طباعة|اطبع|حفظ|نسخ|نسخ الرابط|إرسال لصديق|أرسل لصديق|البريد الإلكتروني"  # print, save, copy, send
    r"|كبر الخط|صغر الخط|حجم الخط|تكبير|تصغير|[aأ][+-]?|[+-]"  # size of letters
    r"|استمع|استمع إلى (?:الخبر|المقال)"  # listen
    r"|فيسبوك|تويتر|واتساب|تليجرام|تيليجرام|تيليغرام|تلغرام|لينكدإن|تغريد"
    r"|facebook|twitter|x|whatsapp|telegram|linkedin|email|print|share|tweet"
    r"|إعلان|اعلان|أعلن معنا|(?:يستمر المحتوى|تابع القراءة) بعد الإعلان"  # advertisement, goes on below it
    r"|تابع القراءة|اقرأ المزيد|الأكثر قراءة|[اأ]قر[اأ] [اأ]يض(?:ا|ًا|اً)|السابق|التالي|السابق التالي"  # read on ...
    r"|مشاركة على .{1,40}|قراءة \d+ دقائق|الزيارات\s*:?.{0,20}|القسم\s*:.{0,40}"
    r"|(?:وقت القراءة|آخر تحديث|المشاهدات|عدد المشاهدات)\s*:?.{0,40}",  # minutes to read, updated, views
    re.IGNORECASE,
)
# «3 دقائق للقراءة» (minutes to read), «1٬204 مشاهدة» (views)
_COUNT = re.compile(r"[\d٠-٩.,٬]+ ?(?:دقيقة|دقائق|مشاهدة|مشاهدات|تعليق|تعليقات|قراءة)(?: ل?ل?قراءة)?")
_NUMBER = re.compile(r"[\d٠-٩.,٬]+")
_FEWEST_LINKS = 2  # of a line of links, which are more than half of its text


def is_control(line: Line) -> bool:
    """Tell a line of words that only buttons have, alone or one beside the other, of a count, or mostly of links."""
    if line.text.endswith("."):
        return False
    if _is_word(line.text) or (len(line.parts) > 1 and all(_is_word(part) for part in line.parts)):
        return True
    if line.tag not in TEXT_TAGS and _NUMBER.fullmatch(line.text):
        return True
    linked = sum(len(text) for text, _ in line.links)
    return len(line.links) >= _FEWEST_LINKS and 2 * linked > len(line.text) and not is_prose(line)


def _is_word(text: str) -> bool:
    bare = text.strip(" :")
    return _WORDS.fullmatch(bare) is not None or _COUNT.fullmatch(bare) is not None
