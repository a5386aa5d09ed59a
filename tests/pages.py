"""Synthetic pages for tests: Arabic of our own making, in the form of a whole page saved as text (marked synthetic)."""

import random
from datetime import datetime, timedelta
from pathlib import Path

_NAMES = ("بلدية سبها", "جامعة مصراتة", "شركة الكهرباء", "مركز الأرصاد", "نادي المدينة", "هيئة الآثار", "ميناء طبرق")
_VERBS = ("تعلن", "تفتتح", "تناقش", "تؤجل", "تستكمل", "تدرس", "تنظم")
_THINGS = (
    "معرض الكتاب",
    "صيانة الطريق",
    "دورة التدريب",
    "حملة النظافة",
    "مهرجان التمور",
    "بطولة الشطرنج",
    "خطة المياه",
)
_PLACES = ("طرابلس", "سبها", "بنغازي", "درنة", "غات", "مصراتة", "طبرق", "الكفرة")
_WEEKDAYS = ("الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
_MONTHS = (
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)  # fmt: skip
_FIRST_DAY = datetime(2016, 1, 1, 9, 0)  # noqa: DTZ001 - a printed clock has no zone


def headline(number: int) -> str:
    """Return the headline of a synthetic article; two numbers never share one."""
    name, verb, thing = _NAMES[number % 7], _VERBS[number // 7 % 7], _THINGS[number // 49 % 7]
    return f"{name} {verb} {thing} للمرة {number}"


def byline(number: int) -> str:
    """Return the printed byline of a synthetic article, ten minutes after that of the one before."""
    at = _FIRST_DAY + timedelta(minutes=10 * number)
    half = "صباحا" if at.hour < 12 else "مساء"
    clock = f"{at.hour % 12 or 12:02}:{at.minute:02} {half}"
    date = f"{_WEEKDAYS[at.weekday()]} {at.day:02} {_MONTHS[at.month - 1]} {at.year}, {clock}"
    return f"{_PLACES[number % 8]} - بوابة الوسط {date}"


def page(number: int, *, related: tuple[int, ...] = (), paragraphs: int = 6, edition: str = "") -> str:
    """Return a whole page as text; ``edition`` is a word that makes another revision of it."""
    words = random.Random(f"{number}")  # the same page for the same number
    body = []
    for at in range(paragraphs):
        if at % 3 == 2:
            body.append(f"{words.choice(_NAMES)} و{words.choice(_THINGS)}")
        sentence = " ".join(words.choice(words.choice((_NAMES, _VERBS, _THINGS, _PLACES))) for _ in range(40))
        body.append(f"{sentence} في الفقرة {at} من الخبر {number} {edition}.\n")
    links = "".join(f"{headline(other)}\n{headline(other)}\n" for other in related)
    return (
        f"Atwasat\n\n{headline(number)}\n\n{byline(number)}\nWTV_Frequency\n\n" + "\n".join(body) + "\n"
        "المزيد من بوابة الوسط\n\nتعليقات\n\nعناوين ذات صلة\n" + links + "المزيد\nالاكثر تفضيلا في هذا القسم"
    )


def write_pages(folder: Path, count: int) -> None:
    """Write that many pages, each of which links to five others, a hundred to a folder."""
    for number in range(count):
        related = tuple((number * 7 + step) % count for step in range(1, 6))
        place = folder / f"{number // 100:03}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:06}.txt").write_text(page(number, related=related), encoding="utf-8")
