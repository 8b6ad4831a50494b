"""Two contests that were decided and one that is running on the day of the city."""

from __future__ import annotations

import datetime as dt

from lianxin.ballots.models import Ballot, BallotEntry, Vote
from lianxin.ballots.services.ballots import add_entry, open_ballot
from lianxin.ballots.services.voting import cast_vote, void_votes
from lianxin.flows.services.moves import make_move
from lianxin.sample.city.invent import dice
from lianxin.sample.city.stage import City

AUDIENCE = {"ties": [{"kind": "team", "slug": "register"}]}
SHOWS = (
    "海之声合唱",
    "代码与诗",
    "非遗剪纸快闪",
    "律师脱口秀",
    "帆船少年",
    "老码头新故事",
    "茶艺",
    "社工手语歌",
    "街舞",
    "相声《办手续》",
)
PROJECTS = (
    "听障儿童绘本课",
    "海岸清洁队",
    "银发数字课堂",
    "法律夜门诊",
    "旧衣新生",
    "社区花园",
    "自闭症艺术营",
    "急救进校园",
)
FACES = ("最美联络员海报一", "最美联络员海报二", "最美联络员海报三", "最美联络员海报四")


def build(city: City) -> None:
    d = dice("votes")
    gala = _contest(
        city,
        "2016网络春晚节目评选",
        "hub_online",
        SHOWS,
        dt.date(2016, 1, 18),
        dt.date(2016, 1, 31),
        choices=3,
    )
    _vote(city, gala, 212, dt.date(2016, 1, 20), 3)
    _settle(city, gala, dt.date(2016, 2, 1), void=9)
    city.progress(0.4)
    projects = _contest(
        city,
        "十佳公益项目在线评比",
        "hub_social",
        PROJECTS,
        dt.date(2017, 3, 6),
        dt.date(2017, 3, 19),
        choices=2,
    )
    _vote(city, projects, 268, dt.date(2017, 3, 8), 2)
    _settle(city, projects, dt.date(2017, 3, 20), void=6)
    city.progress(0.9)
    running = _contest(
        city,
        "“我身边的联络员”海报评选",
        "hub_strata",
        FACES,
        dt.date(2017, 7, 10),
        dt.date(2017, 7, 21),
        choices=1,
    )
    _vote(city, running, 48, dt.date(2017, 7, 11), 1)
    _called_off(city, d.choice(("hub_online", "hub_strata")))


def _contest(
    city: City,
    title: str,
    organiser: str,
    entries: tuple[str, ...],
    opens: dt.date,
    closes: dt.date,
    *,
    choices: int,
) -> Ballot:
    proposed = opens - dt.timedelta(days=30)
    by = city.office(proposed)
    basis = city.document(
        f"basis {title}", f"关于同意举办“{title}”的批复", f"大统新〔{opens.year}〕批{opens.month}号", proposed
    )
    ballot = open_ballot(
        kind="contest",
        title=title,
        organiser=city.body(organiser),
        basis=basis,
        opens_on=opens,
        closes_on=closes,
        choices_each=choices,
        audience=AUDIENCE,
        by=by,
        at=proposed,
    )
    _move(ballot, "publish_rules", city, proposed + dt.timedelta(days=2), {"basis": basis})
    _move(ballot, "call_entries", city, proposed + dt.timedelta(days=4))
    authors = city.groups["pool"][120:]
    for number, name in enumerate(entries):
        add_entry(
            ballot,
            title=name,
            author=city.person(authors[number]),
            by=by,
            at=proposed + dt.timedelta(days=10),
        )
    _move(ballot, "screen", city, opens - dt.timedelta(days=5))
    _move(ballot, "open_voting", city, opens)
    return ballot


def _move(
    ballot: Ballot, code: str, city: City, day: dt.date, given: dict[str, object] | None = None
) -> None:
    make_move(ballot, code, by=city.office(day), at=day, given=given, after=ballot.family.after_move)


def _vote(city: City, ballot: Ballot, voters: int, day: dt.date, choices: int) -> None:
    """Voters cast their own papers; the same person once."""
    d = dice(ballot.title)
    entries = list(BallotEntry.objects.filter(ballot=ballot).order_by("number"))
    roll = set(ballot.roll.values_list("person_id", flat=True))
    present = [
        who for who in city.groups["register"] if who.pk in roll and who is not city.staff.get("member")
    ]
    for who in d.sample(present, voters):
        chosen = d.sample(entries, d.randint(1, choices))
        cast_vote(
            ballot,
            chosen,
            by=city.acting(who),
            at=day + dt.timedelta(days=d.randint(0, 3 if ballot.closes_on > dt.date(2017, 7, 14) else 10)),
        )


def _settle(city: City, ballot: Ballot, day: dt.date, *, void: int) -> None:
    """Closed, some papers voided as cast by a machine, published, announced."""
    _move(ballot, "close_voting", city, day)
    # Papers carry random marks so that nobody finds a voter's; what they say is the same at every load.
    said: dict[str, list[int]] = {}
    for paper, entry in (
        Vote.objects.filter(ballot=ballot).order_by("entry__number").values_list("paper", "entry__number")
    ):
        said.setdefault(paper, []).append(entry or 0)
    alike = sorted(said, key=said.__getitem__)
    void_votes(ballot, alike[5 : 5 + void], reason="automated", by=city.office(day), at=day)
    _move(ballot, "post_result", city, day + dt.timedelta(days=2))
    _move(ballot, "announce", city, day + dt.timedelta(days=9))


def _called_off(city: City, organiser: str) -> None:
    day = dt.date(2016, 9, 5)
    ballot = open_ballot(
        kind="contest",
        title="网络短片评选",
        organiser=city.body(organiser),
        opens_on=dt.date(2016, 10, 10),
        closes_on=dt.date(2016, 10, 20),
        audience=AUDIENCE,
        by=city.office(day),
        at=day,
    )
    _move(ballot, "cancel", city, dt.date(2016, 9, 20), {"reason": "报名作品不足"})
