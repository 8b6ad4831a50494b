"""What the style guide shows: invented records for every component in every state."""

import datetime as dt
from typing import Any

from django import forms
from django.core.paginator import Paginator

from lianxin.ui.charts import bar_chart, line_chart
from lianxin.ui.rings import Chapter, Segment, rings

DISTRICTS = (
    ("中山区", 168),
    ("西岗区", 131),
    ("沙河口区", 174),
    ("甘井子区", 212),
    ("旅顺口区", 54),
    ("金州区", 97),
    ("普兰店区", 41),
    ("长海县", 9),
    ("瓦房店市", 63),
    ("庄河市", 63),
)
CHAPTERS = (
    (
        "A",
        "组织领导",
        (
            ("联席会议", 23, "家"),
            ("专题部署", 7, "次"),
            ("制度文件", 3, "件"),
            ("机构编制", 3, "个"),
            ("区市县考核", 10, "个"),
        ),
    ),
    (
        "B",
        "队伍建设",
        (
            ("数据库", 1012, "人"),
            ("志愿者队伍", 34, "人"),
            ("主题培训", 33, "期"),
            ("挂职锻炼", 6, "人"),
            ("联系交友", 48, "对"),
            ("安排使用", 38, "人"),
        ),
    ),
    (
        "C",
        "组织与服务",
        (
            ("枢纽型组织", 318, "家"),
            ("区市县联谊会", 10, "个"),
            ("专业社团", 3, "个"),
            ("联络员", 296, "家"),
            ("等级评定", 41, "家"),
            ("进社区", 1204, "件"),
        ),
    ),
    (
        "D",
        "交流、建言与支持",
        (
            ("三新论坛", 3127, "人次"),
            ("经验交流会", 6, "场"),
            ("双月通报", 15, "期"),
            ("统战微平台", 22, "个"),
            ("网络春晚", 4310, "票"),
            ("e连心", 847, "人"),
            ("专栏作者", 12, "人"),
            ("主题活动", 58, "次"),
            ("同心·滨城智库", 7, "篇"),
            ("大学生创业扶持", 36, "个"),
            ("创新人才培养基金", 1004, "人"),
            ("律师义工团", 9862, "人次"),
            ("阵地", 19, "处"),
        ),
    ),
)


class SampleForm(forms.Form):
    """One field of each shape."""

    name = forms.CharField(label="姓名", help_text="与身份证件一致；少数民族姓名保留间隔号。")
    phone = forms.CharField(label="手机", required=False)
    day = forms.DateField(label="日期", widget=forms.DateInput(attrs={"type": "date"}))
    district = forms.ChoiceField(label="所在区市县", choices=[(n, n) for n, _ in DISTRICTS])
    kind = forms.ChoiceField(
        label="事项类型", choices=[("a", "咨询"), ("b", "调解"), ("c", "法律援助")], widget=forms.RadioSelect
    )
    agree = forms.BooleanField(label="已阅读个人信息处理告知，同意用于联系服务。")
    text = forms.CharField(label="说明", widget=forms.Textarea, required=False)


def city_rings() -> Any:
    """Draw the overview with the sample figures."""
    chapters = [
        Chapter(
            key,
            label,
            [
                Segment(f"{key}{i}", name, f"#{key}{i}", value, unit)
                for i, (name, value, unit) in enumerate(rows, 1)
            ],
            f"#{key}",
        )
        for key, label, rows in CHAPTERS
    ]
    return rings(chapters, city="大连", href="#city")


def sample_context() -> dict[str, Any]:
    """Give everything that the style guide's template names."""
    rows = [
        {"place": name, "people": value, "url": f"/desk/people/?place={i}"}
        for i, (name, value) in enumerate(DISTRICTS)
    ]
    months = [
        {"month": f"{m}月", "n": n, "url": f"#m{m}"} for m, n in enumerate((41, 52, 88, 61, 97, 120, 74), 1)
    ]
    bound = SampleForm({"name": "", "phone": "13898412270", "district": "中山区", "kind": "b"})
    return {
        "today": dt.date(2017, 7, 14),
        "districts": rows,
        "bars": bar_chart(rows, "place", "people", "url", "各区市县入库人数", "人"),
        "line": line_chart(months, "month", "n", "url", "2017 年每月参加活动人次", "人次"),
        "rings": city_rings(),
        "values": [12, 15, 11, 19, 24, 22, 31],
        "form": SampleForm(),
        "bad_form": bound,
        "page": Paginator(range(318), 25).page(3),
        "crumbs": [("工作台", "/desk/"), ("组织", "#"), ("大连市青年金融人才协会", "")],
        "tabs": [
            {"label": "全部", "href": "#", "current": True, "count": 318},
            {"label": "社会团体", "href": "#", "count": 171},
            {"label": "民办非企业单位", "href": "#", "count": 139},
            {"label": "基金会", "href": "#", "count": 8},
        ],
        "stages": [
            {"label": "受理", "state": "done", "note": "7月3日"},
            {"label": "转办", "state": "done", "note": "7月4日"},
            {"label": "办理", "state": "current", "note": "剩 3 个工作日"},
            {"label": "答复", "state": "todo"},
            {"label": "回访", "state": "todo"},
        ],
        "sources": [
            {
                "label": "大连市律师协会会员名单（2017年3月）第 41 行",
                "href": "#",
                "chosen": True,
                "note": "2017年3月20日导入",
            },
            {"label": "手工录入", "note": "2016年11月2日，市级办公室"},
        ],
        "bar_items": [
            {"label": "首页", "href": "#", "icon": "house", "current": True},
            {"label": "事项", "href": "#", "icon": "inbox", "count": 2},
            {"label": "活动", "href": "#", "icon": "calendar"},
            {"label": "档案", "href": "#", "icon": "id-card"},
        ],
        "reasons": [("contact", "联系本人"), ("verify", "核对名单"), ("request", "本人要求")],
        "who_may": ["本人", "所在社会组织的联络员", "中山区级工作人员"],
        "tag_items": ["律师", ("创新创业", "#"), "会计师"],
    }
