"""The words of lists: ready-made columns, and the shapes of the six kinds of list made of them.

Upper floors register the shapes that they can commit and may compose others. Headings are plain Chinese because
senders' files are; their first word is what our own templates and exports call the column.
"""

from dataclasses import replace

from django.utils.translation import pgettext_lazy

from lianxin.lists import cells
from lianxin.lists.columns import Column, RecordType
from lianxin.reference.codes import credit_code, email

_NAME_HEADINGS = ("姓名", "成员姓名", "会员姓名", "人员姓名", "名字", "学员姓名", "参会人员", "联系人", "联系人姓名")
_PHONE_HEADINGS = (
    "手机", "手机号码", "手机号", "移动电话", "联系电话", "联系方式", "电话", "电话号码", "联系人电话", "联系手机", "本人电话",
)  # fmt: skip

NAME = Column(
    "name", pgettext_lazy("column", "Person's name"), _NAME_HEADINGS, cells.person_name, cells.looks_like_name,
    required=True, personal=True, sample="张三",
)  # fmt: skip
SEX = Column(
    "sex", pgettext_lazy("column", "Sex"), ("性别", "男/女", "称谓", "gender"), cells.sex, cells.looks_like_sex,
    strong=True, personal=True, choices=("男", "女"), sample="女", width=8, write=cells.write_sex,
)  # fmt: skip
BIRTH = Column(
    "birth", pgettext_lazy("column", "Date of birth"),
    ("出生日期", "出生年月日", "出生年月", "出生时间", "生日", "出生", "出生日"), cells.birth,
    personal=True, as_typed=True, sample="1985-03-02",
)  # fmt: skip
PHONE = Column(
    "phone", pgettext_lazy("column", "Phone"), _PHONE_HEADINGS, cells.phone_numbers, cells.looks_like_phone,
    strong=True, personal=True, repeats=True, as_typed=True, sample="13800000000", width=18, write=cells.write_phones,
)  # fmt: skip
ID_NUMBER = Column(
    "id_number", pgettext_lazy("column", "Document number"),
    ("身份证号", "身份证号码", "身份证", "证件号码", "证件号", "公民身份号码", "公民身份证号码", "居民身份证号", "证件编号"),
    cells.document, cells.looks_like_document,
    strong=True, personal=True, as_typed=True, sample="110101199003070310", width=22, write=cells.write_code,
    warn=cells.odd_document, beside="id_kind", parse_beside=cells.document_of_kind,
)  # fmt: skip
ID_KIND = Column(
    "id_kind", pgettext_lazy("column", "Kind of document"), ("证件类型", "证件种类", "证件名称", "身份证件类型"), cells.document_kind,
    personal=True, choices=cells.DOCUMENT_WORDS, sample="居民身份证", width=20, write=cells.write_document_kind,
)  # fmt: skip
EMAIL = Column(
    "email", pgettext_lazy("column", "E-mail"),
    ("电子邮箱", "邮箱", "电子邮件", "Email", "E-mail", "邮箱地址", "邮件", "电子信箱"), email,
    cells.looks_like_email, strong=True, personal=True, sample="zhangsan@example.com", width=24,
)  # fmt: skip
EMPLOYER = Column(
    "employer", pgettext_lazy("column", "Employer"),
    ("工作单位", "工作单位及部门", "所在单位", "所在企业", "单位", "单位名称", "公司名称", "公司", "企业名称", "所在公司",
     "工作单位及职务", "任职单位", "所属单位"),
    cells.body_name, cells.looks_like_body, personal=True, sample="大连某某科技有限公司", width=30,
)  # fmt: skip
POSITION = Column(
    "position", pgettext_lazy("column", "Position"),
    ("职务", "单位职务", "社会职务", "职务/职称", "职位", "职务职称", "职称", "岗位", "现任职务"), fits=cells.looks_like_post,
    personal=True, sample="总经理",
)  # fmt: skip
DISTRICT = Column(
    "district", pgettext_lazy("column", "District"),
    ("所属区", "所在区", "区市县", "区县", "所属地区", "辖区", "地区", "区域", "所在地区", "所属区县", "所属区市县", "区"), personal=True,
    sample="中山区",
)  # fmt: skip
ADDRESS = Column(
    "address", pgettext_lazy("column", "Address"),
    ("地址", "通讯地址", "家庭住址", "住址", "联系地址", "现住址", "家庭地址", "居住地址", "通信地址"), fits=cells.looks_like_address,
    personal=True, sample="中山区人民路1号", width=34,
)  # fmt: skip
LEVEL = Column(
    "level", pgettext_lazy("column", "Post in the association"),
    ("会内职务", "会员级别", "级别", "会员类别", "协会职务", "会员等级"), sample="理事单位",
)  # fmt: skip
CATEGORY = Column("category", pgettext_lazy("column", "Category"), ("人员类别", "群体类别", "类别", "阶层类别"), personal=True)
ASSOCIATION = Column(
    "association", pgettext_lazy("column", "Association"),
    ("所属协会", "所在协会", "所属社会组织", "协会", "协会名称"), cells.body_name, width=28
)
JOINED = Column(
    "start", pgettext_lazy("column", "From"),
    ("开始日期", "任职时间", "加入时间", "入会时间", "入会日期", "入团时间", "起始日期", "任职日期", "加入日期", "起始时间", "聘任时间"),
    cells.day, as_typed=True, sample="2015-06",
)  # fmt: skip
LEFT = Column(
    "end", pgettext_lazy("column", "Until"),
    ("结束日期", "离任时间", "离任日期", "退出时间", "终止日期", "届满日期", "截止日期"), cells.day, as_typed=True
)
CREDIT_CODE = Column(
    "credit_code", pgettext_lazy("column", "Credit code"),
    ("统一社会信用代码", "社会信用代码", "统一信用代码", "信用代码", "营业执照号", "信用代码证号", "统一社会信用代码/注册号", "机构代码"),
    credit_code, cells.looks_like_credit_code, strong=True, as_typed=True, sample="91210200MA00000014", width=24,
    write=cells.write_code, warn=cells.odd_credit_code,
)  # fmt: skip

