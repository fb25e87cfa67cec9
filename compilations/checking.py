"""What is looked at before a volume is built, so that nobody finds it in print."""

import unicodedata
from collections.abc import Iterator

from compilations.blocks import Picture, runs_of, words
from compilations.imprint import imprint_lines
from compilations.landmarks import PlacedSection, placed
from compilations.pictures import Pictures
from compilations.volume import Volume, VolumeEntry
from desk.errors import Invalid
from printing.fonts import missing_characters

_NAMED = 5


def refuse_empty(volume: Volume) -> None:
    """Refuse a volume without entries."""
    if not volume.entry_count:
        raise Invalid("汇编“{title}”里还没有条目。请先加入书目或文字，再制作。", title=volume.title)


def refuse_missing(volume: Volume, pictures: Pictures) -> None:
    """Refuse pictures whose files are not there, naming the first of them with their places."""
    lost = [
        f"“{entry.title}”里的{words(block.caption) or block.alt or block.name}"
        for entry in volume.entries
        for block in entry.blocks
        if isinstance(block, Picture) and not pictures.is_kept(block)
    ]
    if lost:
        raise Invalid(
            "有 {count} 幅图片的文件找不到了：{named}。请重新插入后再制作。",
            count=len(lost),
            named="；".join(lost[:_NAMED]),
        )


def refuse_unprintable(volume: Volume) -> None:
    """Refuse characters that no font of the desk can set, naming the first of them with their places."""
    refuse_private_use(volume)
    missing = set(missing_characters("".join(_characters(volume))))
    if missing:
        raise Invalid(
            "有 {count} 个字没有字体可以印出：{named}。请改写，或请系统管理员补充字体。",
            count=len(missing),
            named=_placed(volume, missing),
        )


def refuse_private_use(volume: Volume) -> None:
    """Refuse codes that mean something in one font alone, as old Mongolian software has them: others see boxes."""
    private = {character for character in _characters(volume) if unicodedata.category(character) == "Co"}
    if private:
        raise Invalid(
            "有 {count} 个字用的是私用区编码，不能印出：{named}。旧版蒙古文软件录入的文字请先转换为国际标准编码。",
            count=len(private),
            named=_placed(volume, private),
        )


def _characters(volume: Volume) -> set[str]:
    return {character for _place, text in _texts(volume) for character in text}


def _placed(volume: Volume, sought: set[str]) -> str:
    """The first of these characters, each with the place where it stands first."""
    places: dict[str, str] = {}
    for place, text in _texts(volume):
        for character in text:
            if character in sought:
                places.setdefault(character, place)
    return "；".join(f"{each}（U+{ord(each):04X}，{place}）" for each, place in list(places.items())[:_NAMED])


def _texts(volume: Volume) -> Iterator[tuple[str, str]]:
    """Every text of the volume with the place where a person would look for it."""
    for text in (volume.title, volume.title_mn, volume.title_en, volume.conference, volume.edition, volume.editors):
        yield "封面", text
    for block in volume.preface:
        yield from (("编者的话", words(runs)) for runs in runs_of(block))
    yield from (("封底", text) for text in (volume.back_text, *(value for _label, value in imprint_lines(volume))))
    for each in placed(volume):
        if isinstance(each, PlacedSection):
            yield f"专题“{each.section.title}”", each.section.title
        else:
            entry, place = each.entry, f"“{each.entry.title}”"
            yield from ((place, text) for text in (entry.title, *entry.sources, *_headings(entry)))
            yield from ((place, words(runs)) for block in entry.blocks for runs in runs_of(block))


def _headings(entry: VolumeEntry) -> Iterator[str]:
    return (term.heading for term in entry.terms)
