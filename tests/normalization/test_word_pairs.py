"""Search keys of general news vocabulary: forms of one word, and words that only look like forms of one another.

Written by hand from a knowledge of Arabic, not from the code. A key knows no context, so that a form with two usual
readings (a navy, or "with freedom") is in neither table.
"""

import pytest

from atwasat_spider.normalization import search_key

# A word with its particles, and the word.
PARTICLES = (
    ("بمدينة", "مدينة"),  # in a city
    ("بالمدينة", "مدينة"),
    ("وبالمدينة", "المدينة"),
    ("للمدينة", "المدينة"),
    ("فالمدينة", "المدينة"),
    ("كالمدينة", "المدينة"),
    ("وللمدينة", "مدينة"),
    ("لحكومة", "الحكومة"),  # to a government
    ("بحكومة", "حكومة"),
    ("وحكومة", "حكومة"),
    ("فللحكومة", "الحكومة"),
    ("كرئيس", "رئيس"),  # as a president
    ("لرئيس", "رئيس"),
    ("ورئيس", "الرئيس"),
    ("برئيس", "رئيس"),
    ("وبالرئيس", "رئيس"),
    ("برئاسة", "رئاسة"),  # under the presidency
    ("لرئاسة", "الرئاسة"),
    ("بمليون", "مليون"),  # for a million
    ("المليون", "مليون"),
    ("ومليون", "مليون"),
    ("لدعم", "دعم"),  # for the support
    ("بدعم", "الدعم"),
    ("ودعم", "دعم"),
    ("بتهمة", "تهمة"),  # accused of
    ("التهمة", "تهمة"),
    ("وبحضور", "حضور"),  # in the presence
    ("بحضور", "حضور"),
    ("لمناقشة", "مناقشة"),  # to discuss
    ("ومناقشة", "المناقشة"),
    ("لبحث", "بحث"),  # to examine
    ("وبحث", "البحث"),
    ("لمكافحة", "مكافحة"),  # for the combat against
    ("بمكافحة", "مكافحة"),
    ("لتنظيم", "تنظيم"),  # organisation
    ("بتنظيم", "التنظيم"),
    ("وتنظيم", "تنظيم"),
    ("لمجلس", "مجلس"),  # council
    ("بمجلس", "المجلس"),
    ("ومجلس", "مجلس"),
    ("بمنطقة", "منطقة"),  # region
    ("لمنطقة", "المنطقة"),
    ("بقيادة", "قيادة"),  # led by
    ("للقيادة", "القيادة"),
    ("والقيادة", "قيادة"),
    ("بإدارة", "إدارة"),  # administration
    ("لإدارة", "الإدارة"),
    ("لإجراء", "إجراء"),  # to carry out
    ("بإجراء", "إجراء"),
    ("لإعادة", "إعادة"),  # to restore
    ("وإعادة", "إعادة"),
    ("بإعادة", "اعادة"),
    ("بسبب", "سبب"),  # because of
    ("لسبب", "السبب"),
    ("بنسبة", "نسبة"),  # at the rate of
    ("بقيمة", "قيمة"),  # at the value of
    ("بمشاركة", "مشاركة"),  # with the participation of
    ("للمشاركة", "المشاركة"),
    ("بمقتل", "مقتل"),  # killing
    ("ومقتل", "مقتل"),
    ("لمقتل", "المقتل"),
    ("بمطار", "مطار"),  # airport
    ("ومطار", "المطار"),
    ("لمطار", "مطار"),
    ("بميناء", "ميناء"),  # port
    ("لميناء", "الميناء"),
    ("للسلام", "السلام"),  # peace
    ("بسلام", "سلام"),
    ("بالنفط", "النفط"),  # oil
    ("للنفط", "نفط"),
    ("والنفط", "نفط"),
    ("كالنفط", "نفط"),
    ("بالأمن", "الأمن"),  # security
    ("للأمن", "أمن"),
    ("والأمن", "الامن"),
    ("بالإرهاب", "إرهاب"),  # terrorism
    ("للإرهاب", "الإرهاب"),
    ("والإرهاب", "الارهاب"),
    ("بالحوار", "حوار"),  # dialogue
    ("للحوار", "الحوار"),
    ("بالدستور", "دستور"),  # constitution
    ("للدستور", "الدستور"),
    ("بالقانون", "قانون"),  # law
    ("للقانون", "القانون"),
    ("والقانون", "قانون"),
    ("بالكهرباء", "كهرباء"),  # electricity
    ("للكهرباء", "الكهرباء"),
    ("والكهرباء", "الكهرباء"),
    ("بالبرلمان", "برلمان"),
    ("للمستشفى", "المستشفى"),  # hospital
    ("بمستشفى", "مستشفى"),
    ("لمستشفى", "مستشفي"),
    ("للطيران", "الطيران"),  # aviation
    ("بطيران", "طيران"),
    ("واللجنة", "لجنة"),  # and the committee
    ("باللجنة", "اللجنة"),
    ("باللغة", "لغة"),  # in the language
    ("للغة", "اللغة"),
    ("للواء", "اللواء"),  # to the major general
    ("باللواء", "اللواء"),
    ("ووزارة", "وزارة"),  # and a ministry
    ("بوزارة", "وزارة"),
    ("لوزارة", "الوزارة"),
    ("ولوزارة", "وزارة"),
    ("ووزير", "وزير"),
    ("لوزير", "الوزير"),
    ("كوزير", "وزير"),
    ("لوكالة", "وكالة"),  # agency
    ("بوكالة", "الوكالة"),
    ("بالوقود", "وقود"),  # fuel
    ("للوقود", "الوقود"),
    ("والوقود", "الوقود"),
)

