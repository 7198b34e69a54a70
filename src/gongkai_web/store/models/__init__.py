"""The tables of the store."""

from gongkai_web.store.models.applications import Ticket
from gongkai_web.store.models.entries import Counter, Entry, Head
from gongkai_web.store.models.files import StoredFile
from gongkai_web.store.models.jobs import Job, Round
from gongkai_web.store.models.law import Overlay
from gongkai_web.store.models.organs import Organ, OrganName
from gongkai_web.store.models.people import AuditRecord, Notice, Reveal, Submission
from gongkai_web.store.models.private import PrivateWord
from gongkai_web.store.models.projections import Case, Deadline
from gongkai_web.store.models.reports import Correction, Examined, Explanation, Found, ReportVersion, Upload
from gongkai_web.store.models.season import (
    Call,
    Figures,
    Progress,
    PublicAddress,
    PublicCheck,
    ZeroConfirmed,
)
from gongkai_web.store.models.work import Draft, SignedLetter

__all__ = [
    "AuditRecord",
    "Call",
    "Case",
    "Correction",
    "Counter",
    "Deadline",
    "Draft",
    "Entry",
    "Examined",
    "Explanation",
    "Figures",
    "Found",
    "Head",
    "Job",
    "Notice",
    "Organ",
    "OrganName",
    "Overlay",
    "PrivateWord",
    "Progress",
    "PublicAddress",
    "PublicCheck",
    "ReportVersion",
    "Reveal",
    "Round",
    "SignedLetter",
    "StoredFile",
    "Submission",
    "Ticket",
    "Upload",
    "ZeroConfirmed",
]
