"""The use cases of a referral, by name; each is one step in the caller's transaction and commits nothing."""

from __future__ import annotations

from directory.referrals.answering import accept, note, record_outcome, reject
from directory.referrals.chasing import (
    ask_outcome,
    bounced,
    came_back,
    chase,
    delivered,
    escalate,
    escalate_outcome,
    hurry,
    remind,
    suspended,
    unreached,
)
from directory.referrals.checking import located
from directory.referrals.closing import cancel, redirect, withdraw_consent
from directory.referrals.contact import correct_contact
from directory.referrals.due import follow_timers
from directory.referrals.reading import (
    Worklist,
    asked_services,
    by_link,
    by_reference,
    get,
    numbers,
    overdue_count,
    service_of,
    timeline,
    without_owner,
    worklist,
)
from directory.referrals.submitting import Submitted, receipt_of, replay_of, submit, submit_once
from directory.referrals.wiring import Wiring

__all__ = [
    "Submitted", "Wiring", "Worklist", "accept", "ask_outcome", "asked_services", "bounced", "by_link", "by_reference",
    "came_back", "cancel", "chase", "correct_contact", "delivered", "escalate", "escalate_outcome", "follow_timers",
    "get", "hurry", "located", "note", "numbers", "overdue_count", "receipt_of", "record_outcome", "redirect", "reject",
    "remind", "replay_of", "service_of", "submit", "submit_once", "suspended", "timeline", "unreached",
    "withdraw_consent", "without_owner", "worklist",
]  # fmt: skip