# A verb with its conjunction or its future sign, and the verb.
VERBS = (
    ("فقال", "قال"),  # so he said
    ("وقالت", "قالت"),
    ("سيزور", "يزور"),  # he will visit
    ("وسيزور", "يزور"),
    ("ستعلن", "تعلن"),  # she will announce
    ("وستعلن", "تعلن"),
    ("وسيعلن", "يعلن"),
    ("سيعلن", "يعلن"),
    ("وسيتم", "يتم"),  # and it will be done
    ("سيتم", "يتم"),
    ("سيكون", "يكون"),  # he will be
    ("وسيكون", "يكون"),
    ("ستكون", "تكون"),
    ("وستكون", "تكون"),
    ("سيجتمع", "يجتمع"),  # he will meet
    ("ستستمر", "تستمر"),  # she will continue
    ("سيستمر", "يستمر"),
    ("سنعمل", "نعمل"),  # we shall work
    ("وسنعمل", "نعمل"),
    ("وأعلن", "أعلن"),  # and he announced
    ("وأكد", "أكد"),  # and he stressed
    ("وأضاف", "أضاف"),  # and he added
    ("وأوضح", "أوضح"),  # and he made clear
    ("وأشار", "أشار"),  # and he pointed out
    ("ودعا", "دعا"),  # and he called for
    ("وطالب", "طالب"),  # and he demanded
    ("وكشف", "كشف"),  # and he revealed
    ("وذكرت", "ذكرت"),  # and she mentioned
    ("ويذكر", "يذكر"),
    ("وتابع", "تابع"),  # and he continued
)