PEOPLE = RecordType(
    "people", pgettext_lazy("list", "People"),
    (NAME, SEX, BIRTH, PHONE, ID_KIND, ID_NUMBER, EMAIL, EMPLOYER, POSITION, DISTRICT, ADDRESS, LEVEL, CATEGORY, ASSOCIATION, JOINED),
    anchor="name",
    needs=tuple(
        frozenset({"name", key})
        for key in ("phone", "id_number", "employer", "birth", "email", "sex", "position", "address", "district")
    ),
    telling=frozenset({"身份证号", "性别", "出生年月", "出生日期", "会员姓名", "成员姓名"}),
    alone=True,
    title_words="通讯录|会员名单|花名册|报名表|登记表|理事名册|人员名单",
    swaps=(("name", "employer"), ("phone", "id_number"), ("employer", "position")),
)  # fmt: skip

ORGANISATIONS = RecordType(
    "organisations", pgettext_lazy("list", "Organisations"),
    (
        Column(
            "name", pgettext_lazy("column", "Name"),
            ("单位名称", "会员单位", "会员单位名称", "企业名称", "公司名称", "单位全称", "名称", "组织名称", "机构名称", "社会组织名称",
             "企业全称", "协会名称"),
            cells.body_name, cells.looks_like_body, required=True, sample="大连某某科技有限公司", width=34,
        ),
        CREDIT_CODE,
        Column(
            "legal_person", pgettext_lazy("column", "Legal representative"),
            ("法定代表人", "法人代表", "法人", "单位负责人", "负责人", "法人姓名", "会长姓名"), cells.person_name, cells.looks_like_name,
            personal=True, sample="张三",
        ),
        replace(
            PHONE, personal=False, sample="0411-80000000",
            headings=("联系电话", "单位电话", "办公电话", "电话", "联系方式", "电话号码", "手机", "手机号码", "联系人电话"),
        ),
        replace(
            ADDRESS, personal=False,
            headings=("地址", "经营地址", "通讯地址", "单位地址", "注册地址", "办公地址", "联系地址", "住所", "所在地址"),
        ),
        replace(DISTRICT, personal=False),
        Column(
            "industry", pgettext_lazy("column", "Industry"),
            ("所属行业", "行业类别", "行业", "主营业务", "经营范围", "业务范围"), sample="信息技术",
        ),
        LEVEL,
        Column("type", pgettext_lazy("column", "Type"), ("组织类型", "单位类型", "企业类型", "机构类型", "单位性质", "企业性质")),
        Column(
            "contact", pgettext_lazy("column", "Contact"), ("联系人", "联络人", "联系人姓名"), cells.person_name, cells.looks_like_name,
            personal=True,
        ),
        replace(EMAIL, personal=False),
        Column("founded", pgettext_lazy("column", "Founded"), ("成立日期", "成立时间", "登记日期", "注册日期"), cells.day, as_typed=True),
        replace(JOINED, headings=("入会时间", "入会日期", "加入时间")),
    ),
    anchor="name",
    needs=tuple(
        frozenset({"name", key})
        for key in ("credit_code", "legal_person", "level", "industry", "address", "phone", "district", "contact")
    ),
    telling=frozenset({"统一社会信用代码", "社会信用代码", "统一信用代码", "信用代码", "营业执照号", "法定代表人", "法人代表", "法人",
                       "会员单位", "会员单位名称", "单位全称", "主营业务", "行业类别", "单位负责人"}),
    alone=True,
    title_words="会员单位名录|单位名录|企业名录|单位名单|企业名单|组织名录",
    swaps=(("name", "legal_person"), ("phone", "credit_code")),
)  # fmt: skip

