"""Works composed of a topic and a form of title, without end: what comes round again is a further volume."""

from collections.abc import Iterator
from itertools import count

from desk.samples.files import lists, mixed, pick, rows, shuffled
from desk.samples.work import Work

_Row = dict[str, str]


def chinese() -> Iterator[Work]:
    """Chinese works: each topic in each of its group's forms, then for the leagues and cities, then in volumes."""
    topics = shuffled(rows("catalogue/topics_zh"), "topics")
    for turn in count():
        for topic in topics:
            yield _chinese(topic, turn)


def english() -> Iterator[Work]:
    """English works: each topic in each of its group's forms, then in volumes."""
    topics = shuffled(rows("catalogue/topics_en"), "topics")
    for turn in count():
        for topic in topics:
            yield _english(topic, turn)


def mongolian() -> Iterator[tuple[_Row, _Row, int]]:
    """Topic, form of title and volume (1: the only one so far) of works that can be told in three scripts."""
    topics = shuffled(rows("catalogue/topics_mn"), "topics")
    forms = rows("catalogue/forms_mn")
    for turn in count():
        for topic in topics:
            fitting = [form for form in forms if topic["group"] in form["groups"]]
            place = turn + mixed(topic["zh"])
            yield topic, fitting[place % len(fitting)], turn // len(fitting) + 1


def in_traditional(topic: _Row, form: _Row, volume: int) -> Work:
    """The work in Traditional Mongolian, with its title in Cyrillic and Chinese as well."""
    others = (_zh(topic, form, volume), _cyrillic(topic, form, volume))
    return _mongolian(topic, form, title=_traditional(topic, form, volume), other_titles=others)


def in_cyrillic(topic: _Row, form: _Row, volume: int) -> Work:
    """The work in Cyrillic; every other one has its title in Traditional Mongolian as well."""
    title = _cyrillic(topic, form, volume)
    parallel = _traditional(topic, form, volume) if mixed(title) % 2 else ""
    return _mongolian(topic, form, title=title, title_mn=parallel, other_titles=(_zh(topic, form, volume),))


def in_chinese(topic: _Row, form: _Row, volume: int) -> Work:
    """The work in Chinese with a parallel title in Traditional Mongolian."""
    return _with_parallel(topic, form, volume, language="chi")


def in_both(topic: _Row, form: _Row, volume: int) -> Work:
    """The work in Chinese and Mongolian on facing pages."""
    return _with_parallel(topic, form, volume, language="mul", subtitle="蒙汉对照")


def _chinese(topic: _Row, turn: int) -> Work:
    forms = [form for form in rows("catalogue/patterns_zh") if form["group"] == topic["group"]]
    form = forms[(turn + mixed(topic["topic"])) % len(forms)]
    lap = turn // len(forms)
    regions = lists("catalogue/stock")["regions"]
    places = ["", *shuffled(regions, topic["topic"], form["title"])] if topic["regional"] else [""]
    first = mixed(topic["topic"], form["title"]) % 3 == 0  # a third begins with a league or city
    place = places[(lap + first) % len(places)]
    volume = lap // len(places) + 1
    return Work(
        title=place + form["title"].format(t=topic["topic"]) + (f"（第{volume}辑）" if volume > 1 else ""),
        topic=topic["topic"],
        group=topic["group"],
        clc=topic["clc"],
        subjects=(*topic["subjects"].split(";"), *([place] if place else [])),
        kind=form["kind"],
        subtitle="" if place and "{r}" in form["subtitle"] else form["subtitle"].format(r=pick(regions, topic, turn)),
        since=int(topic["since"]),
    )


def _english(topic: _Row, turn: int) -> Work:
    forms = [form for form in rows("catalogue/patterns_en") if form["group"] == topic["group"]]
    form = forms[(turn + mixed(topic["topic"])) % len(forms)]
    volume = turn // len(forms) + 1
    title = form["title"].format(t=topic["topic"]).replace(" The ", " the ")
    return Work(
        title=f"{title}, vol. {volume}" if volume > 1 else title,
        topic=topic["topic"].replace("The ", "the "),
        group="en",
        clc=topic["clc"],
        subjects=tuple(topic["subjects"].split(";")),
        language="eng",
        kind=form["kind"],
        subtitle=form["subtitle"],
        since=int(topic["since"]),
    )


def _mongolian(topic: _Row, form: _Row, *, title: str, title_mn: str = "", other_titles: tuple[str, ...] = ()) -> Work:
    return Work(
        title=title,
        topic=topic["zh"],
        group="mn",
        clc=topic["clc"],
        subjects=tuple(topic["subjects"].split(";")),
        language="mon",
        kind=form["kind"],
        title_mn=title_mn,
        other_titles=other_titles,
    )


def _with_parallel(topic: _Row, form: _Row, volume: int, *, language: str, subtitle: str = "") -> Work:
    return Work(
        title=_zh(topic, form, volume),
        topic=topic["zh"],
        group="mong",
        clc=topic["clc"],
        subjects=tuple(topic["subjects"].split(";")),
        language=language,
        subtitle=subtitle,
        title_mn=_traditional(topic, form, volume),
    )


def _traditional(topic: _Row, form: _Row, volume: int) -> str:
    title = f"{topic['traditional']} {form['traditional']}"
    return f"{title} ᠳᠡᠪᠲᠡᠷ {volume}" if volume > 1 else title


def _cyrillic(topic: _Row, form: _Row, volume: int) -> str:
    title = f"{topic['cyrillic']} {form['cyrillic']}"
    return f"{title}, {volume}-р дэвтэр" if volume > 1 else title


def _zh(topic: _Row, form: _Row, volume: int) -> str:
    return topic["zh"] + form["zh"] + (f"（第{volume}册）" if volume > 1 else "")