# Plurals, duals, feminines, possessives.
INFLECTIONS = (
    ("انتخابات", "الانتخابات"),  # elections
    ("بالانتخابات", "انتخابات"),
    ("للإنتخابات", "الانتخابات"),
    ("مسلحين", "مسلحون"),  # armed men
    ("المسلحين", "مسلح"),
    ("والمسلحون", "مسلح"),
    ("مهاجرة", "مهاجر"),  # a migrant
    ("للمهاجرين", "مهاجر"),
    ("والمهاجرات", "مهاجرة"),
    ("اجتماعه", "اجتماع"),  # his meeting
    ("اجتماعها", "اجتماع"),
    ("اجتماعهم", "اجتماع"),
    ("باجتماعات", "اجتماع"),
    ("رئيسها", "رئيس"),  # her president
    ("رئيسه", "رئيس"),
    ("ورئيسها", "الرئيس"),
    ("دولتين", "دولة"),  # two states
    ("دولتان", "دولة"),
    ("الدولتين", "الدولة"),
    ("حكومته", "حكومة"),  # his government
    ("حكومتها", "الحكومة"),
    ("حكومتنا", "حكومة"),
    ("والحكومات", "حكومة"),
    ("مدينتين", "مدينة"),  # two cities
    ("مدينته", "مدينة"),
    ("زيارتها", "زيارة"),  # her visit
    ("بزيارته", "زيارة"),
    ("وزيارات", "زيارة"),
    ("شركات", "شركة"),  # companies
    ("للشركات", "الشركة"),
    ("شركتين", "شركة"),
    ("طائرات", "طائرة"),  # aeroplanes
    ("بطائرات", "طائرة"),
    ("الطائرتين", "طائرة"),
    ("سيارات", "سيارة"),  # cars
    ("بسيارته", "سيارة"),
    ("سيارتين", "سيارة"),
    ("منظمات", "منظمة"),  # organisations
    ("والمنظمات", "المنظمة"),
    ("مؤسسات", "مؤسسة"),  # institutions
    ("بمؤسسات", "مؤسسة"),
    ("مؤسساتها", "مؤسسة"),
    ("عمليات", "عملية"),  # operations
    ("بعمليات", "عملية"),
    ("العمليتين", "عملية"),
    ("اشتباكات", "اشتباك"),  # clashes
    ("لاشتباكات", "الاشتباكات"),
    ("مفاوضات", "المفاوضات"),  # negotiations
    ("للمفاوضات", "مفاوضات"),
    ("تصريحات", "تصريح"),  # statements
    ("تصريحاته", "تصريحات"),
    ("بتصريحات", "تصريح"),
    ("محادثات", "محادثة"),  # talks
    ("مسؤولين", "مسؤول"),  # officials
    ("المسؤولون", "مسؤول"),
    ("مسؤولة", "مسؤول"),
    ("مراقبين", "مراقب"),  # observers
    ("المراقبون", "مراقب"),
    ("مدنيين", "مدنيون"),  # civilians
    ("المدنيين", "مدني"),
    ("المدنية", "مدني"),
    ("مواطنين", "مواطن"),  # citizens
    ("للمواطنين", "المواطن"),
    ("مواطنة", "مواطن"),
    ("صحفيين", "صحفي"),  # journalists
    ("الصحفيون", "صحفي"),
    ("صحفية", "صحفي"),
    ("مقاتلين", "مقاتل"),  # fighters
    ("والمقاتلون", "مقاتل"),
    ("معتقلين", "معتقل"),  # detainees
    ("المعتقلات", "معتقلة"),
    ("محتجزين", "محتجز"),  # held
    ("مرشحين", "مرشح"),  # candidates
    ("المرشحة", "مرشح"),
    ("لاعبين", "لاعب"),  # players
    ("اللاعبون", "لاعب"),
    ("للاعبين", "اللاعب"),
    ("لاجئين", "لاجئ"),  # refugees
    ("اللاجئون", "لاجئ"),
    ("للاجئين", "اللاجئين"),
    ("هجومين", "هجوم"),  # two attacks
    ("بهجومه", "هجوم"),
    ("الهجمات", "هجمات"),
    ("معلمات", "معلمة"),  # teachers
    ("طبيبة", "طبيب"),  # a doctor
    ("سفيرة", "سفير"),  # an ambassador
    ("وزيرة", "وزير"),  # a minister
    ("وزيرين", "وزير"),
    ("جديدة", "جديد"),  # new
    ("الجديدة", "جديد"),
    ("كبيرة", "كبير"),  # great
    ("سياسية", "سياسي"),  # political
    ("السياسيين", "سياسي"),
    ("عسكرية", "عسكري"),  # military
    ("العسكريين", "عسكري"),
    ("دولية", "دولي"),  # international
    ("الدوليين", "دولي"),
    ("اقتصادية", "اقتصادي"),  # economic
    ("قواته", "قوات"),  # his forces
    ("قواتها", "القوات"),
    ("لقواتنا", "قوات"),
    ("مشروعين", "مشروع"),  # two projects
    ("مشروعات", "مشروع"),
    ("تقريرها", "تقرير"),  # her report
    ("بتقريره", "تقرير"),
    ("استقالته", "استقالة"),  # his resignation
    ("باستقالتها", "استقالة"),
    ("منزله", "منزل"),  # his house
    ("منزلين", "منزل"),
    ("بيانه", "بيان"),  # his statement
)

