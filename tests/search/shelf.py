"""A small shelf of invented books on which searches are tried."""

from dataclasses import replace
from pathlib import Path

from search.documents import Document
from search.hits import Results
from search.request import SearchRequest
from search.whoosh_engine import WhooshEngine

MONGOL = "\u182e\u1823\u1829\u182d\u1823\u182f"  # mongol
NOM = "\u1828\u1823\u182e"  # nom, book
TEUKE = "\u1832\u1821\u1826\u182c\u1821"  # teüke, history
UN = "\u1824\u1828"  # -un, genitive
NER_E = "\u1828\u1821\u1837\u180e\u1821"  # ner-e, name: the last letter belongs to the stem
TODO = "\u1830\u1845\u1848"  # letters of Todo script

MONGOL_HISTORY = f"{MONGOL}\u180e{UN} {TEUKE}"
MONGOL_BOOK = f"{MONGOL} {NOM}"
NAME_BOOK = f"{NER_E} {NOM}"
TODO_BOOK = f"{TODO} {NOM}"

BLANK = Document(0, (), (), (), (), (), "book", "chi", "", None, (), "")
BOOKS = (
    ("人民代表大会常务委员会工作手册", {"author": ("李明编",), "clc": "D", "year": 2019}),
    ("人民政协理论研究", {"author": ("王芳著",), "subject": ("政治协商-中国",), "clc": "D", "year": 2021}),
    ("內蒙古草原誌", {"author": ("包國强編",), "subject": ("草原-内蒙古",), "clc": "S", "year": 1998}),
    ("内蒙古自治区统计年鉴", {"subject": ("统计资料-内蒙古",), "clc": "C", "year": 2020, "places": ("会场", "驻地")}),
    ("草原生态保护", {"author": ("乌兰著",), "subject": ("草原生态",), "clc": "S", "year": 2023, "places": ("会场",)}),
    ("’92中国发展报告", {"numbers": ("9787503707582", "F124/26"), "clc": "F", "year": 1993}),
    ("中国的“八五”计划", {"clc": "F", "year": 1996}),
    ("三晉石刻", {"other": ("三晉出版社",), "clc": "K", "year": 2009}),
    ("裏院說書人", {"clc": "I", "year": 2011}),
    ("县级図書館の経営", {"language": "jpn", "clc": "G", "year": 1985}),
    ("Монголын нууц товчоо", {"author": ("Ц. Дамдинсүрэн",), "language": "mon", "year": 1990}),
    ("Ёлка и зимний Байкал", {"language": "rus", "year": 1975}),
    ("Über die Ōsaka-Straße", {"language": "ger", "year": 2001}),
    ("The People's Congress: A Short History", {"author": ("J. Smith",), "language": "eng", "year": 2005}),
    ("Ｈ５Ｎ１流感防控", {"clc": "R", "year": 2014}),
    (MONGOL_HISTORY, {"language": "mon", "clc": "K", "year": 1987}),
    (MONGOL_BOOK, {"language": "mon", "clc": "G", "year": 1988}),
    (NAME_BOOK, {"language": "mon", "clc": "H", "year": 1989}),
    (TODO_BOOK, {"language": "mon", "clc": "I", "year": 1991}),
)


def documents() -> list[Document]:
    """The shelf, numbered from 1."""
    return [
        replace(BLANK, record_id=number, title=(title,), sort_title=title, **facts)  # type: ignore[arg-type]
        for number, (title, facts) in enumerate(BOOKS, start=1)
    ]


def engine_with(folder: Path, held: list[Document]) -> WhooshEngine:
    """An engine that holds these documents."""
    engine = WhooshEngine(folder)
    engine.rebuild(held, mark=len(held))
    return engine


def titles(results: Results) -> list[str]:
    """The titles found, in their order."""
    return [BOOKS[hit.record_id - 1][0] for hit in results.hits]


def ask(engine: WhooshEngine, query: str, **more: object) -> Results:
    """Search with the request's other parts by keyword."""
    return engine.search(replace(SearchRequest(query, size=100), **more))  # type: ignore[arg-type]
