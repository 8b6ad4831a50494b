"""Codes of the register."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationKind(TextChoices):
    ASSOCIATION = "association", _("association")
    FOUNDATION = "foundation", _("foundation")
    PRIVATE_UNIT = "private_unit", _("private non-enterprise unit")
    FIRM = "firm", _("firm")
    DEPARTMENT = "department", _("department")
    HUB = "hub", _("hub")
    DISTRICT_ASSOCIATION = "district_association", _("district association")
    STATION = "station", _("station")
    TEAM = "team", _("team")
    SCHOOL = "school", _("school")

    @classmethod
    def social(cls) -> tuple[str, ...]:
        """Kinds that count as social organisations (社会组织): the ones that need a liaison officer."""
        return (cls.ASSOCIATION, cls.FOUNDATION, cls.PRIVATE_UNIT, cls.DISTRICT_ASSOCIATION)


class TieKind(TextChoices):
    """Which columns of a tie each kind uses stands in `models.ties`."""

    MEMBERSHIP = "membership", _("membership")
    EMPLOYMENT = "employment", _("employment")
    RESIDENCE = "residence", _("residence")
    LIAISON = "liaison", _("liaison officer")
    KEY_CONTACT = "key_contact", _("key contact")
    PAIRING = "pairing", _("named contact")
    TEAM = "team", _("team member")
    PLACEMENT = "placement", _("placement")
    APPOINTMENT = "appointment", _("appointment")
    CONFERENCE_SEAT = "conference_seat", _("conference seat")
    STAFF_POST = "staff_post", _("staff post")
    KINSHIP = "kinship", _("kinship")

    @classmethod
    def facts(cls) -> tuple[str, ...]:
        """Kinds that say something of the person alone; the others put the person into somebody's care or list."""
        return (cls.RESIDENCE, cls.EMPLOYMENT, cls.KINSHIP)

    @classmethod
    def posts(cls) -> tuple[str, ...]:
        """Kinds that give rights in Lianxin."""
        return (cls.STAFF_POST, cls.LIAISON)

    @classmethod
    def with_coded_roles(cls) -> tuple[str, ...]:
        """Kinds whose role is a code; elsewhere it is the name of an office as a list wrote it."""
        return (cls.LIAISON, cls.APPOINTMENT, cls.STAFF_POST, cls.KINSHIP)


class KinshipRole(TextChoices):
    """What the relative (`Tie.other`) is to the person."""

    GUARDIAN = "guardian", _("guardian")
    CHILD = "child", _("child")
    SPOUSE = "spouse", _("spouse")


class LiaisonRole(TextChoices):
    MAIN = "main", _("main liaison officer")
    DEPUTY = "deputy", _("deputy liaison officer")


class DocumentPurpose(TextChoices):
    """What a document is, as far as measures and pages ask: the documents of A3 are the regulations (制度文件)."""

    REGULATION = "regulation", _("regulation")
    CHARTER = "charter", _("charter")
    APPOINTMENT = "appointment", _("appointment notice")
    ESTABLISHMENT = "establishment", _("approval of posts")
    MINUTES = "minutes", _("minutes")
    YEARLY_REPORT = "yearly_report", _("yearly report")
    TIERS = "tiers", _("list of tiers or teams")
    PROOF = "proof", _("proof")
    OTHER = "other", _("other document")


class DocumentState(TextChoices):
    TRIAL = "trial", _("trial")
    IN_FORCE = "in_force", _("in force")
    SUPERSEDED = "superseded", _("superseded")


class Basis(TextChoices):
    """Legal basis of an import; without one its people stay out of every audience."""

    NONE = "", _("not stated")
    CONSENT = "consent", _("consent")
    NOTICE = "notice", _("notice given")
    STATUTORY = "statutory", _("statutory duty")
    CONTRACT = "contract", _("contract or membership")
    PUBLISHED = "published", _("lawfully published")


class MentionRole(TextChoices):
    """What a row says the party is."""

    SUBJECT = "subject", _("subject")
    EMPLOYER = "employer", _("employer")
    ASSOCIATION = "association", _("association")
    OFFICER = "officer", _("officer")
    ORGANISER = "organiser", _("organiser")
    HANDLER = "handler", _("handler")


class KeyKind(TextChoices):
    """Identifiers that are found by digest."""

    PHONE = "phone", _("phone")
    PHONE_TAIL = "phone_tail", _("phone tail")
    DOCUMENT = "document", _("document number")
    EMAIL = "email", _("e-mail")
    CREDIT_CODE = "credit_code", _("credit code")
    LICENCE = "licence", _("licence number")
