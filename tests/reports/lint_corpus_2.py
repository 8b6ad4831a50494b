"""A second corpus, written from the house's table of words for numbers and before any look at the lint's own code.

Sentences as they stand in work reports, notices and briefs of a federation. Each entry: the sentence, the kinds of findings that it
must give (none when it is right), why, and the values of its figures. A value is "now ← a year before ← two years before", a rate is
"numerator/denominator", and "KEY by district" gives the districts' values.
"""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    text: str
    kinds: set[str]
    why: str
    values: dict[str, str]


def wrong(text: str, kinds: str, why: str, **values: str) -> Case:
    return Case(text, set(kinds.split()), why, _keys(values))


def right(text: str, why: str, **values: str) -> Case:
    return Case(text, set(), why, _keys(values))


def _keys(values: dict[str, str]) -> dict[str, str]:
    """`B1_register` is the key B1.register; `districts` are those of B1.register."""
    return {
        "B1.register by district" if name == "districts" else name.replace("_", ".", 1): value
        for name, value in values.items()
    }


DISTRICTS = "中山区 200, 金州区 150, 西岗区 80, 长海县 9"

WRONG = [
    # Amounts that no record holds, in every dress.
    wrong("一年来，市社科联共开展学术沙龙12场，参与专家学者近百人。", "unbound", "12场 and 近百人 are typed"),
    wrong(
        "举办培训二十余期，培训骨干{{B3.trained_people||名}}。",
        "unbound",
        "二十余期 is typed",
        B3_trained_people="1299",
    ),
    wrong(
        "全年走访会员企业数百家，征集意见建议{{B5.needs}}。", "unbound", "数百家 is an amount", B5_needs="46"
    ),
    wrong("上千名会员参加了网络春晚线上互动。", "unbound", "上千名 is an amount"),
    wrong("发放宣传手册1.2万份。", "unbound", "a decimal with 万"),
    wrong("服务群众二千三百人次，得到一致好评。", "unbound", "Chinese numerals"),
    wrong("先后在甘井子区、金州区组织送法进企业活动两场，听众约300人。", "unbound", "两场 and 约300人"),
    wrong("参加论坛的嘉宾达五百多人，规模空前。", "unbound", "五百多人"),
    wrong("法律咨询热线接听电话1,860个。", "unbound", "digits with a comma"),
    wrong("会员中具有高级职称的占比三分之一。", "unbound", "a share stated as a fact"),
    wrong("投入专项经费50万元，改造活动阵地3处。", "unbound", "money and places"),
    wrong("共收到提案建议一百二十件，立案率达85.5%。", "unbound", "a number and a rate"),
    wrong("新媒体平台关注人数由1.1万增加到1.5万。", "unbound", "both ends are typed, with no measure word"),
    wrong("全市建有市级示范站3个、区级示范站15个。", "unbound", "a list of typed numbers"),
    wrong("每名义工年均服务时长达四十八小时。", "unbound", "an average is a figure"),
    wrong("募集图书几千册，惠及十几所乡村小学。", "unbound", "几千 and 十几"),
    wrong("参训学员满意率百分之九十八。", "unbound", "a rate in Chinese numerals"),
    wrong("受益群众达９８００余人次。", "unbound", "full-width digits are digits"),
    wrong("近半数会员来自中介组织。", "unbound", "a share in words"),
    wrong("已培育示范组织3—5家不等。", "unbound", "a range"),
    wrong(
        "入库人数由上年的950名增至{{B1.register||名}}。",
        "unbound",
        "the earlier value is typed",
        B1_register="1012 ← 950",
    ),
    wrong(
        "建言{{D9.papers}}，同比增长16.7%。",
        "unbound",
        "a typed change, though the direction is true",
        D9_papers="35 ← 30",
    ),
    # Words for numbers beside a figure, and against themselves.
    wrong("入库{{B1.register||名}}以上。", "words", "the exact value is printed", B1_register="1012"),
    wrong(
        "论坛参加人次突破{{D1.forum_times}}。",
        "words",
        "one cannot go beyond one's own value",
        D1_forum_times="3356",
    ),
    wrong("律师义工不足{{D12.lawyers||名}}。", "words", "below one's own value", D12_lawyers="612"),
    wrong(
        "培训学员将近{{B3.trained_people||名}}。", "words", "nearly one's own value", B3_trained_people="1299"
    ),
    wrong("受益群众逾{{D12.beneficiaries}}。", "words", "above one's own value", D12_beneficiaries="9846"),
    wrong("联系社会组织{{C1.organisations|约}}左右。", "words", "about, twice", C1_organisations="309"),
    wrong(
        "超过{{D12.lawyers|余|名}}律师加入义工团。", "words", "超过 never together with 余", D12_lawyers="612"
    ),
    wrong("近1000余名学生获得奖励。", "unbound words", "below and above at once, and typed"),
    wrong("大约两千多人次接受培训。", "unbound words", "about and above at once, and typed"),
    # The word in the tag is not true of the value.
    wrong("奖励大学生{{D11.students|近|名}}。", "value", "1,003 is not nearly 1,000", D11_students="1003"),
    wrong("{{D12.lawyers|余|名}}律师登记在册。", "value", "600 is 600", D12_lawyers="600"),
    wrong("论坛参加{{D1.forum_times|超过}}。", "value", "3,000 is not above 3,000", D1_forum_times="3000"),
    wrong("入库{{B1.register|约|名}}。", "value", "1,062 is 6.2 % off", B1_register="1062"),
    wrong(
        "服务群众{{D12.beneficiaries|近}}。", "value", "8,050 is 89.4 % of 9,000", D12_beneficiaries="8050"
    ),
    wrong(
        "服务对象满意率{{typed 103%|大统发〔2016〕12号|王芳}}。", "value", "no part is more than its whole"
    ),
    wrong(
        "入库{{B1.key_contacts||名}}，其中重点联系{{B1.register||名}}。",
        "value",
        "the part is larger",
        B1_key_contacts="300",
        B1_register="1012",
    ),
    # Units.
    wrong(
        "参加论坛的人数为{{D1.forum_times}}。",
        "unit",
        "person-times said to be people",
        D1_forum_times="3356",
    ),
    wrong(
        "培训学员{{B3.trained_times||名}}。", "unit", "person-times printed in 名", B3_trained_times="2234"
    ),
    wrong("共有{{D12.beneficiaries}}名群众受益。", "unit", "人次 and 名", D12_beneficiaries="9846"),
    wrong("开展主题活动{{D8.activities||期}}。", "unit", "events are 场", D8_activities="24"),
    wrong("接待咨询{{C6.cases}}人次。", "unit", "cases are no person-times", C6_cases="270"),
    wrong("网络评选吸引{{D5.votes}}人投票。", "unit", "votes are no people", D5_votes="4300"),
    # All of them, though not all.
    wrong("各区市县全部建立联谊会，覆盖率{{C2.coverage}}。", "coverage", "9 of 10", C2_coverage="9/10"),
    wrong(
        "社会组织联络员配备率{{C4.liaison_rate}}，无一空白。",
        "coverage",
        "226 of 263",
        C4_liaison_rate="226/263",
    ),
    wrong("按期办结率{{C6.on_time}}，件件按期、无一超期。", "coverage", "one was late", C6_on_time="269/270"),
    wrong(
        "所有社会组织均已配备联络员，共{{C4.organisations_with_liaison}}。",
        "coverage",
        "226 of 263",
        C4_organisations_with_liaison="226",
        C4_liaison_rate="226/263",
    ),
    wrong("区市县联谊会应建尽建，覆盖率{{C2.coverage}}。", "coverage", "9 of 10", C2_coverage="9/10"),
    wrong(
        "通报阅读率{{D3.read_rate}}，做到人人知晓、一个不漏。",
        "coverage",
        "7 of 10 read it",
        D3_read_rate="7/10",
    ),
    # Changes.
    wrong("论坛参加{{D1.forum_times}}，较去年有所增长。", "change", "it fell", D1_forum_times="3356 ← 3600"),
    wrong("培训{{B3.trained_times}}，环比下降。", "change", "it rose", B3_trained_times="2234 ← 1800"),
    wrong(
        "主题活动{{D8.activities}}，比上年增加了两倍。",
        "change",
        "doubled is one time more, not two",
        D8_activities="24 ← 12",
    ),
    wrong("办件{{C6.cases}}，同比下降一半。", "change", "a fifth", C6_cases="80 ← 100"),
    wrong("走访{{B5.visits}}，较上年减少三成。", "change", "a tenth", B5_visits="90 ← 100"),
    wrong(
        "入库{{B1.register||名}}，与上年基本持平。",
        "change",
        "it rose by two thirds",
        B1_register="1012 ← 600",
    ),
    wrong(
        "满意率{{C6.satisfied}}，创历年新高。",
        "change",
        "last year's was higher",
        C6_satisfied="80/91 ← 85/91 ← 80/91",
    ),
    wrong(
        "督办事项按期办结率{{A2.on_time}}，同比提高三成。",
        "change",
        "30 points, a half more: not three tenths",
        A2_on_time="9/10 ← 6/10",
    ),
    wrong("走访诉求{{B5.needs}}，连续三年上升。", "change", "it fell this year", B5_needs="40 ← 50 ← 30"),
    wrong(
        "中央层面采用建言{{D9.adopted_central}}，数量翻番。",
        "change",
        "7 is not twice 5",
        D9_adopted_central="7 ← 5",
    ),
    wrong(
        "经费压减，培训人次却不降反升，达{{B3.trained_times}}。",
        "change",
        "it fell",
        B3_trained_times="1800 ← 2234",
    ),
    # Firsts and ranks.
    wrong("首次举办网络评选{{D5.contests}}。", "first", "two in the year before", D5_contests="3 ← 2"),
    wrong(
        "我市律师义工团为全省首家，现有律师{{D12.lawyers||名}}。",
        "first",
        "nothing here knows the province",
        D12_lawyers="612 ← 500",
    ),
    wrong(
        "入库{{B1.register||名}}，长海县位居前三。",
        "rank",
        "it is last",
        B1_register="1012",
        districts=DISTRICTS,
    ),
    wrong(
        "各区市县中，西岗区入库人数居首，全市共{{B1.register||名}}。",
        "rank",
        "it is third",
        B1_register="1012",
        districts=DISTRICTS,
    ),
    wrong(
        "建言{{D9.papers}}，采用量稳居全省第一方阵。",
        "rank",
        "nothing here knows the province",
        D9_papers="35",
    ),
    # Planned is not held.
    wrong(
        "明年拟举办论坛，参加{{D1.forum_times}}。",
        "planned",
        "a plan with a figure of what was held",
        D1_forum_times="3356",
    ),
    wrong("第四季度计划开展走访{{B5.visits}}。", "planned", "as above", B5_visits="90"),
    wrong("力争年内办结诉求{{B5.needs_solved}}。", "planned", "an aim", B5_needs_solved="31"),
    wrong("年底前将召开经验交流会{{D2.meetings}}。", "planned", "as above", D2_meetings="6"),
    # Since when, by whom, in what form.
    wrong("累计办理诉求{{B5.needs}}。", "since", "since when?", B5_needs="46"),
    wrong("历年来累计提交建言{{D9.papers}}。", "since", "历年来 is no date", D9_papers="35"),
    wrong("获评全国先进集体{{typed 2个|办公室提供|李明}}。", "source", "no document"),
    wrong("争取财政资金{{typed 80万元|大统发〔2016〕12号|}}。", "source", "nobody answers for it"),
    wrong("２０１６年１０月，联谊会换届。", "width", "full-width digits in a date"),
    wrong("走访会员{{B5.visit}}。", "tag", "no such figure"),
]

