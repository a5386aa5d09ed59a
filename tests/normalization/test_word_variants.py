"""The search key on pairs of Arabic words: one word in two forms, or two words that look alike."""

import pytest

from atwasat_spider.normalization import search_key

# One word, bare or with the article, a conjunction, a preposition or the future particle attached.
SAME_WITH_PARTICLES: list[tuple[str, str]] = [
    # One preposition, or «ka» (as, like).
    ("بمدينة", "مدينة"),  # in a city
    ("بمليون", "مليون"),  # with a million
    ("بتهمة", "تهمة"),  # on a charge of
    ("بحضور", "حضور"),  # in the presence of
    ("بسبب", "سبب"),  # because of
    ("بلقاء", "لقاء"),  # with a meeting
    ("بوقف", "وقف"),  # with a halt
    ("ببطولة", "بطولة"),  # in a championship
    ("بفوز", "فوز"),  # with a victory
    ("بسيارة", "سيارة"),  # by a car
    ("بكتاب", "كتاب"),  # with a book
    ("ببنغازي", "بنغازي"),  # in Benghazi
    ("بطرابلس", "طرابلس"),  # in Tripoli
    ("بلبنان", "لبنان"),  # in Lebanon
    ("بفرنسا", "فرنسا"),  # in France
    ("بواشنطن", "واشنطن"),  # in Washington
    ("ببيروت", "بيروت"),  # in Beirut
    ("بوزارة", "وزارة"),  # in a ministry
    ("لحكومة", "حكومة"),  # for a government
    ("لدعم", "دعم"),  # to support
    ("لبحث", "بحث"),  # to discuss
    ("لبناء", "بناء"),  # to build
    ("لوقف", "وقف"),  # to halt
    ("لوزير", "وزير"),  # to a minister
    ("لسفير", "سفير"),  # to an ambassador
    ("لفريق", "فريق"),  # for a team
    ("لبطولة", "بطولة"),  # for a championship
    ("لمواجهة", "مواجهة"),  # to confront
    ("لفرنسا", "فرنسا"),  # to France
    ("لليبيا", "ليبيا"),  # to Libya
    ("لمجلس", "مجلس"),  # for a council
    ("لكأس", "كأس"),  # for a cup
    ("كرئيس", "رئيس"),  # as a president
    ("كوزير", "وزير"),  # as a minister
    ("كفريق", "فريق"),  # as a team
    ("كبديل", "بديل"),  # as a substitute
    ("كلاعب", "لاعب"),  # as a player
    ("كمرشح", "مرشح"),  # as a candidate
    # The article, alone and after a particle.
    ("لحكومة", "الحكومة"),  # for a government / the government
    ("الحكومة", "حكومة"),  # the government
    ("بالحكومة", "حكومة"),  # in the government
    ("للحكومة", "حكومة"),  # for the government
    ("والحكومة", "حكومة"),  # and the government
    ("فالحكومة", "حكومة"),  # so the government
    ("كالحكومة", "حكومة"),  # like the government
    ("وللحكومة", "حكومة"),  # and for the government
    ("وبالحكومة", "حكومة"),  # and in the government
    ("فللحكومة", "حكومة"),  # so for the government
    ("وكالحكومة", "حكومة"),  # and like the government
    ("بالحكومة", "للحكومة"),  # in the government / for the government
    ("الكتاب", "كتاب"),  # the book
    ("والكتاب", "كتاب"),  # and the book
    ("للكتاب", "كتاب"),  # for the book
    ("السيارة", "سيارة"),  # the car
    ("والسفير", "سفير"),  # and the ambassador
    ("اللاعب", "لاعب"),  # the player
    ("واللاعب", "لاعب"),  # and the player
    ("للاعب", "لاعب"),  # for the player
    ("اللقاء", "لقاء"),  # the meeting
    ("للقاء", "لقاء"),  # for the meeting
    ("وباللقاء", "لقاء"),  # and at the meeting
    ("الليبي", "ليبي"),  # the Libyan
    ("لليبي", "ليبي"),  # for the Libyan
    ("والليبي", "ليبي"),  # and the Libyan
    ("للغة", "لغة"),  # for the language
    ("اللجنة", "لجنة"),  # the committee
    ("واللجنة", "لجنة"),  # and the committee
    ("باللجنة", "لجنة"),  # in the committee
    ("الوزير", "وزير"),  # the minister
    ("والوزير", "وزير"),  # and the minister
    ("للوزير", "وزير"),  # for the minister
    ("الفوز", "فوز"),  # the victory
    ("بالفوز", "فوز"),  # with the victory
    ("البرلمان", "برلمان"),  # the parliament
    ("كالبرلمان", "برلمان"),  # like the parliament
    ("فالبرلمان", "برلمان"),  # so the parliament
    ("للجيش", "جيش"),  # for the army
    ("وللجيش", "جيش"),  # and for the army
    ("وبالجيش", "جيش"),  # and by the army
    ("البلد", "بلد"),  # the country
    ("بالبلد", "بلد"),  # in the country
    ("الكرة", "كرة"),  # the ball
    ("بالكرة", "كرة"),  # with the ball
    # A conjunction, alone and before a preposition.
    ("وبحضور", "حضور"),  # and in the presence of
    ("وبسبب", "سبب"),  # and because of
    ("ولدعم", "دعم"),  # and to support
    ("ولبحث", "بحث"),  # and to discuss
    ("ولقاء", "لقاء"),  # and a meeting
    ("ووزير", "وزير"),  # and a minister
    ("ووقف", "وقف"),  # and a halt
    ("وواشنطن", "واشنطن"),  # and Washington
    ("ولبنان", "لبنان"),  # and Lebanon
    ("وفرنسا", "فرنسا"),  # and France
    ("ولليبيا", "ليبيا"),  # and to Libya
    ("وكرئيس", "رئيس"),  # and as a president
    ("وكتاب", "كتاب"),  # and a book
    ("وقال", "قال"),  # and he said
    ("فقال", "قال"),  # so he said
    ("وأضاف", "أضاف"),  # and he added
    ("وأكد", "أكد"),  # and he affirmed
    ("فأعلن", "أعلن"),  # so he announced
    ("وكان", "كان"),  # and he was
    ("فكان", "كان"),  # so he was
    ("وكانت", "كانت"),  # and she was
    ("ولكن", "لكن"),  # and yet
    ("وهذا", "هذا"),  # and this
    ("وعلى", "على"),  # and on
    ("ومنذ", "منذ"),  # and since
    ("وبعد", "بعد"),  # and after
    # The future particle.
    ("سيزور", "يزور"),  # he will visit / he visits
    ("ستعلن", "تعلن"),  # she will announce / she announces
    ("وستعلن", "تعلن"),  # and she will announce
    ("وسيتم", "يتم"),  # and it will be done
    ("سيشارك", "يشارك"),  # he will take part
    ("وسيشارك", "يشارك"),  # and he will take part
    ("ستبدأ", "تبدأ"),  # it will begin
    ("وسيبدأ", "يبدأ"),  # and it will begin
    ("فسيكون", "يكون"),  # so it will be
    ("وستكون", "تكون"),  # and it will be
    ("سنواصل", "نواصل"),  # we shall continue
    ("سيجري", "يجري"),  # it will take place
    ("وستجري", "تجري"),  # and it will take place
]

