"""Bimonthly bulletins, documents to be signed for, columns, and the directory of channels."""

from __future__ import annotations

import datetime as dt

from lianxin.bulletins.models import Bulletin, Channel
from lianxin.bulletins.services.bulletins import draft_bulletin, issue_bulletin
from lianxin.bulletins.services.channels import check_channel, close_channel, open_channel
from lianxin.bulletins.services.deliveries import mark_opened, sign_for
from lianxin.register.enums import TieKind
from lianxin.register.models import Tie
from lianxin.register.purposes import PUBLISH
from lianxin.register.services.consents import give_consent
from lianxin.sample.city.invent import Invented, dice
from lianxin.sample.city.stage import City

MISSING = 8
"""The issue for May and June 2016 never appeared: the gap is there to be seen."""
ISSUES = 15
NEWEST = dt.date(2017, 7, 13)
AUDIENCE = {
    "ties": [
        {"kind": "key_contact"},
        {"kind": "team", "slug": "volunteers"},
        {"kind": "team", "slug": "columnists"},
    ]
}
READ = 0.72
COLUMNS = (
    "第一次主持社区议事会", "直播间里的防诈课", "老厂房的新房客", "海边的志愿者", "我为什么回大连创业",
    "一份公益账本怎么写", "自由职业者的五险", "听障孩子的绘本课",
    "码农的第二个周末", "帆船手的安全课", "小店如何做会员", "把论文写在海岸线上", "法律咨询日的一天", "社工不是居委会",
    "短视频与长耐心", "樱桃季的物流",
    "书店三年", "夜校归来",
)  # fmt: skip
AUTHORS, SHY = 13, 4
CHANNELS = (
    ("三新之声", "wechat_account", "hub_strata"), ("新联会会员群", "wechat_group", "hub_strata"),
    ("社会组织联络员群", "wechat_group", "hub_social"),
    ("连社汇", "wechat_account", "hub_social"), ("网络界人士交流群", "qq_group", "hub_online"),
    ("网络界人士联谊会网站", "site", "hub_online"),
    ("律师同心义工团值班群", "wechat_group", "lawyers"), ("志愿者集结号", "wechat_group", "volunteers"),
    ("中山区联谊会群", "wechat_group", "association 中山区"),
    ("沙河口区联谊会群", "wechat_group", "association 沙河口区"), ("甘井子区联谊会群", "wechat_group", "association 甘井子区"),
    ("金州区联谊会群", "wechat_group", "association 金州区"), ("滨城智库通讯", "wechat_account", "think_tank"),
    ("青年创业营", "qq_group", "hub_social"),
)  # fmt: skip


def build(city: City) -> None:
    _issues(city)
    city.progress(0.7)
    _documents(city)
    _columns(city)
    _channels(city)


