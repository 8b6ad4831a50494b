"""A third corpus, written after the second one was mended and before the lint saw it: how well its rules carry to new sentences."""

from __future__ import annotations

from tests.reports.lint_corpus_2 import DISTRICTS, right, wrong

WRONG = [
    wrong("一年来新发展会员四十余名，会员总量再上台阶。", "unbound", "四十余名"),
    wrong("全市三分之一以上的社会组织尚未配备联络员。", "unbound", "a share as a fact"),
    wrong("专题调研形成报告8篇，其中3篇获领导批示。", "unbound", "typed, twice"),
    wrong("志愿服务总时长突破一万小时。", "unbound", "hours"),
    wrong(
        "举办培训班{{B3.classes}}，培训{{B3.trained_times}}，人均参训1.7次。",
        "unbound",
        "an average",
        B3_classes="33",
        B3_trained_times="2234",
    ),
    wrong("微信公众号推送信息两百多条，阅读量逾十万。", "unbound", "两百多条 and 逾十万"),
    wrong("会员平均年龄38岁，七成具有本科以上学历。", "unbound", "an age and a share"),
    wrong("争取到帮扶资金人民币贰拾万元。", "unbound", "capital numerals"),
    wrong("接近{{D11.students||名}}大学生获得奖励。", "words", "nearly one's own value", D11_students="1004"),
    wrong("超{{D12.beneficiaries}}受益。", "words", "above one's own value", D12_beneficiaries="9846"),
    wrong("参与网络评选的群众{{D5.votes}}上下。", "words", "about one's own value", D5_votes="4300"),
    wrong(
        "服务群众2000人次（{{D12.beneficiaries}}）。", "value", "2,000 is not 9,846", D12_beneficiaries="9846"
    ),
    wrong("按期办结率达98%（{{C6.on_time}}）。", "value", "it is 95 %", C6_on_time="95/100"),
    wrong(
        "结业学员共{{B3.trained_times}}人。",
        "unit",
        "person-times said to be people",
        B3_trained_times="2234",
    ),
    wrong("走访结对人士{{B5.visits}}对。", "unit", "visits are no pairs", B5_visits="90"),
    wrong(
        "每个社会组织都已配齐联络员，配备率{{C4.liaison_rate}}。",
        "coverage",
        "226 of 263",
        C4_liaison_rate="226/263",
    ),
    wrong(
        "工作站办件{{C6.cases}}，按期办结率{{C6.on_time}}，做到零超期。",
        "coverage",
        "one was late",
        C6_cases="270",
        C6_on_time="269/270",
    ),
    wrong(
        "论坛规模逐年扩大，今年参加{{D1.forum_times}}。",
        "change",
        "it fell",
        D1_forum_times="3356 ← 3600 ← 3300",
    ),
    wrong("双月通报阅读率{{D3.read_rate}}，比上年下降。", "change", "it rose", D3_read_rate="7/10 ← 6/10"),
    wrong(
        "入库人数较上年增长近一倍，达到{{B1.register||名}}。",
        "change",
        "6.5 % is not nearly 100 %",
        B1_register="1012 ← 950",
    ),
    wrong(
        "网络评选投票{{D5.votes}}，创历史新低。",
        "change",
        "lower two years ago",
        D5_votes="4000 ← 4300 ← 3900",
    ),
    wrong("首批列名联系交友{{B5.pairings}}。", "first", "there were pairings before", B5_pairings="40 ← 20"),
    wrong(
        "入库{{B1.register||名}}，西岗区列各区市县第一。",
        "rank",
        "it is third",
        B1_register="1012",
        districts=DISTRICTS,
    ),
    wrong(
        "论坛{{D1.forum_times}}参加，规模居全省之首。",
        "rank",
        "nothing here knows the province",
        D1_forum_times="3356",
    ),
    wrong("论坛拟邀请嘉宾演讲，预计吸引{{D1.forum_times}}。", "planned", "a plan", D1_forum_times="3356"),
    wrong(
        "律师义工团累计服务{{D12.beneficiaries}}，赢得广泛赞誉。",
        "since",
        "since when?",
        D12_beneficiaries="9846",
    ),
]

RIGHT = [
    right("本通知自2017年8月1日起施行，有效期3年。", "day and duration"),
    right("参会人员请于当日8:30前在1号门集合，乘坐101路公交车前往。", "hour, gate, line"),
    right("大连市新的社会阶层人士联谊会第一届理事会第五次会议召开。", "names of meetings"),
    right("坚持问题导向，做到一把尺子量到底，一张蓝图绘到底。", "idioms"),
    right(
        "大连市八一路社区、三八广场街道、五一广场站点率先启用。".replace("率先", "先行"), "names of places"
    ),
    right("万达集团、百度公司、千山药业等企业的代表作了交流。", "names of firms"),
    right(
        "入库{{B1.register|余|名}}，比去年略有增加。",
        "1,012 is above 1,000, and it rose",
        B1_register="1012 ← 950",
    ),
    right("按期办结率达95%（{{C6.on_time}}）。", "so it is", C6_on_time="95/100"),
    right("走访{{B5.visits}}，是上年的两倍。", "so it is", B5_visits="80 ← 40"),
    right("会员代表多次强调，要把服务做到第一线、最前沿。", "多, 第一, 最 inside words"),
    right(
        "全部工作由市级牵头单位负责统筹，覆盖率{{C2.coverage}}。", "全部 is an attribute", C2_coverage="9/10"
    ),
    right(
        "各区市县联谊会实现全覆盖（{{C2.coverage}}），社会组织联络员配备率{{C4.liaison_rate}}。",
        "the coverage is the first rate",
        C2_coverage="10/10",
        C4_liaison_rate="226/263",
    ),
    right("要在明年底前力争实现联络员全覆盖。", "an aim"),
    right("评选活动有序推进，将于近日公布结果。", "a plan without a figure"),
    right("入库{{B1.register||名}}，长海县居末位。", "so it is", B1_register="1012", districts=DISTRICTS),
    right("双月通报{{D3.bulletins}}，累计阅读情况自2016年7月起统计。", "a stated date", D3_bulletins="5"),
    right("社会组织负责人任期一般不超过两届，每届五年。", "a rule"),
    right("论坛参加{{D1.forum_times}}，未出现下降。", "not claimed to fall", D1_forum_times="3356 ← 3300"),
]
