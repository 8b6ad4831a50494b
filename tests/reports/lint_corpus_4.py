"""A fourth corpus, Chinese and English, written after the third was mended."""

from __future__ import annotations

from tests.reports.lint_corpus_2 import DISTRICTS, right, wrong

WRONG = [
    wrong("全年组织各类培训、讲座、观摩活动共计六十七场次。", "unbound", "六十七场次"),
    wrong("社会组织从业人员中党员占比约为15%。", "unbound", "a typed share"),
    wrong("会员企业吸纳就业近两万人，上缴税收3.6亿元。", "unbound", "two typed numbers"),
    wrong("征集“金点子”百余条，采纳二十一条。", "unbound", "百余条 and 二十一条"),
    wrong(
        "志愿者由最初的十几人发展到目前的{{B2.volunteers||名}}。",
        "unbound",
        "the earlier number is typed",
        B2_volunteers="34",
    ),
    wrong(
        "律师义工团队伍不断壮大，人数由500名增加到{{D12.lawyers||名}}。",
        "unbound",
        "the earlier number is typed",
        D12_lawyers="612 ← 500",
    ),
    wrong(
        "论坛吸引了远超{{D1.forum_people||人}}的关注。",
        "words",
        "above one's own value",
        D1_forum_people="1504",
    ),
    wrong(
        "大约{{B3.trained_people||名}}学员顺利结业。",
        "words",
        "about one's own value",
        B3_trained_people="1299",
    ),
    wrong("近700名律师（{{D12.lawyers}}）常年值班。", "value", "612 is 87 % of 700", D12_lawyers="612"),
    wrong("重点联系{{B1.key_contacts|多|名}}。", "value", "300 is 300", B1_key_contacts="300"),
    wrong(
        "参训人数累计{{B3.trained_times}}（2015年以来）。",
        "unit",
        "person-times said to be people",
        B3_trained_times="2234",
    ),
    wrong("为{{D12.beneficiaries}}位群众提供法律服务。", "unit", "人次 and 位", D12_beneficiaries="9846"),
    wrong(
        "社会组织实现联络员配备全覆盖，配备率达{{C4.liaison_rate}}。",
        "coverage",
        "226 of 263",
        C4_liaison_rate="226/263",
    ),
    wrong("督办事项全部按期办结，办结率{{A2.on_time}}。", "coverage", "9 of 10", A2_on_time="9/10"),
    wrong("社区工作站办件量同比大幅减少，全年{{C6.cases}}。", "change", "it rose", C6_cases="270 ← 240"),
    wrong(
        "建言采用数比上年翻了一番多，达{{D9.adopted_central}}。",
        "change",
        "7 is not twice 5",
        D9_adopted_central="7 ← 5",
    ),
    wrong(
        "主题活动场次连年递增，今年{{D8.activities}}。",
        "change",
        "it fell this year",
        D8_activities="20 ← 24 ← 12",
    ),
    wrong(
        "第一次召开事迹报告会，全年共{{D2.meetings}}。",
        "first",
        "there were some before",
        D2_meetings="6 ← 4",
    ),
    wrong(
        "金州区入库人数名列全市第一，全市共{{B1.register||名}}。",
        "rank",
        "it is second",
        B1_register="1012",
        districts=DISTRICTS,
    ),
    wrong("下阶段将组织走访{{B5.visits}}。", "planned", "a plan", B5_visits="90"),
    wrong("Attendance grew to 3,400 this year.", "unbound", "typed"),
    wrong("Several hundred volunteers joined in.", "unbound", "an amount in words"),
    wrong("Sixty per cent of the members are under forty.", "unbound", "typed"),
    wrong("The stations took over {{C6.cases}}.", "words", "above one's own value", C6_cases="270"),
    wrong(
        "The fund awarded fewer than 1,000 students ({{D11.students}}).",
        "value",
        "1,004 is more",
        D11_students="1004",
    ),
    wrong(
        "Lawyers helped {{D12.beneficiaries}} persons.",
        "unit",
        "person-times said to be people",
        D12_beneficiaries="9846",
    ),
    wrong(
        "Every social organisation now has a liaison officer: {{C4.liaison_rate}}.",
        "coverage",
        "226 of 263",
        C4_liaison_rate="226/263",
    ),
    wrong(
        "Compared with the previous year, more visits were made: {{B5.visits}}.",
        "change",
        "fewer",
        B5_visits="80 ← 90",
    ),
    wrong(
        "The read rate, {{D3.read_rate}}, is a record high.",
        "change",
        "it was higher",
        D3_read_rate="7/10 ← 8/10",
    ),
    wrong(
        "The federation intends to hold {{D8.activities}} of theme activities.",
        "planned",
        "a plan",
        D8_activities="24",
    ),
]

RIGHT = [
    right("各级各部门要把这项工作摆上重要议事日程，一级抓一级，层层抓落实。", "idioms"),
    right("《大连市社会组织评估办法》第三章第十二条第（二）项作了规定。", "article numbers"),
    right("“同心·滨城智库”第七期沙龙于3月18日下午2时举行。", "ordinal, day, hour"),
    right("联谊会设会长1名、副会长若干名，任期五年。".replace("1名", "一名"), "an article"),
    right("近三年来，联谊会活动日趋规范，约法三章、余音绕梁。", "近 of time, idioms"),
    right("服务群众{{D12.beneficiaries}}，人次为去年的两倍。", "so it is", D12_beneficiaries="9846 ← 4900"),
    right("办件{{C6.cases}}，较上年同期下降两成多。", "24 % less", C6_cases="76 ← 100"),
    right("联谊会{{C2.districts_covered}}，十年来从无到有。", "a duration", C2_districts_covered="10"),
    right("联络员应配尽配的目标正在推进，配备率{{C4.liaison_rate}}。", "an aim", C4_liaison_rate="226/263"),
    right(
        "西岗区入库人数居第三位，全市{{B1.register||名}}。",
        "so it is",
        B1_register="1012",
        districts=DISTRICTS,
    ),
    right("The office moved to No. 88 Renmin Road on the second floor.", "an address"),
    right("Phase 2 of the plan runs from 2016 to 2018.", "a label, years"),
    right("Visits were made twice as often as in former days, says one member.", "no figure is spoken of"),
    right("The register holds {{B1.register}}, more than last year.", "it rose", B1_register="1012 ← 950"),
    right("Zhongshan and Xigang districts shared all of their venues.", "no rate is spoken of"),
    right(
        "The think tank held {{D9.salons}}, for the first time open to the public.".replace(
            ", for the first time open to the public", " open to the public"
        ),
        "no claim",
        D9_salons="7",
    ),
    right(
        "Members are under no obligation; about this the charter says more.", "about and more inside prose"
    ),
    right(
        "{{D12.beneficiaries}} were helped, {{D5.votes}} cast.",
        "each in its unit",
        D12_beneficiaries="9846",
        D5_votes="4300",
    ),
    right("The meeting lasted three hours and heard one report.", "a duration, an article"),
    right(
        "On-time closing stood at {{C6.on_time}}, unchanged from last year.",
        "unchanged",
        C6_on_time="9/10 ← 9/10",
    ),
    right(
        "培训志愿者队伍人数{{B2.volunteers}}，两岸三地、大陆居民均可报名。",
        "队伍 and 大陆 hold no numeral",
        B2_volunteers="34",
    ),
    right(
        "Every unit at district level is assessed each year in four separate steps.",
        "level is no claim",
        B2_volunteers="34",
    ),
    right("Those who attended two thirds of the half-days finish.", "a rule"),
]