TIES = RecordType(
    "ties", pgettext_lazy("list", "Ties"),
    (
        Column("kind", pgettext_lazy("column", "Kind of tie"), ("关系类型", "关系", "任职类型")),
        Column(
            "organisation", pgettext_lazy("column", "Organisation"),
            ("社会组织名称", "组织名称", "协会名称", "商会名称", "所在组织", "社会组织",
             "服务组织", "所联系组织", "团队名称", "派驻单位", "结对单位"),
            cells.body_name, cells.looks_like_body, sample="大连市软件行业协会", width=30,
        ),
        CREDIT_CODE,
        replace(
            NAME,
            headings=("姓名", "联络员姓名", "联络员", "成员姓名", "律师姓名", "志愿者姓名", "名字", "人员姓名", "专员姓名", "结对对象"),
        ),
        replace(
            PHONE,
            headings=("手机", "联络员电话", "联络员手机", "手机号码", "手机号", "联系电话", "移动电话", "电话", "联系方式", "联系人电话"),
        ),
        ID_NUMBER,
        Column(
            "licence_number", pgettext_lazy("column", "Licence number"),
            ("执业证号", "执业证书号", "律师执业证号", "执业证号码", "资格证号"), as_typed=True,
            personal=True, sample="12102201510000000", width=22,
        ),
        Column(
            "firm", pgettext_lazy("column", "Firm"),
            ("执业机构", "律师事务所", "律所", "执业律所", "所在律所"), cells.body_name, cells.looks_like_body,
            personal=True, width=30,
        ),
        Column("fields", pgettext_lazy("column", "Fields"), ("擅长领域", "专业领域", "业务领域", "专长", "擅长专业"), sample="劳动争议"),
        POSITION,
        JOINED,
        LEFT,
        Column("ab_role", pgettext_lazy("column", "A/B role"), ("A/B角", "AB角", "角色"), choices=("A角", "B角"), width=8),
        Column("change", pgettext_lazy("column", "Change"), ("变动", "变动情况", "变更", "变更情况"), cells.tie_change, width=22),
        replace(EMPLOYER, headings=("工作单位", "所在单位", "单位", "单位名称")),
    ),
    anchor="name",
    needs=tuple(frozenset({"name", key}) for key in ("organisation", "licence_number", "firm", "kind")),
    telling=frozenset({"关系类型", "联络员姓名", "联络员电话", "a/b角", "ab角", "执业证号", "执业机构", "律师事务所", "擅长领域", "变动"}),
    title_words="联络员|备案|义工团|志愿团|队伍|团队|结对|挂职|任职|成员名单",
)  # fmt: skip

