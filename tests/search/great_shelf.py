"""Eighty-odd invented books on which `query_cases.py` is tried: titles and names are samples, none of them exists.

Traditional Mongolian is told in the letters in which scholars write it, and `mn` gives its code points.
"""

from dataclasses import replace

from search.documents import Document

_LETTERS = {
    "ng": 0x1829,
    "a": 0x1820,
    "e": 0x1821,
    "i": 0x1822,
    "o": 0x1823,
    "u": 0x1824,
    "ö": 0x1825,
    "ü": 0x1826,
    "n": 0x1828,
    "b": 0x182A,
    "q": 0x182C,
    "k": 0x182C,
    "γ": 0x182D,
    "g": 0x182D,
    "m": 0x182E,
    "l": 0x182F,
    "s": 0x1830,
    "š": 0x1831,
    "t": 0x1832,
    "d": 0x1833,
    "č": 0x1834,
    "ǰ": 0x1835,
    "y": 0x1836,
    "r": 0x1837,
    "-": 0x180E,
    " ": 0x20,
}


def mn(latin: str, connector: str = "\u180e") -> str:
    """Scholarly Latin in Traditional script: mongγol-un nom. A hyphen is the vowel separator, or `connector`."""
    text, place = "", 0
    while place < len(latin):
        length = 2 if latin.startswith("ng", place) else 1
        text += chr(_LETTERS[latin[place : place + length]])
        place += length
    return text.replace("\u180e", connector)


Facts = dict[str, object]

