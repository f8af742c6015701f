"""The pages of staff in every state. Who meets them is made in `staff_people`."""

from __future__ import annotations

from tests.accessibility.state import State

LIMITED = "limited@staff.example"
_STEP = "/staff/sign-in/code"
_SCHOOL = "/staff/organisation/{school}"


def _form(**fields: str) -> dict[str, str]:
    return {"csrf_token": "{csrf}"} | fields


STAFF = [
    State("staff, sign in", "/staff/sign-in?next=/staff/sessions"),
    State(
        "staff, sign in, wrong",
        "/staff/sign-in",
        status=422,
        form={"email": "nobody@staff.example.wrong", "password": "wrong"},
        start="/staff/sign-in",
    ),
    State(
        "staff, too many tries",
        "/staff/sign-in",
        status=429,
        form={"email": LIMITED, "password": "x"},
        start="/staff/sign-in",
    ),
    State("staff, second step", _STEP, cookie="second"),
    State("staff, second step by passkey alone", _STEP, cookie="second_passkey"),
    State("staff, forgotten", "/staff/forgotten"),
    State(
        "staff, forgotten, no address",
        "/staff/forgotten",
        status=422,
        form={"email": "x"},
        start="/staff/forgotten",
    ),
    State("staff, forgotten, sent", "/staff/forgotten/sent"),
    State("staff, new password", "/staff/reset", cookie="resetting"),
    State("staff, new password kept", "/staff/password-changed"),
    State("staff, dead link", "/staff/invitation/guessed", status=404),
    State("staff, invited", "/staff/invitation", cookie="invited"),
    State("staff, invited and known", "/staff/invitation", cookie="invited_known"),
    State("staff, joined", "/staff/joined"),
    State("staff, set up", "/staff/set-up", cookie="new"),
    State(
        "staff, set up, weak password",
        "/staff/set-up",
        status=422,
        form=_form(password="passwordpassword"),
        start="/staff/set-up",
        cookie="new",
    ),
    State("staff, set up an app", "/staff/set-up/app", cookie="new_password"),
    State("staff, account", "/staff", cookie="lead"),
    State("staff, account of somebody in two organisations", "/staff", cookie="adviser"),
    State(
        "staff, account without a name",
        "/staff/name",
        status=422,
        form=_form(name=""),
        start="/staff",
        cookie="lead",
    ),
    State("staff, account of nobody's", "/staff", cookie="nobodys"),
    State("staff, ways to sign in", "/staff/security", cookie="adviser"),
    State("staff, ways to sign in, the only passkey", "/staff/security?only=passkey", cookie="editor"),
    State("staff, where one is signed in", "/staff/sessions", cookie="adviser"),
    State("staff, is it you", "/staff/confirm?next=/staff/password", cookie="adviser"),
    State("staff, is it you, with neither", "/staff/confirm", cookie="lead"),
    State("staff, change password", "/staff/password", cookie="adviser"),
    State("staff, change app", "/staff/app", cookie="adviser"),
    State("staff, recovery codes", "/staff/codes", form=_form(), start="/staff/security", cookie="codes"),
    State("staff, signed out", "/staff/signed-out"),
    State("staff, organisation for an adviser", _SCHOOL, cookie="adviser"),
    State("staff, organisation for a lead", _SCHOOL, cookie="lead"),
    State(
        "staff, invitation without an address",
        f"{_SCHOOL}/invitations",
        status=422,
        form=_form(email="x", role=""),
        start=_SCHOOL,
        cookie="lead",
    ),
    State("staff, organisation for the host, suspended", "/staff/organisation/{suspended}", cookie="host"),
    State("staff, all organisations", "/staff/organisations", cookie="host"),
    State(
        "staff, organisation without a name",
        "/staff/organisations",
        status=422,
        form=_form(name="", kind=""),
        start="/staff/organisations",
        cookie="host",
    ),
    State("staff, not for you", "/staff/organisations", status=403, cookie="adviser"),
    State("staff, not for who belongs nowhere", "/staff/organisation", status=403, cookie="nobodys"),
    State(
        "staff, not known elsewhere",
        "/staff/sign-in/elsewhere/back?code=1&state=2",
        status=403,
        cookie="elsewhere",
    ),
]