def _issues(city: City) -> None:
    """The newest went out yesterday and lies unopened with most, the demo's member among them."""
    d = dice("bulletins")
    office = city.body("lead_office")
    readers = {
        who.pk: who
        for who in (*city.groups["key contacts"], *city.groups["volunteers"], *city.groups["columnists"])
    }
    member = city.staff["member"]
    for number in range(ISSUES):
        if number == MISSING:
            continue
        months = dt.date(2015 + number // 6, number % 6 * 2 + 1, 1)
        after = dt.date(months.year + (months.month == 11), (months.month + 1) % 12 + 1, 8 + number % 5)
        day = after if number < ISSUES - 1 else NEWEST
        bulletin = draft_bulletin(
            kind="bimonthly",
            title=f"双月通报（{months.year}年{months.month}—{months.month + 1}月）",
            number=f"{months.year}年第{number % 6 + 1}期",
            issuer=office,
            period_start=months,
            audience=AUDIENCE,
            by=city.office(day),
            at=day - dt.timedelta(days=4),
            body="一、重点工作进展\n二、各区市县动态\n三、下一步安排\n\n详见“我的活动”与各项工作页面。",
        )
        issue_bulletin(bulletin, by=city.office(day), at=day)
        is_newest = number == ISSUES - 1
        share = 0.12 if is_newest else READ
        present = [who for who in readers.values() if who is not member and d.random() < share]
        present += [] if is_newest else [member]
        _read(city, bulletin, present, 0 if is_newest else d.randint(0, 9), day)
    draft_bulletin(
        kind="bimonthly",
        title="双月通报（2017年7—8月）",
        issuer=office,
        period_start=dt.date(2017, 7, 1),
        audience=AUDIENCE,
        by=city.office(NEWEST),
        at=NEWEST,
        body="征集中。",
    )


def _read(city: City, bulletin: Bulletin, readers: list[Invented], days: int, issued_on: dt.date) -> None:
    """Who was on the list of that day opens it; the others have nothing to open."""
    receivers = dict(bulletin.deliveries.values_list("person_id", "pk"))
    present = [who for who in readers if who.pk in receivers]
    for who, person in zip(present, city.persons(present), strict=True):
        mark_opened(bulletin, person=person, by=city.acting(who), at=issued_on + dt.timedelta(days=days))


def _documents(city: City) -> None:
    """The rule on liaison officers goes to the organisations, whose officers sign for it; some have not."""
    day = dt.date(2016, 7, 6)
    bulletin = draft_bulletin(
        kind="issued_document",
        title="关于在全市社会组织中建立统战工作联络员制度的通知（试行）",
        number="大统发〔2016〕15号",
        issuer=city.body("lead_office"),
        document=city.documents["regulation 2"],
        audience={"ties": [{"kind": "liaison"}], "to": "organisations"},
        by=city.office(day),
        at=day,
        body="请各社会组织签收。",
    )
    issue_bulletin(bulletin, by=city.office(day), at=day)
    receivers = list(
        bulletin.deliveries.order_by("organisation_id").values_list("organisation_id", flat=True)
    )
    officers = {
        tie.organisation_id: tie
        for tie in Tie.objects.on(dt.date(2017, 7, 14))
        .filter(kind=TieKind.LIAISON)
        .select_related("organisation")
    }
    for number, pk in enumerate(receivers):
        tie = officers.get(pk)
        if tie is not None and number % 7 != 3 and tie.organisation is not None:
            signed = day + dt.timedelta(days=2 + number % 20)
            sign_for(
                bulletin, organisation=tie.organisation, signer=tie.person, by=city.office(signed), at=signed
            )


def _columns(city: City) -> None:
    """Signed by author and affiliation; one draft is not published and does not count.

    One author did not agree to stand in public: visitors read the surname alone.
    """
    for number, title in enumerate(COLUMNS):
        author = city.groups["columnists"][number % AUTHORS]
        day = dt.date(2016, 4, 8) + dt.timedelta(days=25 * number)
        column = draft_bulletin(
            kind="column",
            title=title,
            issuer=city.body("hub_online"),
            author=city.person(author),
            affiliation=author.employer or "自由撰稿人",
            is_public=True,
            by=city.office(day),
            at=day,
            body="（专栏正文）\n\n作者文责自负，署名发表于本平台。",
        )
        if number not in {SHY, SHY + AUTHORS}:
            give_consent(city.person(author), purpose=PUBLISH, by=city.office(day), at=day, channel="稿件授权书")
        if number < len(COLUMNS) - 1:
            issue_bulletin(column, by=city.office(day), at=day)


def _channels(city: City) -> None:
    """Most were checked this year; two were not; one is closed."""
    pool = city.groups["pool"]
    for number, (name, platform, owner) in enumerate(CHANNELS):
        day = dt.date(2015, 3, 2) + dt.timedelta(days=31 * number)
        channel = open_channel(
            name=name,
            platform=platform,
            owner=city.body(owner),
            steward=city.person(pool[60 + number]),
            start=day,
            by=city.office(day),
            at=day,
        )
        if number % 6 != 4:
            check_channel(channel, by=city.office(dt.date(2017, 3, 15)), at=dt.date(2017, 3, 15))
    old: Channel = open_channel(
        name="老会员QQ群",
        platform="qq_group",
        owner=city.body("hub_strata"),
        start=dt.date(2014, 8, 1),
        by=city.office(dt.date(2014, 8, 1)),
        at=dt.date(2014, 8, 1),
    )
    close_channel(old, by=city.office(dt.date(2016, 4, 1)), at=dt.date(2016, 4, 1))