CHINESE: dict[str, tuple[str, Facts]] = {
    # the two meetings, law
    "congress": ("人民代表大会常务委员会工作手册", {"author": ("李明编",), "clc": "D", "year": 2019}),
    "deputies": ("人大代表履职问答", {"author": ("王芳主编",), "clc": "D", "year": 2022}),
    "cppcc": ("人民政协理论研究", {"author": ("王芳著",), "clc": "D", "year": 2021}),
    "charter": ("中国人民政治协商会议章程学习问答", {"clc": "D", "year": 2018}),
    "proposals": ("政协提案工作实务", {"author": ("赵立新编著",), "clc": "D", "year": 2018}),
    "sessions": ("两会热点面对面", {"clc": "D", "year": 2023}),
    "village_law": ("村民委员会组织法释义", {"clc": "D", "year": 2011}),
    "village": ("村委会主任必读", {"clc": "D", "year": 2009}),
    "autonomy": ("民族区域自治法概论", {"author": ("那顺巴图著",), "clc": "D", "year": 2014}),
    "fourteenth": ("第十四届全国人民代表大会第一次会议文件汇编", {"clc": "D", "year": 2023}),
    "digits14": ("内蒙古自治区第14届人民代表大会资料选编", {"clc": "D", "year": 2024}),
    "women": ("妇女联合会工作概要", {"clc": "D", "year": 2003}),
    "lawyer": ("律师手册", {"author": ("单文静编",), "clc": "D", "year": 2001}),
    # plans and figures
    "plan_short": ("“十四五”时期牧区振兴研究", {"clc": "F", "year": 2022}),
    "plan_full": ("内蒙古第十四个五年规划纲要导读", {"clc": "F", "year": 2021}),
    "five": ("中国的“八五”计划", {"clc": "F", "year": 1996}),
    "belt": ("一带一路与北方草原", {"clc": "F", "year": 2017}),
    "belt_full": ("丝绸之路经济带和21世纪海上丝绸之路建设", {"clc": "F", "year": 2018}),
    "yearbook": ("内蒙古自治区统计年鉴", {"subject": ("统计资料-内蒙古",), "clc": "C", "year": 2020}),
    "report": ("’92中国发展报告", {"numbers": ("9787503707582", "F124/26"), "clc": "F", "year": 1993}),
    "coop": ("新型农村合作医疗制度研究", {"clc": "R", "year": 2010}),
    "herding": ("畜牧业经济管理", {"numbers": ("7204001230", "F326.3/5"), "clc": "F", "year": 1985}),
    "bank": ("银行会计实务", {"author": ("曾国强编",), "clc": "F", "year": 1999}),
    "reform": ("改革开放四十年大事记", {"clc": "D", "year": 2018}),
    # years and other numbers
    "sixty": ("内蒙古六十年", {"clc": "K", "year": 2007}),
    "seventy": ("自治区成立70周年纪念画册", {"clc": "J", "year": 2017}),
    "y2025": ("二〇二五年统计公报汇编", {"clc": "C", "year": 2025}),
    "y2024": ("2024年呼和浩特市发展报告", {"clc": "F", "year": 2024}),
    "y1949": ("一九四九年的归绥", {"clc": "K", "year": 2009}),
    "nights": ("一千零一夜", {"clc": "I", "year": 1982}),
    "whys": ("十万个为什么·动物卷", {"clc": "Z", "year": 2013}),
    "flu": ("Ｈ５Ｎ１流感防控", {"clc": "R", "year": 2014}),
    # grassland
    "gazetteer": ("內蒙古草原誌", {"author": ("包國强編",), "subject": ("草原-内蒙古",), "clc": "S", "year": 1998}),
    "ecology": ("草原生态保护", {"author": ("乌兰著",), "subject": ("草原生态",), "clc": "S", "year": 2023}),
    "steppe_law": ("草原法实务", {"clc": "D", "year": 2012}),
    "steppe_song": ("草原上的歌", {"author": ("乌兰托娅词曲",), "clc": "J", "year": 1979}),
    "meadow": ("退化草地恢复技术", {"subject": ("草地-植被恢复",), "clc": "S", "year": 2008}),
    "desert": ("库布其沙漠治理", {"clc": "S", "year": 2016}),
    # the region, its arts
    "heritage": ("非物质文化遗产保护读本", {"clc": "G", "year": 2016}),
    "heritage_short": ("北疆非遗图典", {"clc": "G", "year": 2020}),
    "hohhot": ("呼和浩特地名考", {"author": ("荣胜著",), "clc": "K", "year": 1994}),
    "hulun": ("呼伦贝尔植物图谱", {"clc": "Q", "year": 2015}),
    "xilin": ("锡林郭勒盟志", {"clc": "K", "year": 1996}),
    "ordos": ("鄂尔多斯婚礼", {"clc": "K", "year": 1987}),
    "alxa": ("阿拉善岩画", {"clc": "K", "year": 2004}),
    "muqi": ("乌兰牧骑之歌", {"other_title": mn("ulaγan möčir-ün daγuu"), "clc": "J", "year": 1997}),
    "fiddle": ("马头琴演奏法", {"clc": "J", "year": 1988}),
    "long_song": ("长调民歌集", {"clc": "J", "year": 2006}),
    "university": ("内蒙古大学校史", {"clc": "G", "year": 2007}),
    "secret_zh": ("蒙古秘史校勘本", {"author": ("巴雅尔校",), "clc": "K", "year": 1980}),
    "secret_yuan": ("元朝秘史注", {"clc": "K", "year": 1936}),
    "archaeology": ("考古学论集", {"numbers": ("K87/45=2",), "classes": ("K87",), "clc": "K", "year": 1991}),
    "primer": ("牧区小学课本", {"numbers": ("11089·25",), "clc": "G", "year": 1975}),
    "indexing": ("索引编制法", {"numbers": ("31500012345678", "G254.9/12"), "clc": "G", "year": 2002}),
    # words that sound or look alike
    "chongqing": ("重庆至银川公路史", {"clc": "F", "year": 1990}),
    "xian": ("西安碑林", {"clc": "K", "year": 2000}),
    "early": ("先秦史话", {"clc": "K", "year": 1998}),
    # traditional, variant and Japanese characters
    "stones": ("三晉石刻", {"other": ("三晉出版社",), "clc": "K", "year": 2009}),
    "yard": ("裏院說書人", {"clc": "I", "year": 2011}),
    "peaks": ("羣峯集", {"clc": "I", "year": 1961}),
    "dictionary": ("蒙漢詞典", {"clc": "H", "year": 1976}),
    "japanese": ("县级図書館の経営", {"language": "jpn", "clc": "G", "year": 1985}),
}

