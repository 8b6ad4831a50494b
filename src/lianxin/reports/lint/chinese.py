"""The Chinese of work reports as the lint reads it."""

from __future__ import annotations

import re
from math import inf

from django.utils.translation import gettext_lazy as _

from lianxin.figures.units import Unit
from lianxin.reports.lint.chinese_numbers import (
    AFTER,
    BEFORE,
    BOUNDS_AFTER,
    BOUNDS_BEFORE,
    CN,
    amounts,
    worth,
)
from lianxin.reports.lint.words import HELD, Way, Words
from lianxin.reports.wording import ABOUT

PHRASES = (
    r"首次(?:来访|登录|注册|申请|使用|见面|申报|评级|谈话|会见|办理|接待|参评)|首[先席都府长脑要]|首个工作日"
    r"|第一(?:时间|责任人|书记|线|步|手|课堂|资源|要务|副?会长|副?主任)|居[民家住委]|[把放摆置列][^，。；]{0,12}首位|居首位的"
    r"|最多跑|最[多高大低少早](?:[不可只为限程化公努范力优工生]|人民|检察|法院|奖|学府|荣誉)|排名不分|领先(?:技术|企业|水平|示范)|唯一(?:性|标识|编码)"
    r"|率先垂范|位列其中|计划(?:单列|外|生育)|[按依根列纳][^，。；]{0,8}计划|(?:行动|工作|年度|培养|实施)计划|[模虚]拟|拟[定写任]|争取(?:支持|资金|经费|政策|项目|到|了)"
    r"|[最附临靠邻亲相]近|近[年日期来况些]|[签预合节履制邀条]约|约[定谈束稿见]|超[前额时级市]|[其业剩]余|余(?:下|缺|热|地)|增长[点极率]|高达标"
)
UP = r"不降反升|增长|增加|上升|提高|提升|攀升|扩大|增至|上涨|翻了?[一两三]?番|翻倍|成倍增[长加]|递增|走高|回升|增多"
DOWN = r"不[升增]反降|下降|减少|降低|回落|下滑|降至|减至|缩减|下跌|递减|减半"
FLAT = r"(?:基本|大体|大致)?持平"
EACH_YEAR = r"逐年|连年|年年|连续[两三四五六七八九十\d]+年"
AGAINST = (
    r"同比|环比|[比较与和同](?:上年|去年|前年|上期|上一?季度|上月|年初|往年|同期)[^，。；]{0,4}?|" + EACH_YEAR
)
STATES = r"建立|成立|办结|完成|配[备齐]|落实|到位|覆盖|达标|解决|答复|整改|按期|送达|阅读|开展|参加|纳入|实现|设立|通过|建成|开通|报送"
NUMERAL = r"(?:[一二三四五六七八九十]{1,3}|[0-9]{1,3})"

