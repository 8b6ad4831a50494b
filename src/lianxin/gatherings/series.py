"""Names of series that bind gatherings to programmes of the city. Free names are welcome; these have figures of their own."""

from __future__ import annotations

FORUMS = ("三新论坛", "社会创新论坛", "青年创新创业论坛", "同心聚力论坛")
LEADING_GROUP = ("专题学习", "leading group")
REPORT_MEETINGS = ("经验交流会", "事迹报告会")
THEME_ACTIVITIES = ("凝心聚力十三五", "汇聚社会精英")
THINK_TANK = ("同心·滨城智库",)
CLASSES = ("主题培训班",)

KNOWN = (*FORUMS, *CLASSES, *THINK_TANK, *REPORT_MEETINGS, *THEME_ACTIVITIES, LEADING_GROUP[0])
"""Offered where a series is typed in."""