# Other writings of the same characters.
WRITINGS = (
    ("إلى", "الى"),  # to
    ("إلي", "إلى"),
    ("أزمة", "ازمة"),  # crisis
    ("الأزمه", "الأزمة"),
    ("آخر", "اخر"),  # last
    ("الآخرين", "الاخرين"),
    ("مستشفى", "مستشفي"),  # hospital
    ("مبنى", "مبني"),  # building
    ("طائرة", "طايرة"),  # aeroplane
    ("الدائرة", "الدايره"),  # district
    ("مُؤْتَمَر", "مؤتمر"),  # conference
    ("مؤتمرٌ", "مؤتمر"),
    ("رئيسٍ", "رئيس"),
    ("الشّعب", "الشعب"),  # the people
    ("عاجـــل", "عاجل"),  # urgent
    ("ليبيــا", "ليبيا"),
    ("هٰذا", "هذا"),  # this, with a dagger alef
    ("االشعب", "الشعب"),  # the site's doubled alef
    ("االحكومة", "الحكومة"),
    ("االليبية", "الليبية"),
    ("ﻟﻴﺒﻴﺎ", "ليبيا"),  # presentation forms
    ("ﺍﻟﺤﻜﻮﻣﺔ", "الحكومة"),
    ("ﻻجئ", "لاجئ"),  # a lam-alef ligature
    ("ل\u200cيبيا", "ليبيا"),  # an invisible joiner
    ("\u200fليبيا\u200f", "ليبيا"),
    ("#ليبيا", "ليبيا"),
    ("«ليبيا»", "ليبيا"),
    ("(ليبيا)", "ليبيا"),
    ("ليبيا،", "ليبيا"),
    ("ليبيا؟", "ليبيا"),
    ("ليبيا؛", "ليبيا"),
    ("لـ«الوسط»", "الوسط"),
    ("بـ«الوسط»", "الوسط"),
    ("لـ«داعش»", "داعش"),
    ("الحكومة:", "الحكومة"),
    ("\u201cالحكومة\u201d", "الحكومة"),
    ("'الحكومة'", "الحكومة"),
    ("NATO", "nato"),
    ("Reuters", "REUTERS"),
    ("iPhone", "IPHONE"),
    ("ＵＮ", "un"),  # full width
    ("Cafe\u0301", "caf\u00e9"),
    ("٢٠١٦", "2016"),
    ("۲۰۱۶", "2016"),
    ("٢٠١٦م", "2016م"),
    ("1,500", "1500"),
    ("١٬٥٠٠", "1500"),
    ("1,500,000", "1500000"),
    ("60%", "60"),
    ("٦٠٪", "60"),
    ("٦٠%", "60٪"),
    ("%60", "60"),
    ("$100", "100"),
    ("100$", "١٠٠"),
    ("«لـ60%»", "60"),
    ("الـ21", "21"),
    ("«الـ21»", "٢١"),
    ("بـ100", "100"),
    ("لـ15", "١٥"),
    ("(17)", "17"),
    ("#17", "17"),
)

