"""Searches on data that cannot lie in the repository: DESK_TEST_DATA names the folder that holds it."""

import random
import re
import warnings
from dataclasses import replace
from pathlib import Path

import rjieba
from mongol_norm import MongolianShaper

from tests import real_data
from tests.search.shelf import BLANK, ask, engine_with

pytestmark = real_data.needed


def test_the_same_ink_under_other_codes_finds_its_title(tmp_path: Path) -> None:
    shaper = MongolianShaper("MNG")
    lines = (real_data.FOLDER / "mongolian" / "words_dev.tsv").read_text(encoding="utf-8").splitlines()[1:]
    words = [line.split("\t")[1] for line in lines]
    chosen = random.Random(7)
    titles = list(dict.fromkeys(" ".join(chosen.sample(words, chosen.randint(2, 6))) for _ in range(3000)))
    held = [replace(BLANK, record_id=number, title=(title,)) for number, title in enumerate(titles, start=1)]
    engine = engine_with(tmp_path / "index", held)

    def encoded(title: str) -> str:
        return " ".join(shaper.normalize(word, strict=False) for word in title.split(" "))

    for typed in (encoded, lambda title: title.replace("\u202f", " "), lambda title: title.replace("\u202f", "\u180e")):
        sought = chosen.sample(range(len(titles)), 300)
        found = [ask(engine, typed(titles[place]), size=10).hits for place in sought]
        missed = [
            place for place, hits in zip(sought, found, strict=True) if place + 1 not in {h.record_id for h in hits}
        ]
        assert len(missed) <= 3


def test_rjieba_cuts_laws_and_reports_as_jieba_does() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an old package: its own regular expressions warn
        import jieba
    jieba.setLogLevel(60)
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(real_data.POLICY.glob("*.md")))
    for run in re.findall(r"[\u4e00-\u9fd5]+", text):
        assert rjieba.cut(run) == jieba.lcut(run)
        assert rjieba.cut_for_search(run) == jieba.lcut_for_search(run)
