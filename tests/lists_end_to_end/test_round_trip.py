"""An export of any type in any form comes back with zero difference: over the small city, with every awkward value in it."""

import datetime as dt

import pytest
from django.utils.translation import override
from tests.small_city import city  # noqa: F401

from lianxin.access.actors import service
from lianxin.gatherings.models import Participation
from lianxin.lists.reading import sheets_of
from lianxin.register.models import Import, Person, SourceRow, Tie
from lianxin.register.records import committers
from lianxin.register.services.exports import export_list, written
from lianxin.register.services.imports import import_file

pytestmark = pytest.mark.django_db
AWKWARD = (
    "姓名,性别,出生日期,手机,证件类型,证件号码,电子邮箱,工作单位,职务,所属区,地址,会内职务\n"
    "=HYPERLINK(1),男,1985.3,13900001111/0411-82810364转12,,,A@B.CN,大连（星海）科技有限责任公司,-经理,中山区,@人民路1号,会长\n"
    "扎西·多吉,男,1985,,身份证,11010519491231002X,,'=单位,+总,瓦房店市,\"人民路,2号\",\n"
    "𬀩㴪,女,85/3/2,+852 2345 6789,回乡证,H12345678,,,,普兰店,，,理事\n"
    "徐乾學,,1949年12月,,台胞证,12345678,,,,,,\n"
    "冯主任,男,,0411-81686548,护照,AB123456,,大连蓝海科技有限公司,,,,\n"
    "Zhang Jing（小）,女,,13900009999,,,,,,,,\n"
)
BODIES = (
    "单位名称,统一社会信用代码,法定代表人,联系电话,地址,所属区,所属行业,成立日期\n"
    "大连某某律师事务所,51210200000000001N,张静,13900001111/0411-82810364,中山区人民路1号,中山区,=行业,2001.5\n"
    "全宽（大连）ＡＢＣ公司,,,,,,,2001\n"
)
SHEET = "“同心沙龙”签到表\n时间：2017年5月20日下午　　地点：市图书馆\n姓名,手机,签到\n张新,13900007777,√\n李新,13900008888,迟到\n王新,13900006666,请假\n"
ROSTER = "大连市主题培训班考勤表\n时间：2016年4月11日—12日\n姓名,手机,4月11日上午,4月11日下午,4月12日上午\n张新,13900007777,√,√,√\n李新,13900008888,缺,√,迟到\n"


def everything(by) -> dict[str, str]:
    return {name: written(name, one.export(by), "csv") for name, one in committers.items()}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_type_in_every_form_comes_back_with_zero_difference(city, language):  # noqa: F811
    by = service("test")
    for text, name in ((AWKWARD, "会员.csv"), (BODIES, "单位.csv"), (SHEET, "签到表.csv"), (ROSTER, "考勤.csv")):
        outcome = import_file(text.encode(), name, by=by, sender=city.association, as_of=dt.date(2017, 5, 1))
        assert not outcome.sheets[0].effects["rejected"], (name, outcome.sheets[0].rejected)
    assert Participation.objects.exists()
    before = everything(by)
    rows, ties, people = SourceRow.objects.count(), Tie.objects.count(), Person.objects.count()
    for name in [one.shape.key for one in committers]:
        for form in ("csv", "xlsx"):
            with override(language):
                data = export_list(name, by=by, purpose="核对", form=form)
                outcome = import_file(data, f"{name}.{form}", by=by)
            (sheet,) = outcome.sheets
            assert sheet.recognised.type == name
            assert sheet.recognised.dropped == ()
            assert len(sheet.rows) > 1
            told = {effect for effect, count in sheet.effects.items() if count}
            assert told == {"same"}, (name, form, sheet.rejected[:3])
            assert not [cell for row in sheet.rows for cell in row.rejected], (name, form)
            assert outcome.imported is None
    assert everything(by) == before
    assert (SourceRow.objects.count(), Tie.objects.count(), Person.objects.count()) == (rows, ties, people)


def test_an_officers_own_export_comes_back_too(city):  # noqa: F811
    """Somebody who sees a part of the register gets that part back unchanged."""
    by = city.actor("liaison")
    for name, one in committers.items():
        if not by.may_any(*one.right):
            continue
        before = list(one.export(by))
        data = export_list(name, by=by, purpose="核对", form="xlsx")
        if len(sheets_of(data, "x.xlsx")[0].rows) <= 3:
            continue
        outcome = import_file(data, f"{name}.xlsx", by=by, sender=city.association)
        assert {effect for effect, count in outcome.sheets[0].effects.items() if count} == {"same"}, name
        assert list(one.export(by)) == before
    assert not Import.objects.filter(file_name__endswith=".xlsx", by_hand=False).exists()


def test_what_is_changed_in_an_export_is_the_only_change(city):  # noqa: F811
    by = service("test")
    data = export_list("people", by=by, purpose="核对").decode()
    person = Person.objects.exclude(phone="").filter(phone__isnull=False).order_by("pk").first() or Person.objects.first()
    line = next(line for line in data.splitlines() if line.startswith(f"{person.pk},"))
    changed = data.replace(line, line.replace(person.name, person.name + "新", 1))
    outcome = import_file(changed.encode(), "people.csv", by=by)
    assert outcome.sheets[0].effects["change"] == 1
    assert outcome.sheets[0].effects["same"] == len(outcome.sheets[0].rows) - 1
    person.refresh_from_db()
    assert person.name.endswith("新")