SAME = PARTICLES + VERBS + INFLECTIONS + WRITINGS

# The first word begins like the second with a particle before it, and is not.
BEGINNINGS = (
    ("وزير", "زير"),  # a minister; a water jar
    ("وطن", "طن"),  # a homeland; a ton
    ("وفد", "فد"),  # a delegation; unique
    ("ورق", "رق"),  # paper; parchment
    ("ورود", "رود"),  # arrivals; rods
    ("وصول", "صول"),  # arrival; a sergeant major
    ("وعد", "عد"),  # a promise; "count"
    ("وقف", "قف"),  # a halt; "stop!"
    ("وقود", "قود"),  # fuel; guiding
    ("وضع", "ضع"),  # a situation; "put!"
    ("ولد", "لد"),  # a boy; bitter foe
    ("وجود", "جود"),  # existence; generosity
    ("وحدة", "حدة"),  # unity; sharpness
    ("وحيد", "حيد"),  # sole; deviation
    ("وكيل", "كيل"),  # a deputy; a measure
    ("ورشة", "رشة"),  # a workshop; a sprinkle
    ("وزن", "زن"),  # weight; "weigh!"
    ("وردة", "ردة"),  # a rose; apostasy
    ("وثيقة", "ثيقة"),  # a document
    ("وسيلة", "سيلة"),  # a means
    ("وفاة", "فاة"),  # a death
    ("واحد", "أحد"),  # one (a numeral); anyone
    ("واجب", "أجب"),  # a duty; "answer!"
    ("وادي", "أدي"),  # a valley
    ("والد", "ألد"),  # a father; most stubborn
    ("وباء", "باء"),  # an epidemic; the letter b
    ("وراء", "راء"),  # behind; the letter r
    ("وديعة", "ديعة"),  # a deposit
    ("وسام", "سام"),  # a medal; poisonous
    ("فريق", "ريق"),  # a team; saliva
    ("فقر", "قر"),  # poverty; cold
    ("فائز", "آئز"),  # a winner
    ("فجر", "جر"),  # dawn; dragging
    ("فرار", "رار"),  # flight
    ("فوضى", "وضى"),  # chaos
    ("فرصة", "رصة"),  # an opportunity; a pile
    ("فساد", "ساد"),  # corruption; prevailed
    ("فوز", "وز"),  # a victory; geese
    ("فصل", "صل"),  # a season; a viper
    ("فيلم", "يلم"),  # a film; he gathers
    ("فتاة", "تاة"),  # a girl
    ("فضاء", "ضاء"),  # space; shone
    ("فندق", "ندق"),  # a hotel; we knock
    ("فترة", "ترة"),  # a period; rancour
    ("فرع", "رع"),  # a branch; Ra
    ("فيضان", "يضان"),  # a flood
    ("فيروس", "يروس"),  # a virus
    ("فلوس", "لوس"),  # money
    ("بلد", "لد"),  # a country; bitter foe
    ("بحر", "حر"),  # a sea; free
    ("بيت", "يت"),  # a house
    ("بطل", "طل"),  # a hero; dew
    ("بعد", "عد"),  # after; "count"
    ("بنك", "نك"),  # a bank
    ("باب", "أب"),  # a door; a father
    ("بيان", "يان"),  # a statement
    ("بداية", "داية"),  # a beginning; a midwife
    ("بطاقة", "طاقة"),  # a card; energy
    ("برلمان", "رلمان"),  # a parliament
    ("برنامج", "رنامج"),  # a programme
    ("بطولة", "طولة"),  # a championship
    ("بترول", "ترول"),  # petroleum
    ("بشر", "شر"),  # mankind; evil
    ("بصر", "صر"),  # eyesight; "bundle up"
    ("بقاء", "قاء"),  # staying; vomited
    ("بناء", "ناء"),  # building; distant
    ("بنات", "نات"),  # girls
    ("برج", "رج"),  # a tower; shaking
    ("بريد", "ريد"),  # post
    ("بضائع", "ضائع"),  # goods; lost
    ("بعثة", "عثة"),  # a mission; a moth
    ("بلاغ", "لاغ"),  # a communiqué; void
    ("بند", "ند"),  # a clause; a rival
    ("بندقية", "ندية"),  # a rifle; dewy
    ("بهجة", "هجة"),  # joy
    ("بورصة", "ورصة"),  # a stock exchange
    ("بيع", "يع"),  # selling
    ("بيئة", "يئة"),  # environment
    ("لجنة", "جنة"),  # a committee; paradise
    ("لقاء", "قاء"),  # a meeting; vomited
    ("لسان", "سان"),  # a tongue; San
    ("لحظة", "حظة"),  # a moment
    ("لعب", "عب"),  # playing; a burden
    ("لحم", "حم"),  # meat; in-law
    ("لغة", "غة"),  # a language
    ("لقب", "قب"),  # a title
    ("لوحة", "وحة"),  # a picture
    ("ليل", "يل"),  # night
    ("لون", "ون"),  # a colour
    ("لواء", "واء"),  # a brigade
    ("لقاح", "قاح"),  # a vaccine
    ("لاعب", "عب"),  # a player; a burden
    ("لاجئ", "جئ"),  # a refugee; "was brought"
    ("لباس", "باس"),  # clothing; harm
    ("لغم", "غم"),  # a mine; grief
    ("لقطة", "قطة"),  # a camera shot; a cat
    ("لهجة", "هجة"),  # a dialect
    ("ليرة", "يرة"),  # a lira
    ("ليمون", "يمون"),  # lemons; he supplies
    ("كتاب", "تاب"),  # a book; repented
    ("كلام", "لام"),  # speech; the letter l
    ("كبير", "بير"),  # great; a well
    ("كرة", "رة"),  # a ball
    ("كان", "أن"),  # was; that
    ("كارثة", "إرثة"),  # a disaster
    ("كهرباء", "هرباء"),  # electricity
    ("كامل", "أمل"),  # complete; hope
    ("كثير", "ثير"),  # much
    ("كلب", "لب"),  # a dog; a core
    ("كلمة", "لمة"),  # a word; a gathering
    ("كلية", "لية"),  # a college; fat tail
    ("كنز", "نز"),  # a treasure
    ("كأس", "أس"),  # a cup; a base
    ("كاتب", "أتب"),  # a writer
    ("كشف", "شف"),  # he revealed; was transparent
    ("كسر", "سر"),  # he broke; a secret
    ("كمية", "مية"),  # a quantity
    ("كريم", "ريم"),  # generous; an antelope
    ("كتلة", "تلة"),  # a bloc; a hill
    ("كنيسة", "نيسة"),  # a church
    ("كفاح", "فاح"),  # a struggle; wafted
    ("سيارة", "يارة"),  # a car
    ("سياسة", "ياسة"),  # policy
    ("ستة", "تة"),  # six
    ("سبب", "بب"),  # a cause
    ("سكان", "كان"),  # inhabitants; was
    ("سفينة", "فينة"),  # a ship; a while
    ("سلام", "لام"),  # peace; the letter l
    ("سفر", "فر"),  # travel; fled
    ("سوق", "وق"),  # a market
    ("سنة", "نة"),  # a year
    ("سعر", "عر"),  # a price
    ("سلاح", "لاح"),  # a weapon; appeared
    ("سجن", "جن"),  # a prison; jinn
    ("سيد", "يد"),  # a gentleman; a hand
    ("ستار", "تار"),  # a curtain; a string
    ("سيول", "يول"),  # torrents
    ("سيطرة", "يطرة"),  # control
    ("سيدة", "يدة"),  # a lady
    ("سيرة", "يرة"),  # a biography
    ("سيناريو", "يناريو"),  # a scenario
    ("ستين", "تين"),  # sixty; figs
    ("سينما", "ينما"),  # cinema; while
    ("سيادة", "يادة"),  # sovereignty
    ("سيف", "يف"),  # a sword
    ("التزام", "تزام"),  # commitment
    ("التحق", "تحق"),  # he joined; she deserves
    ("إلغاء", "غاء"),  # cancellation
    ("التهاب", "تهاب"),  # inflammation; she fears
    ("الكترون", "كترون"),  # an electron
    ("التفاف", "تفاف"),  # going around
    ("إلى", "لي"),  # to; for me
)

