"""The tables of staff accounts."""

from pathways.accounts.models.audit import AuditEntry
from pathways.accounts.models.organisations import Invitation, Membership, Organisation
from pathways.accounts.models.sessions import PasswordReset, SessionStep, StaffSession
from pathways.accounts.models.staff import OutsideIdentity, Passkey, RecoveryCode, StaffUser

__all__ = [
    "AuditEntry",
    "Invitation",
    "Membership",
    "Organisation",
    "OutsideIdentity",
    "Passkey",
    "PasswordReset",
    "RecoveryCode",
    "SessionStep",
    "StaffSession",
    "StaffUser",
]