RIGHT = [
    # Numbers that count nothing.
    right(
        "根据《中国共产党统一战线工作条例》第二十八条和大统发〔2016〕12号文件要求，制定本方案。",
        "article and document numbers",
    ),
    right("“十三五”以来，我市新的社会阶层人士统战工作取得明显成效。", "the name of a plan"),
    right("联谊会召开三届二次理事会议，审议通过年度工作报告。", "the name of a meeting"),
    right("第3届社会创新论坛参加{{D1.forum_times}}。", "an ordinal", D1_forum_times="3356"),
    right("深入学习贯彻党的十八届六中全会和省第十二次党代会精神。", "names of meetings"),
    right("七一前夕，组织新阶层人士赴一大会址参观学习。", "a day's name"),
    right("会议定于7月14日上午9时30分在市民健身中心3楼会议室召开。", "day, hour, floor"),
    right("联系电话：0411-83601234，传真：83601235，邮编116011。", "numbers of a line and a post office"),
    right(
        "请于2017年8月15日前将附件2、附件3报送至联谊会秘书处（中山区人民路88号1201室）。",
        "day, annexes, address",
    ),
    right("“两新”组织、“三新”论坛、“五个一”工程统筹推进。", "names in quotation marks"),
    right("坚持一手抓组织建设，一手抓作用发挥，一以贯之、久久为功。", "idioms"),
    right("千方百计帮助会员排忧解难，做到万无一失。", "idioms"),
    right("5A级社会组织可以优先承接政府转移职能。", "a grade"),
    right("12345热线转来的诉求，按规定在5个工作日内答复。", "a line's name and a term"),
    right("一季度、二季度、上半年的情况分别见表1、表2、图3。", "quarters, tables, pictures"),
    right("市、区两级联动，线上线下同步推进。", "两级 is a word"),
    right("坚持“1+3+N”工作模式，打造15分钟服务圈。", "a slogan and a name"),
    right("举办沙龙{{D9.salons}}，每期一个主题，每次半天。", "what each is like", D9_salons="7"),
    # Rules, not facts.
    right("年满18周岁、从业三年以上的，可以申请入会。", "a condition"),
    right("理事会须有三分之二以上理事出席方能召开。", "a condition"),
    right("每年至少召开两次联席会议，每季度走访不少于一次。", "a rule"),
    # The characters of words for numbers inside other words.
    right("近年来，各级党委高度重视，近期又作出专门部署。", "近 of time"),
    right("其余区市县的经验做法另行通报，业余时间开展的活动不在此列。", "余 inside words"),
    right("多家媒体多次报道，产生了良好的社会反响。", "多 without a number"),
    right("许多会员反映，办事流程最多跑一次，比过去方便得多。", "多 inside words"),
    right("预约登记、约谈提醒、余缺调剂等制度运行平稳。", "约 inside words"),
    right("首先，学习传达中央统战工作会议精神；其次，研究部署下一步工作。", "首 inside words"),
    right("邀请首席专家作专题辅导。", "首 inside words"),
    right("第一时间成立工作专班，主要领导担任第一责任人。", "第一 inside words"),
    right("增长点在于新媒体从业人员，提高认识、增强本领仍是当务之急。", "no figure rises here"),
    # Words for numbers that are true.
    right("入库{{B1.register|约|名}}人员。", "1,050 is within 5 % of 1,000", B1_register="1050"),
    right("奖励大学生{{D11.students|近|名}}。", "98.6 % of 1,000", D11_students="986"),
    right("律师义工{{D12.lawyers|多|名}}。", "between 600 and 700", D12_lawyers="612"),
    right("服务群众{{D12.beneficiaries|超过}}。", "11,960 is above 10,000", D12_beneficiaries="11960"),
    right("受益群众{{D12.beneficiaries|近}}。", "98.5 % of 10,000", D12_beneficiaries="9846"),
    right("论坛参加达到{{D1.forum_times}}。", "达到 is not above", D1_forum_times="3356"),
    right("任务完成率{{typed 112%|大统发〔2016〕12号|王芳}}，超额完成。", "a target can be passed"),
    right("争取专项经费{{typed 80万元|大统发〔2016〕12号|王芳}}。", "with document and person"),
    right(
        "入库{{B1.register||名}}，其中重点联系{{B1.key_contacts||名}}、骨干志愿者{{B2.volunteers||名}}。",
        "parts within the whole",
        B1_register="1012",
        B1_key_contacts="300",
        B2_volunteers="34",
    ),
    right(
        "培训期数、结业人次、结业人数分别为{{B3.classes}}、{{B3.trained_times}}和{{B3.trained_people}}。",
        "each in its unit",
        B3_classes="33",
        B3_trained_times="2234",
        B3_trained_people="1299",
    ),
    right(
        "论坛参加{{D1.forum_times}}、{{D1.forum_people||人}}，一人多次参加的，人数只计一次。",
        "both units, and why",
        D1_forum_times="3356",
        D1_forum_people="1504",
    ),
    # Changes that are true.
    right("主题活动{{D8.activities}}，同比翻一番。", "twice", D8_activities="24 ← 12"),
    right("沙龙{{D9.salons}}，比上年增加了两倍。", "three times as many", D9_salons="9 ← 3"),
    right("办件{{C6.cases}}，同比下降一半。", "half", C6_cases="50 ← 100"),
    right("走访{{B5.visits}}，较上年减少三成。", "three tenths", B5_visits="70 ← 100"),
    right("入库{{B1.register||名}}，与上年基本持平。", "0.7 % more", B1_register="1012 ← 1005"),
    right(
        "论坛参加{{D1.forum_times}}，{{change D1.forum_times}}，降幅主要由于场次减少。",
        "the fall is said",
        D1_forum_times="3356 ← 3600",
    ),
    right(
        "满意率{{C6.satisfied}}，{{change C6.satisfied}}，较上年有所提高。",
        "it rose",
        C6_satisfied="85/91 ← 80/91",
    ),
    right(
        "培训{{B3.trained_times}}，环比增长，{{change B3.trained_times|环比}}。",
        "it rose",
        B3_trained_times="2234 ← 1800",
    ),
    right(
        "经费压减，培训人次却不降反升，达{{B3.trained_times}}。", "it rose", B3_trained_times="2234 ← 1800"
    ),
    # All, when it is all, and when the sentence does not say so.
    right("各区市县全部建立联谊会，覆盖率{{C2.coverage}}。", "10 of 10", C2_coverage="10/10"),
    right("按期办结率{{C6.on_time}}，件件有回音、事事有着落。", "all of them", C6_on_time="270/270"),
    right(
        "按期办结率{{C6.on_time}}，距离全部按期办结仍有差距。",
        "it says that it is not all",
        C6_on_time="260/270",
    ),
    right(
        "尚未实现联络员全覆盖，配备率{{C4.liaison_rate}}。",
        "it says that it is not all",
        C4_liaison_rate="226/263",
    ),
    right(
        "达到结业标准的{{B3.trained_people}}全部颁发证书。", "all of those counted", B3_trained_people="1299"
    ),
    right("全面推进，不断扩大覆盖面，覆盖率现为{{C2.coverage}}。", "no claim of all", C2_coverage="9/10"),
    # Firsts and ranks that hold.
    right("首次举办网络评选{{D5.contests}}。", "none before", D5_contests="3 ← 0 ← 0"),
    right(
        "入库{{B1.register||名}}，中山区、金州区、西岗区位居前三。",
        "so they are",
        B1_register="1012",
        districts=DISTRICTS,
    ),
    right("入库{{B1.register||名}}，长海县人数最少。", "so it is", B1_register="1012", districts=DISTRICTS),
    # Since a date.
    right("2015年以来累计提交建言{{D9.papers}}。", "a stated date", D9_papers="35"),
    right(
        "自联谊会成立之日（2014年9月26日）起，累计培训{{B3.trained_times}}。",
        "a stated date",
        B3_trained_times="2234",
    ),
    # 将 that is no plan, plans without figures.
    right("将联络员制度纳入社会组织年检内容。", "将 is 把"),
    right("将走访中发现的问题逐件登记，共登记诉求{{B5.needs}}。", "将 is 把", B5_needs="46"),
    right("下一步，将进一步完善机制、压实责任。", "a plan without a figure"),
    right(
        "明年计划扩大论坛规模。本期论坛参加{{D1.forum_times}}。",
        "the figure stands in another sentence",
        D1_forum_times="3356",
    ),
    right("拟任人选经公示无异议后聘任，现有{{B6.city}}。", "拟任 is a state of a person", B6_city="30"),
]