# The first word ends like the second with an ending, and is not.
ENDINGS = (
    ("ميدان", "ميد"),  # a square
    ("ميدان", "ميدالية"),  # a square; a medal
    ("سلطان", "سلطة"),  # a sultan; power
    ("زيتون", "زيت"),  # olives; oil
    ("برلمان", "برلم"),  # a parliament
    ("تعاون", "تعا"),  # cooperation
    ("قانون", "قان"),  # a law; deep red
    ("مليون", "ملي"),  # a million; milli-
    ("حيوان", "حي"),  # an animal; alive
    ("إنسان", "إنس"),  # a human; mankind
    ("لسان", "لس"),  # a tongue
    ("ميزان", "ميز"),  # scales; he distinguished
    ("بركان", "برك"),  # a volcano; he knelt
    ("سرطان", "سرط"),  # cancer
    ("طيران", "طير"),  # aviation; birds
    ("دخان", "دخ"),  # smoke
    ("عدوان", "عدو"),  # aggression; an enemy
    ("قطعان", "قطع"),  # herds; he cut
    ("برهان", "بره"),  # a proof; a while
    ("بستان", "بست"),  # a garden
    ("جيران", "جير"),  # neighbours; lime
    ("نيران", "نير"),  # fires; a yoke
    ("قرآن", "قرأ"),  # Quran; he read
    ("ضمان", "ضم"),  # a guarantee; annexation
    ("ديون", "دي"),  # debts
    ("عيون", "عي"),  # eyes
    ("صابون", "صاب"),  # soap; hit
    ("طاعون", "طاع"),  # plague; obeyed
    ("قرون", "قر"),  # centuries; cold
    ("تلوين", "تلو"),  # colouring; after
    ("تكوين", "تكو"),  # formation
    ("تعيين", "تعي"),  # appointment; she grasps
    ("تمرين", "تمر"),  # exercise; dates
    ("بنزين", "بنز"),  # petrol; Benz
    ("سكين", "سك"),  # a knife; minting
    ("يمين", "يم"),  # right; sea
    ("دين", "دي"),  # religion
    ("طين", "طي"),  # clay; folding
    ("تحسين", "تحس"),  # improvement; she feels
    ("تسعين", "تسع"),  # ninety; nine
    ("تسعون", "تسع"),  # ninety; nine
    ("عشرين", "عشر"),  # twenty; ten
    ("عشرون", "عشر"),  # twenty; ten
    ("ثلاثين", "ثلاث"),  # thirty; three
    ("أربعين", "أربع"),  # forty; four
    ("خمسين", "خمس"),  # fifty; five
    ("سبعين", "سبع"),  # seventy; seven
    ("ثمانين", "ثمان"),  # eighty; eight
    ("بنات", "بن"),  # girls; coffee beans
    ("نبات", "نب"),  # plants
    ("موت", "مو"),  # death
    ("وقت", "وق"),  # time
    ("بيت", "بي"),  # a house
    ("صوت", "صو"),  # a voice
    ("ثبات", "ثب"),  # steadfastness; "jump"
    ("فرات", "فر"),  # Euphrates; fled
    ("سبات", "سب"),  # slumber; insult
    ("التفات", "التف"),  # attention; coiled round
    ("فقه", "فق"),  # jurisprudence
    ("وجه", "وج"),  # a face
    ("تشويه", "تشوي"),  # distortion; she grills
    ("توجيه", "توجي"),  # guidance
    ("رفاه", "رفا"),  # welfare; mended
    ("فكاهة", "فكاك"),  # humour; release
    ("كرسي", "كرس"),  # a chair; he devoted
    ("سياسي", "ساس"),  # political; he governed
    ("هدية", "هدي"),  # a gift; guidance
    ("ولاية", "ولا"),  # a state; nor
)

