"""What the lines above a table say: who sent it, for which year, as of when, about which gathering.

Only these facts leave; the lines themselves (which may name the person who filled in the list) do not.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from lianxin.reference.codes import CodeError, PartialDate, partial_date, tidy, time_of_day

_BODY = "协会|商会|联谊会|学会|联合会|促进会|基金会|委员会|同学会|中心|集团|公司|分会|总会|研究会|俱乐部|服务站|志愿团|义工团"
_SENDER = re.compile(rf"^(.{{2,40}}?(?:{_BODY}))(?=(?:\d{{4}}|[〇零一二]{{4}}|会员|通讯录|理事|名|活动|单位|成员|登记|花名|$))")
_REPORTED_BY = re.compile(r"(?:填报|报送|填表|上报|主办)单位[:：]\s*([^\s:：]+?)(?=\s|填报|填表|报送|联系|$)")
_LIST_WORDS = re.compile(
    r"(?:会员单位名录|会员名单|成员名单|人员名单|学员名单|来访登记簿|登记簿|登记表|签到表|签到簿|签到|考勤表|考勤|出勤表|点名册|花名册"
    r"|报名表|通讯录|理事名册|名册|名单|名录|备案表|台账|一览表|统计表)+$"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年|度|\b|(?=\D))")
_DAY = r"\d{4}[年./\-]\d{1,2}[月./\-]\d{1,2}日?"
_SPAN = re.compile(rf"({_DAY})\s*(?:[—–~～至到\-]+\s*((?:\d{{4}}[年./\-])?(?:\d{{1,2}}[月./\-])?\d{{1,2}}日?))?")
_AS_OF = re.compile(r"截[至止]\s*(?:到)?\s*(\d{4}[年./\-]?\d{0,2}[月./\-]?\d{0,2}日?)")
_FILED = re.compile(r"(?:填报|填表|制表|报送)(?:日期|时间)[:：]\s*(\d{4}[\d年月日./\-]*)")
_PLACE = re.compile(r"(?:地\s*点|会\s*场)[:：]\s*(\S+)")
_QUOTES = re.compile('^[“”"「」『』‘’《》]+|[“”"「」『』‘’《》]+$')


@dataclass(frozen=True)
class TitleFacts:
    """`subject` is the title without the word for the list: the gathering of a sign-in sheet, the team of a roster,
    the station of a register.
    """

    sender: str = ""
    year: int | None = None
    as_of: PartialDate | None = None
    subject: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    half: str = ""
    time: dt.time | None = None
    place: str = ""


def read_title(lines: Iterable[str], file: str = "") -> TitleFacts:
    """Facts from the lines above the headings, and the year from the file's name when no line has one."""
    texts = [re.sub(r"\s+", " ", tidy(line)) for line in lines if line]
    title = next((t for t in texts if not _AS_OF.match(t.strip("(（")) and not re.match(r"[(（]|.{0,6}[:：]", t)), "")
    whole = " ".join(texts)
    sender = ""
    if (match := _SENDER.match(title)) or (match := _REPORTED_BY.search(whole)):
        sender = match.group(1)
    as_of = _first_date(_AS_OF, whole) or _first_date(_FILED, whole)
    happened = next((t for t in texts if re.search(r"(?:时\s*间|日\s*期)[:：]", t) and not _FILED.search(t)), title)
    start, end = _span(happened)
    year = next((int(m.group(1)) for text in (title, file) if (m := _YEAR.search(text))), None)
    half = re.search("上午|下午|晚上", happened)
    place = _PLACE.search(whole)
    return TitleFacts(
        sender=sender,
        year=year or (start.year if start else None) or (as_of.year if as_of else None),
        as_of=as_of,
        subject=_subject(title),
        start=start,
        end=end,
        half=half.group(0) if half else "",
        time=time_of_day(happened),
        place=place.group(1) if place else "",
    )


def _subject(title: str) -> str:
    text = re.sub(r"[(（][^()（）]*\d[^()（）]*[日月)）][)）]?$|[(（][^()（）]*\d{4}年[^()（）]*[)）]", "", title)
    text = _QUOTES.sub("", _LIST_WORDS.sub("", text.strip()).strip())
    return text.strip()


def _first_date(pattern: re.Pattern[str], text: str) -> PartialDate | None:
    match = pattern.search(text)
    try:
        return partial_date(match.group(1)) if match else None
    except CodeError:
        return None


def _span(text: str) -> tuple[dt.date | None, dt.date | None]:
    """First and last day, both included; the last one may be written as 13日 or 5月2日."""
    match = _SPAN.search(text)
    if not match:
        return None, None
    try:
        start = partial_date(match.group(1)).first()
        if not match.group(2):
            return start, start
        numbers = [int(n) for n in re.findall(r"\d+", match.group(2))]
        end = dt.date(*([start.year, start.month, start.day][: 3 - len(numbers)] + numbers))
    except (CodeError, ValueError):
        return None, None
    return start, max(start, end)
