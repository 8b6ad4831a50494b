"""The lead office and its people: documents, posts, seats of the conference, leaders, stations' workers, placements, appointments."""

from __future__ import annotations

import datetime as dt

from lianxin.access.roles import Role
from lianxin.reference.codelists import AppointmentLevel
from lianxin.register.enums import DocumentPurpose, DocumentState, TieKind
from lianxin.register.models import Document, Organisation, Tie
from lianxin.register.services.posts import add_post
from lianxin.register.services.ties import add_tie, add_ties, end_tie
from lianxin.sample.city.bodies import BODIES_OF_APPOINTMENT, DEPARTMENTS, FORMER_DEPARTMENTS, STATIONS
from lianxin.sample.city.invent import DISTRICTS, Invented, dice
from lianxin.sample.city.stage import City

TITLES = (
    (
        "《关于进一步加强全市社会组织党的建设工作的具体实施办法（试行）》",
        "大委办发〔2015〕42号",
        dt.date(2015, 11, 20),
        DocumentState.TRIAL,
    ),
    (
        "《关于开展社会组织统战工作的指导意见》",
        "大统发〔2016〕9号",
        dt.date(2016, 4, 12),
        DocumentState.IN_FORCE,
    ),
    (
        "《关于在全市社会组织中建立统战工作联络员制度的通知（试行）》",
        "大统发〔2016〕15号",
        dt.date(2016, 7, 5),
        DocumentState.TRIAL,
    ),
)
LEADERS = 8
POSTS = ("处长", "副处长", "主任科员")
ADMINISTRATORS = (
    ("dpo", Role.DPO), ("security", Role.SECURITY_ADMIN), ("system", Role.SYSTEM_ADMIN), ("audit", Role.AUDITOR),
)  # fmt: skip


def build(city: City) -> None:
    """Staff first, since leaders and delegates are people of offices and not of the register."""
    _documents(city)
    _staff(city)
    _conference(city)
    city.progress(0.4)
    _placements(city)
    _appointments(city)


def _documents(city: City) -> None:
    for number, (title, code, day, state) in enumerate(TITLES):
        city.document(
            f"regulation {number}",
            title.strip("《》"),
            code,
            day,
            kind=DocumentPurpose.REGULATION,
            state=state,
            data_class=Document.DataClass.PUBLIC,
        )
    day = dt.date(2015, 8, 17)
    approval = city.document(
        "posts",
        "关于市委统战部增设内设机构和编制的批复",
        "大编办发〔2015〕61号",
        day,
        kind=DocumentPurpose.ESTABLISHMENT,
    )
    for title in POSTS:
        add_post(
            city.body("lead_office"),
            section="新的社会阶层人士工作处",
            title=title,
            added_on=day,
            document=approval,
            by=city.office(day),
        )
    before = dt.date(2013, 4, 9)
    city.document(
        "old posts",
        "关于市委统战部内设机构的批复",
        "大编办发〔2013〕20号",
        before,
        kind=DocumentPurpose.ESTABLISHMENT,
    )
    add_post(
        city.body("lead_office"),
        section="党外干部处",
        title="副调研员",
        added_on=before,
        document=city.documents["old posts"],
        by=city.office(before),
    )


def _post(city: City, key: str, role: Role, office: str, district: str = "") -> Invented:
    """Somebody with a staff post; their day begins with the office's entry."""
    day = dt.date(2014, 5, 12)
    who = city.inventor.person(born=(1960, 1988))
    who.district = district or who.district
    person = city.enter(who, day, sender=city.body("lead_office"))
    body = city.body(office)
    place = city.place(district) if district else None
    by = city.office(day)
    add_tie(kind=TieKind.EMPLOYMENT, person=person, organisation=body, is_main=True, start=day, by=by)
    add_tie(
        kind=TieKind.STAFF_POST, person=person, organisation=body, place=place, role=role, start=day, by=by
    )
    city.staff[key] = who
    return who


def _staff(city: City) -> None:
    _post(city, "city", Role.CITY_OFFICER, "lead_office")
    _post(city, "city second", Role.CITY_OFFICER, "lead_office")
    for number in range(LEADERS):
        _post(city, f"leader {number}", Role.LEADER, "lead_office" if number < 2 else DEPARTMENTS[number])
    for name, _share in DISTRICTS.values():
        _post(city, f"district {name}", Role.DISTRICT_OFFICER, f"office {name}", name)
    for street, district in STATIONS:
        for number in range(2):
            worker = _post(city, f"{street} {number}", Role.STATION_WORKER, f"{street}服务站")
            worker.district = district
    for key, role in ADMINISTRATORS:
        _post(city, key, role, "lead_office")
    _dismissed(city)


def _dismissed(city: City) -> None:
    """A district officer whose post has ended: nothing of it opens any more."""
    who = _post(city, "former officer", Role.DISTRICT_OFFICER, "office 西岗区", "西岗区")
    end = dt.date(2016, 9, 1)
    for tie in Tie.objects.filter(person_id=who.pk):
        end_tie(tie, end=end, by=city.office(end))