# One word in two regular inflections; broken plurals and verb conjugation are left out.
SAME_INFLECTED: list[tuple[str, str]] = [
    # Sound masculine plural, nominative and oblique.
    ("مسؤولون", "مسؤول"),  # officials / official
    ("مسؤولين", "مسؤول"),  # officials (oblique) / official
    ("مسؤولون", "مسؤولين"),  # officials, both cases
    ("المسؤولين", "مسؤول"),  # the officials / official
    ("للمسؤولين", "المسؤول"),  # for the officials / the official
    ("مهاجرون", "مهاجر"),  # migrants / migrant
    ("المهاجرين", "مهاجر"),  # the migrants / migrant
    ("ليبيون", "ليبي"),  # Libyans / Libyan
    ("الليبيين", "الليبي"),  # the Libyans / the Libyan
    ("لليبيين", "ليبي"),  # for the Libyans / Libyan
    ("مسلحون", "مسلح"),  # gunmen / gunman
    ("مسلحين", "مسلح"),  # gunmen (oblique) / gunman
    ("مواطنون", "مواطن"),  # citizens / citizen
    ("للمواطنين", "مواطن"),  # for the citizens / citizen
    ("مهندسون", "مهندس"),  # engineers / engineer
    ("لاعبون", "لاعب"),  # players / player
    ("اللاعبين", "لاعب"),  # the players / player
    ("مراقبون", "مراقب"),  # observers / observer
    ("صحفيون", "صحفي"),  # journalists / journalist
    ("صحفيين", "صحفيون"),  # journalists, both cases
    ("مدنيين", "مدني"),  # civilians / civilian
    # Sound feminine plural.
    ("شركات", "شركة"),  # companies / company
    ("حكومات", "حكومة"),  # governments / government
    ("انتخابات", "انتخاب"),  # elections / election
    ("قرارات", "قرار"),  # decisions / decision
    ("القرارات", "قرار"),  # the decisions / decision
    ("اجتماعات", "اجتماع"),  # meetings / meeting
    ("منظمات", "منظمة"),  # organisations / organisation
    ("عمليات", "عملية"),  # operations / operation
    ("سيارات", "سيارة"),  # cars / car
    ("وزارات", "وزارة"),  # ministries / ministry
    ("مؤسسات", "مؤسسة"),  # institutions / institution
    ("مطارات", "مطار"),  # airports / airport
    ("محادثات", "محادثة"),  # talks / talk
    ("اشتباكات", "اشتباك"),  # clashes / clash
    ("جامعات", "جامعة"),  # universities / university
    ("ساعات", "ساعة"),  # hours / hour
    ("بالشركات", "شركة"),  # in the companies / company
    # Dual.
    ("دولتان", "دولة"),  # two states / state
    ("الدولتين", "دولة"),  # the two states / state
    ("مدينتين", "مدينة"),  # two cities / city
    ("وزيران", "وزير"),  # two ministers / minister
    ("الوزيرين", "وزير"),  # the two ministers / minister
    ("جانبان", "جانب"),  # two sides / side
    ("الجانبين", "الجانب"),  # the two sides / the side
    ("طرفين", "طرف"),  # two parties / party
    ("شخصان", "شخص"),  # two people / person
    ("شركتين", "شركة"),  # two companies / company
    # Possessive endings.
    ("رئيسه", "رئيس"),  # his president / president
    ("رئيسها", "رئيس"),  # her president / president
    ("رئيسهم", "رئيس"),  # their president / president
    ("رئيسنا", "رئيس"),  # our president / president
    ("حكومته", "حكومة"),  # his government / government
    ("حكومتها", "حكومة"),  # her government / government
    ("حكومتهم", "حكومة"),  # their government / government
    ("حكومتنا", "حكومة"),  # our government / government
    ("بلادهم", "بلاد"),  # their country / country
    ("بلادنا", "بلاد"),  # our country / country
    ("لبلاده", "بلاد"),  # for his country / country
    ("وزارتها", "وزارة"),  # her ministry / ministry
    ("مدينتهم", "مدينة"),  # their city / city
    ("بيتها", "بيت"),  # her house / house
    ("منزله", "منزل"),  # his house / house
    ("منازلهم", "منازل"),  # their houses / houses
    ("قواتها", "قوات"),  # its forces / forces
    ("قراراتها", "قرار"),  # its decisions / decision
    ("شركاتهم", "شركة"),  # their companies / company
    ("اجتماعه", "اجتماع"),  # his meeting / meeting
    ("بحضورها", "حضور"),  # in her presence / presence
    ("كلامه", "كلام"),  # his speech / speech
    ("لقائها", "لقاء"),  # her meeting (genitive) / meeting
    # Feminine of adjectives.
    ("ليبية", "ليبي"),  # Libyan, feminine and masculine
    ("الليبية", "ليبي"),  # the Libyan (feminine) / Libyan
    ("جديدة", "جديد"),  # new
    ("كبيرة", "كبير"),  # big
    ("وطنية", "وطني"),  # national
    ("الوطنية", "الوطني"),  # the national
    ("عسكرية", "عسكري"),  # military
    ("سياسية", "سياسي"),  # political
    ("دولية", "دولي"),  # international
    ("مسلحة", "مسلح"),  # armed
    ("نفطية", "نفطي"),  # of oil
    ("خارجية", "خارجي"),  # foreign, external
    ("مصرية", "مصري"),  # Egyptian
    ("طويلة", "طويل"),  # long
    # Accusative with tanwin, marked or not.
    ("رئيسًا", "رئيس"),  # a president (accusative)
    ("رئيساً", "رئيس"),  # the same, tanwin typed on the alef
    ("رئيسا", "رئيس"),  # the same, tanwin not typed
    ("وزيرًا", "وزير"),  # a minister (accusative)
    ("كبيرًا", "كبير"),  # big (accusative)
    ("جديدًا", "جديد"),  # new (accusative)
    ("اجتماعًا", "اجتماع"),  # a meeting (accusative)
    ("قرارًا", "قرار"),  # a decision (accusative)
    ("شخصًا", "شخص"),  # a person (accusative)
    ("مليونًا", "مليون"),  # a million (accusative)
    ("كتابًا", "كتاب"),  # a book (accusative)
]