# Both are words, near to each other in their letters.
NEIGHBOURS = (
    ("رئاسة", "رياضة"),  # presidency; sport
    ("سيارة", "زيارة"),  # a car; a visit
    ("زيارة", "وزارة"),  # a visit; a ministry
    ("حكومة", "حكم"),  # a government; rule
    ("دولة", "دولار"),  # a state; a dollar
    ("سلطة", "سلة"),  # power; a basket
    ("قوة", "قهوة"),  # strength; coffee
    ("مؤتمر", "مؤامرة"),  # a conference; a plot
    ("حرب", "حزب"),  # war; a party
    ("جيش", "عيش"),  # an army; living
    ("نفط", "نقطة"),  # oil; a point
    ("ميناء", "سماء"),  # a port; the sky
    ("محكمة", "حكمة"),  # a court; wisdom
    ("عاصمة", "عاصفة"),  # a capital; a storm
    ("شركة", "حركة"),  # a company; a movement
    ("شمال", "جمال"),  # north; beauty
    ("غرب", "عرب"),  # west; Arabs
    ("شرق", "شرف"),  # east; honour
    ("جنوب", "ذنوب"),  # south; sins
    ("رجل", "رحل"),  # a man; he departed
    ("قتل", "قبل"),  # he killed; before
    ("صحة", "صحف"),  # health; newspapers
    ("علم", "عالم"),  # a flag; a world
    ("عام", "عم"),  # a year; an uncle
    ("على", "إلى"),  # on; to
    ("عن", "من"),  # about; from
    ("ما", "ماء"),  # what; water
    ("دعا", "دعاء"),  # he called; a prayer
    ("سما", "سماء"),  # rose; the sky
    ("يوم", "نوم"),  # a day; sleep
    ("2016", "2017"),  # years
    ("100", "1000"),  # numbers
    ("1,500", "1,050"),  # numbers
    ("21", "12"),  # numbers
    ("UN", "UK"),  # abbreviations
)

