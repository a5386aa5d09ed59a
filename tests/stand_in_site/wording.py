"""Arabic made by templates: headlines, paragraphs, bylines. Offices, people and events are invented."""

import random
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

TRIPOLI = ZoneInfo("Africa/Tripoli")

_WEEKDAYS = ("الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
_MONTHS = (
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)  # fmt: skip
_PLACES = (
    "طرابلس", "بنغازي", "مصراتة", "سبها", "درنة", "طبرق", "البيضاء", "غريان", "الكفرة", "زليتن", "الزاوية", "غات",
)  # fmt: skip
_OFFICES = (
    "بلدية المدينة", "هيئة السلامة الزراعية", "جمعية الكشافة", "شركة المرافق", "غرفة التجارة المحلية", "نقابة المعلمين",
    "دار المخطوطات", "فرقة المسرح الجوال", "مصلحة الأرصاد", "رابطة الصيادين", "مدرسة الفنون", "لجنة الأسواق",
    "مكتبة الحي", "إدارة الحدائق", "كلية الهندسة", "وحدة الإسعاف", "جمعية النحالين", "رابطة الحرفيين",
)  # fmt: skip
_VERBS = ("تعلن", "تفتتح", "تناقش", "تستكمل", "تؤجل", "تدرس", "تطلق", "تراجع", "تعرض", "تقيّم")
_THINGS = (
    "خطة صيانة الطرق الفرعية", "دورة تدريب المسعفين", "معرض الكتاب المدرسي", "حملة تنظيف الشواطئ",
    "برنامج تشجير الأحياء", "مسابقة الخط العربي", "موسم جني الزيتون", "مشروع إنارة الميادين",
    "جدول رحلات الحافلات", "خريطة الآبار القديمة", "سجل المباني التاريخية", "قافلة العيون المجانية",
    "بطولة الشطرنج للناشئين", "ورشة ترميم القوارب", "سوق العسل السنوية", "أسبوع العلوم للأطفال",
    "نتائج مسح التربة", "تجربة الري بالتنقيط", "مهرجان الحكاية الشعبية", "شبكة محطات الرصد",
)  # fmt: skip
_TAILS = ("بمشاركة {n} متطوعًا", "خلال {n} يومًا", "بكلفة {n} ألف دينار", "في {n} موقعًا", "بعد توقف دام {n} شهرًا")
_NAMES = ("سالم", "خليفة", "يونس", "عبدالباسط", "طارق", "مفتاح", "إدريس", "الصديق", "نوري", "عمران")
_FAMILIES = ("البوسيفي", "القنطري", "الزوي", "الهمالي", "بن عثمان", "الشكري", "الدرناوي", "المقصبي", "التومي")
_SENTENCES = (
    "قال {person}، المتحدث باسم {office}، إن العمل في {thing} يسير وفق الجدول المعلن منذ {n} يومًا.",
    "وأنجزت الفرق {n} في المئة من الأعمال في {place}، على أن تستأنف بقية المراحل بعد {m} يومًا.",
    "وشارك في الأعمال {n} متطوعًا، بينهم {m} طالبًا من معاهد {place}.",
    "وبلغت الكلفة نحو {n} ألف دينار جمعت من تبرعات الأهالي وشركات المدينة.",
    "ودعا المشرفون سكان {place} إلى إبلاغ غرفة الطوارئ بأي ملاحظة طوال أيام الأسبوع.",
    "من جهته، عبّر {person}، وهو من سكان {place}، عن أمله في ألا تتوقف الأعمال كما حدث في المرة السابقة.",
    "وكانت {office} قد أجلت {thing} مرتين بسبب نقص المعدات وتأخر وصول {n} شاحنة.",
    "ومن المقرر أن تعقد اللجنة اجتماعًا جديدًا بعد {n} يومًا لمراجعة النتائج ونشر تقرير مفصل.",
    "ويستفيد من {thing} أكثر من {n} ألف شخص في {place} وضواحيها، بحسب تقدير المشرفين.",
    "وأشار التقرير إلى أن أصعب المراحل كانت الأولى، إذ استمرت {n} ساعة من دون انقطاع.",
    "وتعهدت {office} بإعلان الأرقام كاملة، ونشر أسماء {n} شركة تعاقدت معها هذا العام.",
    "ورأى {person} أن «العمل الذي يبدأ صغيرًا يكبر بالصبر»، شاكرًا {n} أسرة ساهمت فيه.",
    "وتوزعت المهام على {n} فريقًا، يضم كل منها عاملين من {place} ومهندسًا مشرفًا.",
    "ويعود آخر إحصاء مماثل إلى {n} عامًا مضت، حين لم تكن في {place} سوى {m} ورشة.",
)  # fmt: skip
_ADDITIONS = (
    "وفي وقت لاحق، ذكرت {office} أن عدد المشاركين ارتفع إلى {n} شخصًا بعد انضمام فريق من {place}.",
    "وأضيف إلى هذا الخبر أن {person} أكد استمرار العمل {n} يومًا أخرى بطلب من سكان {place}.",
    "وصححت {office} الرقم الذي ورد في بيانها الأول، موضحة أن المقصود {n} موقعًا لا أكثر.",
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What an article is about."""

    office: str
    thing: str
    place: str

    @property
    def keywords(self) -> tuple[str, ...]:
        """The words under which the site files it."""
        return (self.place, self.office, self.thing)


def some_subject(dice: random.Random) -> Subject:
    """Return a subject by chance."""
    return Subject(dice.choice(_OFFICES), dice.choice(_THINGS), dice.choice(_PLACES))


def some_headline(subject: Subject, dice: random.Random, used: set[str]) -> str:
    """Return a headline that is not among those used, and note it there."""
    while True:
        tail = dice.choice(_TAILS).format(n=dice.randint(11, 99))
        verb = dice.choice(_VERBS)
        words = f"{subject.office} في {subject.place} {verb} {subject.thing} {tail}"
        if words not in used:
            used.add(words)
            return words


def some_paragraphs(subject: Subject, dice: random.Random) -> tuple[str, ...]:
    """Return three to eight paragraphs of two sentences each."""
    count = dice.randint(3, 8)
    sentences = [*dice.sample(_SENTENCES, 14), *dice.sample(_SENTENCES, 14)][: 2 * count]
    filled = [_filled(sentence, subject, dice) for sentence in sentences]
    return tuple(" ".join(filled[at : at + 2]) for at in range(0, 2 * count, 2))


def some_addition(subject: Subject, dice: random.Random) -> str:
    """Return a paragraph that is added later."""
    return _filled(dice.choice(_ADDITIONS), subject, dice)


def some_caption(subject: Subject, dice: random.Random) -> str | None:
    """Return the caption of a photo with its credit, for three articles of five."""
    return f"من أعمال {subject.thing} في {subject.place} (بوابة الوسط)" if dice.random() < 0.6 else None


def some_byline(subject: Subject, moment: datetime, dice: random.Random) -> str:
    """Return the byline that prints a moment on the clock of Tripoli; two of five name a reporter."""
    dash = dice.choice("-–")
    reporter = f": {_person(dice)}" if dice.random() < 0.4 else ""
    return f"{subject.place} {dash} بوابة الوسط{reporter} {printed_moment(moment)}"


def printed_moment(moment: datetime) -> str:
    """Return a moment as bylines print it: ``الخميس 01 يناير 2026, 08:05 صباحا``."""
    local = moment.astimezone(TRIPOLI)
    half = "صباحا" if local.hour < 12 else "مساء"
    day = f"{_WEEKDAYS[local.weekday()]} {local.day:02} {_MONTHS[local.month - 1]} {local.year}"
    return f"{day}, {local.hour % 12 or 12:02}:{local.minute:02} {half}"


def _filled(sentence: str, subject: Subject, dice: random.Random) -> str:
    return sentence.format(
        office=subject.office, thing=subject.thing, place=subject.place,
        person=_person(dice), n=dice.randint(11, 99), m=dice.randint(11, 99),
    )  # fmt: skip


def _person(dice: random.Random) -> str:
    return f"{dice.choice(_NAMES)} {dice.choice(_FAMILIES)}"