# One text in two spellings: typing habits, typography, figures.
SAME_WRITTEN: list[tuple[str, str]] = [
    # Hamza and alef.
    ("إلى", "الى"),  # to, towards
    ("أمن", "امن"),  # security
    ("إسلام", "اسلام"),  # Islam
    ("آخر", "اخر"),  # another
    ("الأمم", "الامم"),  # the nations
    ("القرآن", "القران"),  # the Quran
    ("مسؤول", "مسئول"),  # official
    ("شؤون", "شئون"),  # affairs
    ("هيئة", "هيأة"),  # authority
    ("شيء", "شئ"),  # thing
    # Ya, ta marbuta.
    ("ليبي", "ليبى"),  # Libyan
    ("على", "علي"),  # on
    ("مدينة", "مدينه"),  # city
    ("حكومة", "حكومه"),  # government
    ("مستشفى", "مستشفي"),  # hospital
    # Tatweel and vowel signs.
    ("ليـــبيا", "ليبيا"),  # Libya, stretched
    ("مـحـمـد", "محمد"),  # Muhammad, stretched
    ("مُحَمَّد", "محمد"),  # Muhammad, vowelled
    ("لِيبِيَا", "ليبيا"),  # Libya, vowelled
    ("مكوّن", "مكون"),  # component, with shadda
    ("هٰذا", "هذا"),  # this, with dagger alef
    # Doubled alef.
    ("االليبي", "الليبي"),  # the Libyan, alef typed twice
    ("االليبية", "الليبية"),  # the Libyan (feminine), alef typed twice
    ("االحكومة", "الحكومة"),  # the government, alef typed twice
    # Persian letters, presentation forms, combining and invisible characters.
    ("رئیس", "رئيس"),  # president, with Persian ya
    ("کتاب", "كتاب"),  # book, with Persian kaf
    ("\ufedf\ufef4\ufe92\ufef4\ufe8e", "ليبيا"),  # Libya, in presentation forms
    ("\ufefbعب", "لاعب"),  # player, with the lam-alef ligature
    ("ا\u0654من", "أمن"),  # security, hamza as a combining mark
    ("\u200fليبيا\u200f", "ليبيا"),  # Libya, between right-to-left marks
    ("\ufeffليبيا", "ليبيا"),  # Libya, after a byte order mark
    ("طرابلس\u00a0ليبيا", "طرابلس ليبيا"),  # Tripoli Libya, with a no-break space
    ('"الوسط"', "الوسط"),  # Al-Wasat, in straight quotes
    # Punctuation and attached particles with tatweel.
    ("«الوسط»", "الوسط"),  # Al-Wasat, in guillemets
    ("“الوسط”", "الوسط"),  # Al-Wasat, in curly quotes
    ("(الوسط)", "الوسط"),  # Al-Wasat, in brackets
    ("الوسط،", "الوسط"),  # Al-Wasat, before a comma
    ("الوسط؟", "الوسط"),  # Al-Wasat, before a question mark
    ("طرابلس، ليبيا", "طرابلس ليبيا"),  # Tripoli, Libya
    ("طرابلس - ليبيا", "طرابلس ليبيا"),  # Tripoli - Libya
    ("لـ«الوسط»", "الوسط"),  # to Al-Wasat
    ("كـ«الوسط»", "الوسط"),  # like Al-Wasat
    ("بـ«الوسط»", "الوسط"),  # in Al-Wasat
    ("و«الوسط»", "الوسط"),  # and Al-Wasat
    ("#ليبيا", "ليبيا"),  # Libya, as a hashtag
    # Latin.
    ("NATO", "nato"),  # upper and lower case
    ("Facebook", "FACEBOOK"),  # mixed and upper case
    ("«BBC»", "bbc"),  # in guillemets
    ("بـ«تويتر»", "تويتر"),  # on Twitter
    # Figures.
    ("٢٠١٦", "2016"),  # Arabic-Indic / European figures
    ("۲۰۱۶", "2016"),  # Persian / European figures
    ("٢٠١٦", "۲۰۱۶"),  # Arabic-Indic / Persian figures
    ("1,500", "1500"),  # thousands separator
    ("١٬٥٠٠", "1500"),  # Arabic thousands separator
    ("١٬٥٠٠", "1,500"),  # Arabic / European thousands separator
    ("1,250,000", "1250000"),  # two thousands separators
    ("٢٫٥", "2.5"),  # Arabic / European decimal point
    ("60%", "60"),  # per cent
    ("٦٠٪", "60"),  # Arabic per cent
    ("60%", "٦٠٪"),  # per cent in both scripts
    ("%60", "60"),  # per cent sign typed first
    ("$100", "100"),  # dollars
    ("100$", "100"),  # dollars, sign typed last
    ("€100", "100"),  # euros
    ("لـ60%", "60"),  # to 60 per cent
    ("بـ60%", "60"),  # by 60 per cent
    ("الـ21", "21"),  # the 21st
    ("لـ21", "21"),  # for 21
    ("و2016", "2016"),  # and 2016
]