# Another noun than the one without its ta marbuta, not the feminine of it nor its singular.
TA_MARBUTA = (
    ("مكتبة", "مكتب"),  # a library; an office
    ("كتابة", "كتاب"),  # writing; a book
    ("شرطة", "شرط"),  # police; a condition
    ("حملة", "حمل"),  # a campaign; pregnancy
    ("عملة", "عمل"),  # currency; work
    ("ثورة", "ثور"),  # a revolution; a bull
    ("خطة", "خط"),  # a plan; a line
    ("سنة", "سن"),  # a year; an age
    ("أمة", "أم"),  # a nation; a mother
    ("درجة", "درج"),  # a degree; stairs
    ("صفحة", "صفح"),  # a page; pardon
    ("قصة", "قص"),  # a story; cutting
    ("عاصمة", "عاصم"),  # a capital; Asim
    ("ذاكرة", "ذاكر"),  # memory; he studied
)

DIFFERENT = BEGINNINGS + ENDINGS + TA_MARBUTA + NEIGHBOURS


def test_tables_are_large_enough_to_mean_something() -> None:
    assert len(set(SAME)) == len(SAME) >= 150
    assert len(set(DIFFERENT)) == len(DIFFERENT) >= 150
    assert all(first != second for first, second in SAME + DIFFERENT)


@pytest.mark.parametrize(("form", "word"), SAME)
def test_form_of_a_word_has_its_key(form: str, word: str) -> None:
    assert search_key(form) == search_key(word) != ""


@pytest.mark.parametrize(("word", "other"), DIFFERENT)
def test_different_words_have_different_keys(word: str, other: str) -> None:
    assert search_key(word) != search_key(other)
