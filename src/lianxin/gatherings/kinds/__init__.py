"""The kinds, one folder each; every folder registers itself here with one line."""

from __future__ import annotations

from lianxin.gatherings.kind import gathering_kinds
from lianxin.gatherings.kinds.activity import Activity
from lianxin.gatherings.kinds.forum import Forum
from lianxin.gatherings.kinds.joint_conference import JointConference
from lianxin.gatherings.kinds.salon import Salon
from lianxin.gatherings.kinds.training_class import TrainingClass
from lianxin.gatherings.kinds.visit import Visit

gathering_kinds.add(JointConference)
gathering_kinds.add(TrainingClass)
gathering_kinds.add(Forum)
gathering_kinds.add(Salon)
gathering_kinds.add(Visit)
gathering_kinds.add(Activity)