_GATHERING_NAME = ("活动名称", "会议名称", "培训名称", "班次名称", "论坛名称", "活动主题", "会议主题", "主题", "活动内容")
_GATHERING_DAY = (
    "活动时间", "活动日期", "举办时间", "举办日期", "会议时间", "召开时间", "培训时间", "日期", "时间", "开始时间", "会议日期",
)  # fmt: skip
_GATHERING_PLACE = ("地点", "活动地点", "举办地点", "会议地点", "场地", "培训地点")

GATHERINGS = RecordType(
    "gatherings", pgettext_lazy("list", "Gatherings"),
    (
        Column("name", pgettext_lazy("column", "Name"), _GATHERING_NAME, required=True, sample="三新论坛（第1期）", width=30),
        Column("kind", pgettext_lazy("column", "Kind"), ("活动类型", "类型", "会议类型", "活动类别", "形式", "类别"), sample="论坛"),
        Column(
            "date", pgettext_lazy("column", "Date"),
            _GATHERING_DAY, cells.day_and_time, required=True, as_typed=True, sample="2017-05-18",
        ),
        Column(
            "time", pgettext_lazy("column", "Time"),
            ("时刻", "开始时刻", "几点"), cells.clock, as_typed=True, width=10, write=cells.write_clock,
        ),
        Column("end_date", pgettext_lazy("column", "Last day"), ("结束日期", "结束时间", "截止时间"), cells.day, as_typed=True),
        Column("venue", pgettext_lazy("column", "Venue"), _GATHERING_PLACE, sample="市社会主义学院", width=24),
        Column(
            "organiser", pgettext_lazy("column", "Organiser"),
            ("主办单位", "主办", "主办方", "组织单位", "举办单位", "承办单位"), cells.body_name, width=30,
        ),
        Column(
            "co_organiser", pgettext_lazy("column", "Co-organiser"),
            ("协办单位", "协办", "协办方", "联办单位"), cells.body_name, width=30,
        ),
        Column(
            "headcount", pgettext_lazy("column", "Headcount"),
            ("到场人数", "参加人数", "参与人数", "人数", "到会人数", "出席人数", "参训人数", "实到人数", "覆盖人数"), cells.whole_number,
            sample="80",
        ),
        Column(
            "state", pgettext_lazy("column", "State"), ("完成情况", "状态", "进展情况", "举办情况", "进展"), cells.gathering_state,
            choices=tuple(cells.STATE_WORDS.values()), sample="已举办", write=lambda state: cells.STATE_WORDS.get(state, state),
        ),
    ),
    anchor="name",
    needs=(frozenset({"name", "date"}),),
    telling=frozenset({"活动名称", "会议名称", "主办单位", "协办单位", "到场人数", "活动类型"}),
    title_words="活动台账|台账|活动计划|活动一览|活动统计",
    against="^(?:姓名|会员姓名|成员姓名|签到)$",
)  # fmt: skip