CHINESE = Words(
    sentence=re.compile(r"[^。！？!?；;]+"),
    clause_end=re.compile(r"[，,、：:（()）]"),
    quoted=re.compile(r"《[^》]*》|[“「『][^”」』]*[”」』]"),
    phrases=re.compile(PHRASES),
    amounts=amounts,
    number=lambda numeral: int(numeral) if numeral.isdigit() else worth(numeral),
    rule=re.compile(r"须|应当|不得|方可|方予|方能|凡是?|条件|每(?:年|半年|季度|两?个?月|周)(?:至少|不少于)"),
    limit=re.compile(r"至少|不少于|不低于|不超过|以上|以下|分之"),
    exact_behind=re.compile(rf"[^，。；（{HELD}]{{0,6}}（[^（）{HELD}]{{0,4}}{HELD}[^（）{HELD}]{{0,4}}）"),
    before=(BEFORE, BOUNDS_BEFORE),
    after=(AFTER, BOUNDS_AFTER),
    instead=_("The exact value is printed here: put “{word}” into the figure, where it is checked."),
    heads=(
        (re.compile(r"(?P<word>人数)(?:总数|合计|累计|为|是|有|共|计|达到?|：|:)*$"), Unit.PERSON_TIMES),
        (re.compile(r"(?P<word>人次)(?:总数|合计|累计|为|是|有|共|计|达到?|：|:)*$"), Unit.PEOPLE),
    ),
    counted=re.compile(
        r"人次|人(?![员才士大民口数物家际生力心文权类工事社道流均])|名(?![单额称义师家副人列录牌])|位(?![于列置居次])|家(?![庭长属园乡校])"
        r"|个(?![体人性别案工])|件(?!数)|起(?![草步诉来到用源点])|场(?![地所景次馆面])|次(?![数日年序要])|期(?![间限刊末满货])|篇(?![章目幅])"
        r"|票(?![据数])|份(?!额)|班(?![子级次组主])|对(?![于外方此待接口象应比])"
    ),
    units={unit: unit.words for unit in Unit},
    part=re.compile(r"其中"),
    capped=re.compile(r"(?<!增长)(?<!完成)(?<!达成)率[^，。；]{0,4}$|(?:占比|比重|比例)[^，。；]{0,4}$"),
    covered=re.compile(
        r"(?:百分之百|100%)覆盖|覆盖率(?:达到?|为)?(?:百分之百|100%)|全覆盖|全面覆盖|全部覆盖|实现覆盖|应[建配联][尽应][建配联]|不留空白|无一空白"
    ),
    every=re.compile(
        rf"(?:各|每[个家件户]|所有|全体)[^，。；]{{1,12}}(?:[均都]已|全部|[均都](?={STATES}))|全部(?:已|均|都)?(?={STATES})"
        r"|无一|[一零][个户家件]不[漏落少]|零(?:遗漏|空白|超期)|人人|户户|家家|件件|个个"
    ),
    not_yet=re.compile(
        r"尚未|未能|没有|还未|并非|力争|争取|推动|推进|努力|确保|计划|拟|将|目标|逐步|加快|朝着|旨在|促进|着力|有望|防止|避免|为了?|要|离|距"
    ),
    moved=re.compile(
        rf"(?P<against>{AGAINST})[^，。；]{{0,8}}?(?P<a>{UP}|{DOWN}|{FLAT})"
        rf"|(?P<b>{UP}|{DOWN})(?:了|到|至|为|达|约|近)*(?=[\d０-９{HELD}]|[{CN}]+[倍成]|一?半)"
        rf"|(?:人数|人次|数量|总数|总量|件数|场次|比例|占比|(?<![效频])率)[^，。；]{{0,6}}(?P<c>{UP}|{DOWN}|{FLAT})"
        rf"|[是为达](?P<against_e>{AGAINST}|上年|去年|同期)(?P<e>的)(?=[{CN}\d]+倍|一半)"
        r"|(?P<d>创(?:下|出|造)?(?:了|历年|历史|同期|近[^，。；]{1,3}年)?的?新[高低])"
    ),
    ways=(
        (re.compile(r"两番"), Way(1, 4)),
        (re.compile(r"三番"), Way(1, 8)),
        (re.compile(r"番|翻倍|成倍"), Way(1, 2)),
        (re.compile(r"减半"), Way(-1, 0.5)),
        (re.compile(DOWN + r"|新低"), Way(-1)),
        (re.compile(r"..持平"), Way(0, slack=ABOUT)),
        (re.compile(r"持平"), Way(0)),
        (re.compile(UP + r"|新高"), Way(1)),
        (re.compile(r"的"), Way(0, slack=inf)),
    ),
    stretch=re.compile(r"环比"),
    each_year=re.compile(EACH_YEAR),
    record=re.compile(r"新[高低]"),
    by=re.compile(r"[^，。；]*?(?:了|(?P<to>[到至为的]))?"),
    first=re.compile(r"首次|第一次|首[个家届批]"),
    pioneer=re.compile(r"率先|首创|开创性|填补[^，。；]{0,16}空白|前所未有|史无前例|有史以来"),
    rank=re.compile(
        rf"(?:位居|位列|名列|排名|居)[^，。；{HELD}]{{0,6}}?(?:前(?P<among>{NUMERAL})|第(?P<nth>{NUMERAL}))(?=[名位，。、；）]|$)"
        r"|(?P<low>最少|最低|垫底|末位)|(?P<beyond>前列|前茅|领先|唯一|第一(?:方阵|梯队))"
        r"|居首|首位|榜首|之首(?=[，。、；]|$)|最多|最高|最快|最早|最大|第一(?=[位名，。、；！）]|$)|(?P<vague>位居|位列|名列|排名)"
    ),
    planned=re.compile(
        r"计划|拟|预计|预期|将(?:再|继续|陆续|新)?(?:于|会|在|举办|召开|开展|新建|达|组织|培训|建成|实现|印发|走访)|(?:筹备|准备|打算|有望|力争|争取)(?=[^，]*$)"
    ),
    planned_behind=re.compile(r"[^，。；、]{0,6}(?:将|拟|计划)于"),
    served=re.compile(r"[为向对给]$|面向$|组织$|邀请$"),
    done=re.compile(r"已经?|实际|完成|共|现有|目前|[今去上本全]年|以来|此前|本期|截至|成功|圆满"),
    summed=re.compile(r"累计"),
    since=re.compile(
        r"以来|自[^，。；]*[起后]|从[^，。；]*开始"
        r"|(?<!截至)(?<!截止)(?:[0-9]{4}|[〇零一二三四五六七八九]{4})年(?![0-9一二三四五六七八九十]{1,3}月)"
    ),
)