def _conference(city: City) -> None:
    """23 departments sit in it; two that were merged away do so no more; four delegates were replaced."""
    founded = dt.date(2014, 10, 15)
    notice = city.document(
        "conference", "关于建立新的社会阶层人士统战工作联席会议制度的通知", "大统发〔2014〕21号", founded
    )
    conference = city.body("joint_conference")
    rows = []
    for number, name in enumerate((*DEPARTMENTS, *FORMER_DEPARTMENTS)):
        delegate = city.inventor.person(born=(1962, 1982))
        delegate.employer = name
        person = city.enter(delegate, founded, sender=city.body("lead_office"))
        seat = {
            "kind": TieKind.CONFERENCE_SEAT,
            "member": city.body(name),
            "organisation": conference,
            "document": notice,
        }
        replaced = dt.date(2016, 3, 1) if number % 6 == 2 else None
        end = dt.date(2015, 5, 20) if name in FORMER_DEPARTMENTS else replaced
        rows.append(
            {
                "kind": TieKind.EMPLOYMENT,
                "person": person,
                "organisation": city.body(name),
                "is_main": True,
                "start": founded,
            }
        )
        rows.append(seat | {"person": person, "start": founded, "end": end})
        if replaced and name not in FORMER_DEPARTMENTS:
            delegate = city.inventor.person(born=(1966, 1984))
            delegate.employer = name
            person = city.enter(delegate, replaced, sender=city.body("lead_office"))
            rows.append(
                {
                    "kind": TieKind.EMPLOYMENT,
                    "person": person,
                    "organisation": city.body(name),
                    "is_main": True,
                    "start": replaced,
                }
            )
            rows.append(seat | {"person": person, "start": replaced})
        if name not in FORMER_DEPARTMENTS:
            city.groups.setdefault("delegates", []).append(delegate)
    add_ties(rows, by=city.office(founded))


def _placements(city: City) -> None:
    """Two a year since 2015; the first two had ended by the day of the city; one of 2014 lies before the report."""
    people = city.groups["key contacts"]
    begun = [(dt.date(2014, 9, 1), dt.date(2014, 12, 31))]
    for year in (2015, 2016, 2017):
        begun += [
            (dt.date(year, 4, 1), dt.date(year + 1, 4, 1)),
            (dt.date(year, 5, 1), dt.date(year + 1, 5, 1)),
        ]
    for number, (start, end) in enumerate(begun):
        issued = start - dt.timedelta(days=12)
        notice = city.document(
            f"placement {number}",
            f"关于选派新的社会阶层人士挂职锻炼的通知（{start.year}年）",
            f"大统新〔{start.year}〕{3 + number % 2}号",
            issued,
            kind=DocumentPurpose.APPOINTMENT,
        )
        add_tie(
            kind=TieKind.PLACEMENT,
            person=city.person(people[10 + number]),
            organisation=city.body(DEPARTMENTS[number * 3]),
            role="挂职副处长",
            start=start,
            end=end,
            document=notice,
            by=city.office(issued),
        )
    city.groups["placed"] = people[11 : 10 + len(begun)]


def _appointments(city: City) -> None:
    """38 people in term, some with two bodies; five terms had ended before the day of the city."""
    d = dice("appointments")
    people = city.groups["key contacts"][40:]
    city_bodies, province_bodies = BODIES_OF_APPOINTMENT[:2], BODIES_OF_APPOINTMENT[2:]
    now = dt.date(2017, 1, 9)
    office = city.office(now)
    listed: list[tuple[Invented, str, str, dt.date, dt.date]] = []
    for number, who in enumerate(people[:38]):
        level = AppointmentLevel.PROVINCE if number < 8 else AppointmentLevel.CITY
        body = d.choice(province_bodies if number < 8 else city_bodies)
        start = dt.date(2017, 1, 15) if number >= 8 else dt.date(2013, 1, 20)
        listed.append((who, body, level, start, dt.date(start.year + 5, 1, 1)))
        if number in {9, 14, 21}:
            other = next(one for one in city_bodies if one != body)
            listed.append((who, other, level, start, dt.date(start.year + 5, 1, 1)))
    former = (dt.date(2012, 1, 6), dt.date(2017, 1, 15))
    listed += [(who, d.choice(city_bodies), AppointmentLevel.CITY, *former) for who in people[38:43]]
    documents: dict[tuple[str, dt.date], Document] = {}
    for _who, name, _level, start, _end in listed:
        if (name, start) not in documents:
            documents[(name, start)] = city.document(
                f"appointment {name} {start}",
                f"{name}关于有关人选的通知（{start.year}年）",
                f"〔{start.year}〕{20 + len(documents)}号",
                start,
                issuer=name,
                kind=DocumentPurpose.APPOINTMENT,
            )
    rows = {who.pk: person for who, person in zip(people[:43], city.persons(people[:43]), strict=True)}
    bodies: dict[str, Organisation] = {name: city.body(name) for name in BODIES_OF_APPOINTMENT}
    add_ties(
        [
            {
                "kind": TieKind.APPOINTMENT,
                "person": rows[who.pk],
                "organisation": bodies[name],
                "role": level,
                "start": start,
                "end": end,
                "document": documents[(name, start)],
            }
            for who, name, level, start, end in listed
        ],
        by=office,
    )
    city.groups["appointed"] = people[:38]