ATTENDANCE = RecordType(
    "attendance", pgettext_lazy("list", "Attendance"),
    (
        replace(
            NAME,
            headings=("姓名", "学员姓名", "参会人员", "参加人员", "名字", "人员姓名", "成员姓名", "会员姓名", "签到人", "联系人"),
        ),
        replace(EMPLOYER, headings=(*EMPLOYER.headings, "所属协会")),
        PHONE,
        ID_NUMBER,
        POSITION,
        Column("gathering", pgettext_lazy("column", "Gathering"), _GATHERING_NAME, sample="三新论坛", width=30),
        Column("date", pgettext_lazy("column", "Date"), _GATHERING_DAY, cells.day_and_time, as_typed=True, sample="2017-05-18"),
        Column("venue", pgettext_lazy("column", "Venue"), _GATHERING_PLACE, width=24),
        Column(
            "signed", pgettext_lazy("column", "Signed in"),
            ("签到", "是否签到", "到场", "出席情况", "到会情况", "出勤", "出勤情况", "是否到场", "参会情况"),
            cells.mark, choices=tuple(cells.MARK_WORDS.values()), sample="√", width=8, write=cells.write_mark,
        ),
        Column("role", pgettext_lazy("column", "Role"), ("参会身份", "身份", "角色", "参加身份"), sample="参会"),
        Column("minutes", pgettext_lazy("column", "Minutes"), ("时长", "分钟", "参加时长"), cells.whole_number),
        Column(
            "session", pgettext_lazy("column", "Half-day"),
            ("半天",), cells.mark, slot=cells.half_day, width=12, write=cells.write_mark,
        ),
    ),
    anchor="name",
    needs=tuple(frozenset({"name", key}) for key in ("signed", "session", "gathering")),
    telling=frozenset({"签到", "是否签到", "出勤", "活动名称", "培训名称"}),
    title_words="签到|考勤|出勤|点名|到会",
    swaps=(("name", "employer"),),
)  # fmt: skip

MATTERS = RecordType(
    "matters", pgettext_lazy("list", "Matters"),
    (
        Column(
            "number", pgettext_lazy("column", "Case number"),
            ("编号", "登记编号", "受理编号", "工单编号"), as_typed=True, sample="001", width=10,
        ),
        Column(
            "registered", pgettext_lazy("column", "Registered"),
            ("登记日期", "受理日期", "登记时间", "来访日期", "来访时间", "受理时间", "接待日期"), cells.day,
            required=True, as_typed=True, sample="2017-03-01",
        ),
        replace(
            NAME, headings=("来访人", "来访人姓名", "诉求人", "反映人", "姓名", "当事人", "求助人", "咨询人", "申请人"), personal=True,
        ),
        PHONE,
        Column("item", pgettext_lazy("column", "Kind of matter"),
            ("事项", "事项类别", "事项类型", "诉求类型", "类别", "类型", "业务类型"), required=True,
               sample="法律咨询"),
        Column(
            "summary", pgettext_lazy("column", "Summary"), ("内容摘要", "摘要", "内容", "诉求内容", "事项内容", "主要内容", "反映问题"),
            personal=True, width=40,
        ),
        Column(
            "handler", pgettext_lazy("column", "Handler"),
            ("承办人", "经办人", "处理人", "接待人", "办理人", "责任人"), sample="李律师",
        ),
        Column("closed", pgettext_lazy("column", "Closed"), ("办结日期", "办结时间", "完成日期", "结案日期"), cells.day, as_typed=True),
        Column("result", pgettext_lazy("column", "Result"), ("办理结果", "处理结果", "结果", "办理情况", "处理情况"), sample="已解决"),
        Column(
            "satisfaction", pgettext_lazy("column", "Satisfaction"),
            ("满意度", "满意情况", "满意度评价", "评价", "回访满意度"), cells.satisfaction,
            choices=tuple(cells.SATISFACTION_WORDS.values()), write=lambda level: cells.SATISFACTION_WORDS.get(level, level),
        ),
        Column("station", pgettext_lazy("column", "Station"), ("服务站", "受理站点", "受理单位", "站点"), cells.body_name, width=26),
    ),
    anchor="name",
    needs=(frozenset({"name", "item"}), frozenset({"name", "registered"}), frozenset({"registered", "item"})),
    telling=frozenset({"来访人", "登记日期", "内容摘要", "承办人", "办结日期", "办理结果", "满意度", "事项"}),
    title_words="登记簿|来访|受理|诉求|工单|调解",
    left_empty=frozenset({"name"}),
)  # fmt: skip

# The order breaks ties between shapes that fit a sheet equally well.
SHAPES = (PEOPLE, ORGANISATIONS, TIES, GATHERINGS, ATTENDANCE, MATTERS)