OTHERS: dict[str, tuple[str, Facts]] = {
    "nuuts": ("Монголын нууц товчоо", {"author": ("Ц. Баяр",), "language": "mon", "year": 1990}),
    "tuukh": ("Монголын түүх", {"language": "mon", "year": 2003}),
    "duu": ("Улаан мөчрийн дуу", {"language": "mon", "year": 1984}),
    "baigal": ("Хөлөнбуйрын байгаль", {"language": "mon", "year": 2012}),
    "khuuli": ("Малчдын хууль зүйн гарын авлага", {"language": "mon", "year": 2011}),
    "yolka": ("Ёлка и зимний Байкал", {"language": "rus", "year": 1975}),
    "istoria": ("История монголов", {"author": ("И. Орлов",), "language": "rus", "year": 1986}),
    "strasse": ("Über die Ōsaka-Straße", {"language": "ger", "year": 2001}),
    "people": ("The People's Congress: A Short History", {"author": ("J. Smith",), "language": "eng", "year": 2005}),
    "grassland": ("Grassland Ecology of Inner Asia", {"language": "eng", "year": 2010}),
    "service": ("Library Service at Meetings", {"language": "eng", "year": 2016}),
    "names": ("On ulaγan-a and other place names", {"language": "eng", "year": 1968}),
    "teuke": (mn("mongγol-un teüke"), {"language": "mon", "clc": "K", "year": 1987}),
    "nom": (mn("mongγol nom"), {"language": "mon", "clc": "G", "year": 1988}),
    "niguca": (mn("mongγol-un niγuča tobčiy-a"), {"language": "mon", "clc": "K", "year": 1981}),
    "ner": (mn("ner-e-yin nom"), {"language": "mon", "clc": "H", "year": 1989}),
    "tala": (mn("tal-a nutuγ-un daγuu"), {"language": "mon", "clc": "J", "year": 1993}),
    "toli": (mn("kitad mongγol toli"), {"language": "mon", "clc": "H", "year": 1999}),
    "uliger": (mn("keüked-ün üliger"), {"language": "mon", "clc": "I", "year": 2014}),
    "quur": (mn("morin quγur-un ayalγu"), {"language": "mon", "clc": "J", "year": 1995}),
    "surgal": (mn("surγan kümüǰil"), {"language": "mon", "clc": "G", "year": 2001}),
    "todo": ("\u1830\u1845\u1848 " + mn("nom"), {"language": "mon", "clc": "I", "year": 1991}),
}

BOOKS = CHINESE | OTHERS
BLANK = Document(0, (), (), (), (), (), "book", "chi", "", None, (), "")


def documents() -> list[Document]:
    """The shelf, numbered from 1 in the order of `BOOKS`."""
    return [_document(number, *book) for number, book in enumerate(BOOKS.values(), start=1)]


def keys_of(record_ids: list[int]) -> list[str]:
    """The keys of the books with these numbers, in their order."""
    keys = list(BOOKS)
    return [keys[number - 1] for number in record_ids]


def _document(number: int, title: str, facts: Facts) -> Document:
    told: Facts = {"classes": (facts["clc"],)} if "clc" in facts else {}
    told |= {name: fact for name, fact in facts.items() if name != "other_title"}
    titles = tuple(str(each) for each in (title, facts.get("other_title")) if each)
    return replace(BLANK, record_id=number, title=titles, sort_title=title, **told)  # type: ignore[arg-type]