# Two words that are not the same word, though an affix, a letter or a root is all that lies between them.
DIFFERENT: list[tuple[str, str]] = [
    # The first letter belongs to the word: ba.
    ("بلد", "ولد"),  # country / boy
    ("بحر", "حر"),  # sea / heat
    ("بطل", "طل"),  # hero / dew
    ("بيت", "بيان"),  # house / statement
    ("بطاقة", "طاقة"),  # card / energy
    ("بحث", "حث"),  # research / urged
    ("باب", "أب"),  # door / father
    ("بطن", "طن"),  # belly / ton
    ("بخيل", "خيل"),  # miser / horses
    ("بسمة", "سمة"),  # smile / feature
    ("بناء", "ناء"),  # building / remote
    ("بشر", "شر"),  # mankind / evil
    ("بطولة", "طول"),  # championship / length
    ("برهان", "رهان"),  # proof / bet
    ("بدلة", "دلة"),  # suit / coffee pot
    ("بعثة", "عثة"),  # mission / moth
    ("بلاغ", "لاغ"),  # report / void
    ("بطالة", "طال"),  # unemployment / lasted
    ("بذرة", "ذرة"),  # seed / maize
    ("باخرة", "آخرة"),  # steamship / hereafter
    ("بحيرة", "حيرة"),  # lake / confusion
    ("بدر", "در"),  # full moon / pearls
    ("بالون", "لون"),  # balloon / colour
    ("بالون", "بال"),  # balloon / mind
    ("بنك", "بن"),  # bank / coffee beans
    ("بنغازي", "غاز"),  # Benghazi / gas
    # The first letter belongs to the word: waw.
    ("وقف", "قف"),  # halted / stand up
    ("وزير", "زير"),  # minister / water jar
    ("وطن", "طن"),  # homeland / ton
    ("واحد", "أحد"),  # one / anyone
    ("ولاية", "لاية"),  # state, province / (no word)
    ("وكيل", "كيل"),  # deputy / measure
    ("وحدة", "حدة"),  # unit / sharpness
    ("وسام", "سام"),  # medal / toxic
    ("ورشة", "رشة"),  # workshop / sprinkle
    ("وباء", "باء"),  # epidemic / the letter ba
    ("وردة", "ردة"),  # rose / apostasy
    ("وداع", "داع"),  # farewell / cause
    ("وسادة", "سادة"),  # pillow / gentlemen
    ("وكر", "كر"),  # den / charged
    ("وزارة", "زار"),  # ministry / visited
    ("وقود", "قيود"),  # fuel / restrictions
    ("وظيفة", "نظيفة"),  # job / clean
    # The first letter belongs to the word: fa.
    ("فقر", "قر"),  # poverty / cold
    ("فهم", "هم"),  # understanding / they
    ("فائز", "فائض"),  # winner / surplus
    ("فريق", "ريق"),  # team / saliva
    ("فجر", "جر"),  # dawn / dragging
    ("فتاة", "تاه"),  # girl / got lost
    ("فشل", "شل"),  # failure / paralysed
    ("فساد", "ساد"),  # corruption / prevailed
    ("فلاح", "لاح"),  # farmer / loomed
    ("فضل", "ضل"),  # favour / went astray
    ("فضيحة", "ضحية"),  # scandal / victim
    ("فائدة", "مائدة"),  # benefit / table
    ("فارس", "فرس"),  # knight / mare
    ("فيروس", "روس"),  # virus / Russians
    ("فنون", "نون"),  # arts / the letter nun
    ("فكرة", "كرة"),  # idea / ball
    ("فدية", "دية"),  # ransom / blood money
    ("فرقة", "رقة"),  # band / delicacy
    ("فطور", "طور"),  # breakfast / developed
    ("فيلم", "يلم"),  # film / gathers
    ("فرعون", "فرع"),  # pharaoh / branch
    # The first letter belongs to the word: lam.
    ("لجنة", "جنة"),  # committee / paradise
    ("لسان", "سان"),  # tongue / saint (in place names)
    ("لقاء", "قاء"),  # meeting / vomited
    ("لحظة", "حظ"),  # moment / luck
    ("لبن", "بن"),  # milk / coffee beans
    ("لجوء", "جو"),  # asylum / weather
    ("ليمون", "يمن"),  # lemon / Yemen
    ("لاحظ", "حظ"),  # noticed / luck
    ("لحية", "حية"),  # beard / snake
    ("لقطة", "قطة"),  # shot / cat
    ("لفظ", "فظ"),  # utterance / rude
    ("لطيف", "طيف"),  # kind / spectrum
    ("لبنان", "بنان"),  # Lebanon / fingertips
    ("لبنان", "لبن"),  # Lebanon / milk
    ("لحاف", "حاف"),  # quilt / barefoot
    ("لغم", "غم"),  # mine / grief
    ("لوز", "وز"),  # almonds / geese
    ("لحم", "حلم"),  # meat / dream
    ("لصوص", "نصوص"),  # thieves / texts
    # The first letter belongs to the word: kaf.
    ("كلام", "لام"),  # speech / the letter lam
    ("كتاب", "تاب"),  # book / repented
    ("كبير", "بير"),  # big / well (without hamza)
    ("كرة", "رة"),  # ball / (no word)
    ("كارثة", "إرث"),  # disaster / inheritance
    ("كلب", "لب"),  # dog / core
    ("كسر", "سر"),  # fracture / secret
    ("كساد", "ساد"),  # recession / prevailed
    ("كريم", "ريم"),  # generous / antelope
    ("كفاح", "فاح"),  # struggle / was fragrant
    ("كفيل", "فيل"),  # guarantor / elephant
    ("كلمة", "لمة"),  # word / gathering
    ("كمال", "مال"),  # perfection / money
    ("كتلة", "تلة"),  # bloc / hillock
    ("كشك", "شك"),  # kiosk / doubt
    ("كوارث", "وارث"),  # disasters / heir
    ("كامل", "أمل"),  # complete / hope
    ("كمين", "كم"),  # ambush / how many
    ("كانون", "كان"),  # December or January / was
    ("كربون", "كرب"),  # carbon / distress
    ("كتيبة", "كتيب"),  # battalion / booklet
    # The first letter belongs to the word: sin.
    ("سيارة", "يار"),  # car / (no word)
    ("سفير", "فير"),  # ambassador / (no word)
    ("سلام", "لام"),  # peace / the letter lam
    ("سعيد", "عيد"),  # happy / feast
    ("سحر", "حر"),  # magic / heat
    ("سيد", "يد"),  # gentleman / hand
    ("سيدة", "يد"),  # lady / hand
    ("سجن", "جن"),  # prison / jinn
    ("سكان", "كان"),  # inhabitants / was
    ("سماء", "ماء"),  # sky / water
    ("سلاح", "لاح"),  # weapon / loomed
    ("سنوات", "نواة"),  # years / nucleus
    ("ستين", "تين"),  # sixty / figs
    ("سبات", "بات"),  # hibernation / became
    ("سرب", "رب"),  # flock / lord
    ("سراج", "راج"),  # lamp / circulated
    ("سهم", "هم"),  # share / they
    # The first letters look like the article.
    ("ألمانيا", "مانيا"),  # Germany / mania
    ("ألعاب", "عاب"),  # games / found fault
    ("ألبان", "بان"),  # dairy products / appeared
    ("التزام", "تزامن"),  # commitment / coincided
    # The ending belongs to the word: -an.
    ("سلطان", "سلطة"),  # sultan / authority
    ("سكان", "سكك"),  # inhabitants / railways
    ("سكان", "سكة"),  # inhabitants / railway
    ("برلمان", "برلين"),  # parliament / Berlin
    ("عنوان", "عنوة"),  # title / by force
    ("إنسان", "أنس"),  # human being / Anas
    ("جيران", "جير"),  # neighbours / lime
    ("نيران", "نير"),  # fires / yoke
    ("السودان", "السود"),  # Sudan / the black ones
    ("مرجان", "مرج"),  # coral / meadow
    ("بركان", "بركة"),  # volcano / pool
    ("ميزان", "ميزة"),  # scales / feature
    ("حصان", "حصة"),  # horse / share
    ("برهان", "برهة"),  # proof / a while
    ("أمان", "أم"),  # safety / mother
    ("ضمان", "ضم"),  # guarantee / annexed
    ("سرطان", "شرطة"),  # cancer / police
    ("فيضان", "فضاء"),  # flood / space
    # The ending belongs to the word: -in.
    ("تمرين", "تمر"),  # exercise / dates
    ("جنين", "جن"),  # foetus / jinn
    ("مسكين", "مسك"),  # poor man / musk
    ("سكين", "سكة"),  # knife / railway
    ("أمين", "أم"),  # trustee / mother
    ("سجين", "سجن"),  # prisoner / prison
    # The ending belongs to the word: -un.
    ("قانون", "قانا"),  # law / Qana
    ("مليون", "ملي"),  # million / milli-
    ("زيتون", "زيت"),  # olives / oil
    ("تعاون", "تعال"),  # cooperation / come
    ("طاعون", "طاعة"),  # plague / obedience
    ("عربون", "عرب"),  # deposit / Arabs
    ("مليون", "مليار"),  # million / thousand million
    # The ending belongs to the word: -at, -t.
    ("رفات", "رف"),  # mortal remains / shelf
    ("فتات", "فتاة"),  # crumbs / girl
    ("شتات", "شتاء"),  # diaspora / winter
    ("زيت", "زي"),  # oil / dress
    ("أصوات", "أصول"),  # voices / assets
    ("أموات", "أموال"),  # dead / funds
    # The ending belongs to the word: -hum, -na, -k, -ya.
    ("درهم", "در"),  # dirham / pearls
    ("مساهم", "مساء"),  # shareholder / evening
    ("تفاهم", "تفاح"),  # understanding / apples
    ("ميناء", "مياه"),  # port / waters
    ("سمك", "سم"),  # fish / poison
    ("محاكم", "محام"),  # courts / lawyer
    ("سوريا", "سور"),  # Syria / wall
    # Nouns whose ta marbuta makes another word.
    ("جامعة", "جامع"),  # university / mosque
    ("مكتبة", "مكتب"),  # library / office
    ("سنة", "سن"),  # year / tooth
    ("جنة", "جن"),  # paradise / jinn
    ("أمة", "أم"),  # nation / mother
    ("شعبة", "شعب"),  # section / people
    ("عاصمة", "عاصم"),  # capital / Asim
    ("طائرة", "طائر"),  # aeroplane / bird
    ("ثورة", "ثور"),  # revolution / bull
    ("دورة", "دور"),  # course / role
    ("خطة", "خط"),  # plan / line
    ("عملة", "عمل"),  # currency / work
    ("منطقة", "منطق"),  # region / logic
    ("شرطة", "شرط"),  # police / condition
    ("جمعة", "جمع"),  # Friday / collected
    ("شركة", "شرك"),  # company / snare
    ("راية", "رأي"),  # flag / opinion
    ("دولة", "دولي"),  # state / international
    # Numerals: the tens are not plurals of the units.
    ("عشرون", "عشرة"),  # twenty / ten
    ("ثلاثين", "ثلاثة"),  # thirty / three
    ("أربعين", "أربعة"),  # forty / four
    ("خمسين", "خمسة"),  # fifty / five
    ("ستين", "ستة"),  # sixty / six
    ("سبعون", "سبعة"),  # seventy / seven
    ("ثمانين", "ثمانية"),  # eighty / eight
    ("تسعين", "تسعة"),  # ninety / nine
    ("2016", "2017"),  # two years
    ("1500", "150"),  # two figures
    ("60", "600"),  # two figures
    # One root, two words.
    ("وزير", "وزارة"),  # minister / ministry
    ("رئيس", "رئاسة"),  # president / presidency
    ("سفير", "سفارة"),  # ambassador / embassy
    ("مدير", "إدارة"),  # director / administration
    ("حاكم", "محكمة"),  # ruler / court
    ("كاتب", "مكتب"),  # writer / office
    ("حكم", "حكومة"),  # judgement / government
    ("أمير", "أمر"),  # emir / order
    ("أمن", "أمين"),  # security / trustee
    ("قصر", "قصير"),  # palace / short
    ("نهر", "نهار"),  # river / daytime
    ("علم", "عالم"),  # science / world
    ("شهر", "شهير"),  # month / famous
    ("قتل", "قتال"),  # killing / fighting
    ("نفط", "نقطة"),  # oil / point
    # One letter apart.
    ("حزب", "حرب"),  # party / war
    ("صاروخ", "صراخ"),  # rocket / shouting
    ("جيش", "جيب"),  # army / pocket
    ("برقة", "بركة"),  # Cyrenaica / pool
    ("طبرق", "طبق"),  # Tobruk / plate
    ("مصر", "مصير"),  # Egypt / fate
    ("تونس", "تنس"),  # Tunis / tennis
    ("قطر", "قطار"),  # Qatar / train
    ("عراق", "عرق"),  # Iraq / sweat
    ("يمن", "يمين"),  # Yemen / right hand
    ("هدف", "هتف"),  # goal / chanted
    ("حق", "حقل"),  # right / field
    ("أرض", "مرض"),  # land / illness
    ("صيف", "ضيف"),  # summer / guest
    ("قلب", "كلب"),  # heart / dog
    ("سيف", "صيف"),  # sword / summer
    ("تين", "طين"),  # figs / mud
    ("نور", "نار"),  # light / fire
    ("جبل", "حبل"),  # mountain / rope
    ("خبز", "خبر"),  # bread / news
    ("شعر", "سعر"),  # poetry / price
    ("حرق", "خرق"),  # burning / breach
    ("شرق", "سرق"),  # east / stole
]


@pytest.mark.parametrize(("attached", "bare"), SAME_WITH_PARTICLES)
def test_attached_particles_do_not_change_the_key(attached: str, bare: str) -> None:
    assert search_key(attached) == search_key(bare) != ""


@pytest.mark.parametrize(("inflected", "plain"), SAME_INFLECTED)
def test_regular_inflections_do_not_change_the_key(inflected: str, plain: str) -> None:
    assert search_key(inflected) == search_key(plain) != ""


@pytest.mark.parametrize(("written", "usual"), SAME_WRITTEN)
def test_spelling_and_typography_do_not_change_the_key(written: str, usual: str) -> None:
    assert search_key(written) == search_key(usual) != ""


@pytest.mark.parametrize(("word", "other"), DIFFERENT)
def test_different_words_have_different_keys(word: str, other: str) -> None:
    assert search_key(word) != search_key(other)
    assert search_key(word) != ""
    assert search_key(other) != ""
