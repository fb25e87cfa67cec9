"""Variant characters that simplification leaves alone: each line is the usual form, then the others.

After 《第一批异体字整理表》 (1955, with its later corrections) and the forms that old imprints and catalogues
abroad use. A librarian may add a line; a change here means a new VERSION in `search/analysis/words.py`.
"""

_LINES = """
冰氷 国囯囻 学斈 卫衞 妒妬 姊姉 仿倣 劫刧刦刼 回囘囬廻 坤堃 垛垜 堤隄 婿壻 宁寍甯 实寔 岩巗嵒喦 崖厓
帆颿 携擕 救捄 映暎 暖煖煗 柏栢 梅楳槑 棋碁 概槪槩 榨搾 欢懽驩 款欵 浚濬 浩澔 灾烖 炮砲礮 照炤 瓶缾
疏疎踈 痹痺 皋皐臯 睹覩 砖甎 稿稾 窗窓牎牕 管筦 绸䌷 罚罸 翅翄 耕畊 肢胑 膳饍 花芲蘤 苏甦 蛙鼃 蝶蜨
袖褎 裙帬裠 褓緥 蹄蹏 躬躳 辉煇𪸩 迫廹 逃迯 遍徧 邻隣 锄耡鉏 阔濶 阴隂 隶隷 雁鴈 鞍鞌 韭韮 魂䰟
麻蔴 鼓皷 奔犇逩 比毞 草艸 插揷 场塲 乘椉 吃噄 敕勅勑 雠讐 船舩 慈𢡱 村邨 达逹 德悳惪 凳櫈 杜荰
法灋 翻飜繙 佛仏 糕餻 歌謌 构搆 果菓 函圅 和龢咊 怀褱 婚㛰 剑剱 阶堦 俊寯 考攷 腊臈 莅涖 留畱畄
琉瑠 略畧 脉衇 卯夘夗 美羙 梦夣 妙玅 亩畞 年秊 期朞 启唘 强彊 峭陗 琴琹 融螎 软輭 蕊蕋蘂 桑桒 似佀
寿夀 漱潄 松枀 塔墖 糖餹 眺覜 往徃 贤贒 享亯 效効傚 叙敍 焰燄 验騐 燕鷰 扬颺 野埜壄 以㠯 艺秇 寓庽
户戸 青靑 清淸 乡鄕 尔尓 高髙 吴呉 奶嬭 渊渕 砧碪 址阯 置寘 煮煑 专耑 总緫 最冣
"""


def _table() -> dict[str, str]:
    return {variant: group[0] for group in _LINES.split() for variant in group[1:]}


VARIANTS = _table()
