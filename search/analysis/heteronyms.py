"""Characters with several sounds (多音字), for text whose words nobody can be sure of.

An index keeps pairs of characters. A pair that begins a name (曾国) or reaches across two words (银行|调查: 行调) is no
phrase that a list could read, and sometimes it is one by chance (银行|会计: 行会). `other_readings` gives what a pair
may be besides `pinyin.readings`: only sounds that differ without their tones, and only those in use today. The table
was written down for this project.
"""

from itertools import islice, product

from pypinyin.phrases_dict import phrases_dict

from search.analysis.pinyin import Syllables, readings

MOST = 3

_LINES = """
阿a/e 柏bai/bo 薄bao/bo 剥bo/bao 堡bao/pu 便bian/pian 伯bo/bai 泊bo/po 卜bu/bo 参can/shen/cen 藏cang/zang 曾zeng/ceng
查cha/zha 差cha/chai 刹sha/cha 单dan/shan/chan 长chang/zhang 朝chao/zhao 车che/ju 称cheng/chen 乘cheng/sheng
盛sheng/cheng 匙chi/shi 重zhong/chong 种zhong/chong 畜chu/xu 传chuan/zhuan 大da/dai 弹dan/tan 石shi/dan 得de/dei
的de/di 地di/de 提ti/di 调diao/tiao 都du/dou 读du/dou 度du/duo 恶e/wu 番fan/pan 蕃fan/bo 繁fan/po 佛fo/fu 否fou/pi
盖gai/ge 给gei/ji 合he/ge 龟gui/jun/qiu 还hai/huan 行xing/hang 巷xiang/hang 和he/huo/hu 红hong/gong 会hui/kuai 奇qi/ji
系xi/ji 贾jia/gu 降jiang/xiang 强qiang/jiang 角jiao/jue 觉jue/jiao 校xiao/jiao 解jie/xie 卡ka/qia 壳ke/qiao
落luo/la/lao 乐le/yue 勒le/lei 六liu/lu 陆lu/liu 露lu/lou 绿lv/lu 率lv/shuai 脉mai/mo 没mei/mo 秘mi/bi 缪miao/mou/miu
模mo/mu 万wan/mo 粘zhan/nian 迫po/pai 朴pu/piao 瀑pu/bao 曝pu/bao 栖qi/xi 铅qian/yan 纤xian/qian 亲qin/qing 仇chou/qiu
区qu/ou 圈quan/juan 塞sai/se 色se/shai 厦sha/xia 召zhao/shao 什shi/shen 省sheng/xing 识shi/zhi 似si/shi 熟shu/shou
属shu/zhu 数shu/shuo 说shuo/shui 宿su/xiu 拓tuo/ta 尾wei/yi 尉wei/yu 蔚wei/yu 吓xia/he 洗xi/xian 血xue/xie 削xue/xiao
殷yin/yan 叶ye/xie 员yuan/yun 扎zha/za 轧zha/ya/ga 翟zhai/di 择ze/zhai 折zhe/she 着zhe/zhuo/zhao 仔zi/zai 尺chi/che
谌chen/shen 覃qin/tan 黑hei/he 那na/nuo 哪na/nei 谷gu/yu 俟qi/si 茄qie/jia 咖ka/ga 伽jia/qie/ga 蚌bang/beng 莘xin/shen
浚jun/xun 沓ta/da 氏shi/zhi 娜na/nuo 漯luo/ta 莞guan/wan 隗wei/kui 郇xun/huan 厘li/xi 术shu/zhu
"""


def _table() -> dict[str, tuple[str, ...]]:
    return {word[0]: tuple(word[1:].split("/")) for word in _LINES.split()}


_SOUNDS = _table()


def usual_sounds(char: str) -> tuple[str, ...]:
    """The sounds of a folded character, the usual one first, without tones; none for what has no reading."""
    return _SOUNDS.get(char) or tuple(filter(None, readings(char)))


def other_readings(word: str) -> tuple[Syllables, ...]:
    """At most `MOST` readings of a folded word of a few characters besides `readings(word)`.

    None of a known phrase, unless two of its characters have several sounds: then it may be one by chance.
    """
    several = sum(char in _SOUNDS for char in word)
    if several < (2 if word in phrases_dict else 1):
        return ()
    known = readings(word)
    ways = product(*(dict.fromkeys((read, *_SOUNDS.get(char, ()))) for char, read in zip(word, known, strict=True)))
    return tuple(islice((way for way in ways if way != known), MOST))
