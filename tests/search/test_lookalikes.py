"""Characters that look alike, as measured on rendered glyphs."""

import pytest

from search.analysis import han
from search.analysis.lookalikes import _table, lookalikes

GROUPS = """
冶治 己已 已巳 未末 土士 日曰 人入 大太 大犬 草革 折拆 候侯 即既 拔拨 晴睛 辩辨 代伐 准淮 免兔 戊戌 戌戍 徽微 幕慕 墓幕
浙淅 缀辍 王玉 王主 干千 千于 木本 治洽 蓝篮 毫亳 赢羸 概慨 育肓 住往 遣遗 崇祟 茶荼 栗粟 梁粱 汩汨 延廷 侍待 师帅 狼狠
哀衷 哀衰 壁璧 竟竞 复夏 乌鸟 史吏 牛午 仑仓 特持 宣宜 刺剌 盲肓 徒徙 裁栽 贷货 天夫 刀力 侯喉 帐账 即既 夭天 兵乒
"""


@pytest.mark.parametrize("pair", sorted(set(GROUPS.split())))
def test_characters_that_people_confuse_look_alike_both_ways(pair: str) -> None:
    one, two = tuple(pair)
    assert two in lookalikes(one)
    assert one in lookalikes(two)


@pytest.mark.parametrize(("one", "two"), ["草原", "蒙古", "区旗", "一龙", "图书", "鸟马人"[::2]])
def test_characters_that_nobody_confuses_do_not(one: str, two: str) -> None:
    assert two not in lookalikes(one)


@pytest.mark.parametrize("char", ["", "a", "。", "\u1820", "\ud800", "𪸩"])
def test_what_was_not_measured_has_none(char: str) -> None:
    assert lookalikes(char) == ""


def test_likeness_is_mutual_and_of_few() -> None:
    table = _table()
    assert 2000 < len(table) < 6000
    for char, others in table.items():
        assert 1 <= len(set(others)) == len(others) <= 6
        assert char not in others
        assert all(char in table[other] for other in others)


def test_all_are_characters_as_folding_leaves_them() -> None:
    table = _table()
    assert all(len(char) == 1 and han.fold(char) == char for char in table)


def test_the_nearest_stands_first() -> None:
    assert lookalikes("冶")[0] == "治"
    assert lookalikes("末")[0] == "未"
    assert lookalikes("睛")[0] == "晴"
