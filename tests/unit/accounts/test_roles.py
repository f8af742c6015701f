"""Who may look after whom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.accounts.roles import LEADS, OrganisationKind, Role, fits, given_by, may_manage, roles_of

ROLES = st.sampled_from(list(Role))
KINDS = st.sampled_from(list(OrganisationKind))
IDS = st.integers(1, 5)


@given(ROLES, IDS, ROLES, IDS)
def test_nobody_but_the_host_looks_after_another_organisation(
    manager: Role, own: int, role: Role, other: int
) -> None:
    if manager is not Role.HOST_ADMIN and own != other:
        assert not may_manage(manager, of=own, role=role, organisation=other)


@given(ROLES, IDS, ROLES)
def test_nobody_but_the_host_looks_after_their_like_or_those_above(
    manager: Role, own: int, role: Role
) -> None:
    if manager is not Role.HOST_ADMIN and role in LEADS:
        assert not may_manage(manager, of=own, role=role, organisation=own)


@given(ROLES, IDS, ROLES)
def test_only_leads_look_after_anybody(manager: Role, own: int, role: Role) -> None:
    if may_manage(manager, of=own, role=role, organisation=own):
        assert manager in LEADS


@given(IDS, ROLES, IDS)
def test_the_host_looks_after_everybody(own: int, role: Role, other: int) -> None:
    assert may_manage(Role.HOST_ADMIN, of=own, role=role, organisation=other)


@given(ROLES, KINDS)
def test_a_role_that_may_be_given_fits_and_may_be_managed(manager: Role, kind: OrganisationKind) -> None:
    for role in given_by(manager, kind):
        assert fits(role, kind)
        assert may_manage(manager, of=1, role=role, organisation=1)


@pytest.mark.parametrize("kind", list(OrganisationKind))
def test_every_kind_of_organisation_has_a_lead(kind: OrganisationKind) -> None:
    assert roles_of(kind)[-1] in LEADS


def test_every_role_fits_some_kind() -> None:
    assert {role for kind in OrganisationKind for role in roles_of(kind)} == set(Role)


@pytest.mark.parametrize(
    ("manager", "kind", "given"),
    [
        (Role.ADVISER_LEAD, OrganisationKind.SCHOOL, (Role.ADVISER,)),
        (Role.PROVIDER_ADMIN, OrganisationKind.PROVIDER, (Role.PROVIDER_EDITOR,)),
        (Role.ADVISER, OrganisationKind.SCHOOL, ()),
        (Role.HOST_ADMIN, OrganisationKind.CHARITY, (Role.ADVISER, Role.ADVISER_LEAD)),
    ],
)
def test_who_gives_which_role(manager: Role, kind: OrganisationKind, given: tuple[Role, ...]) -> None:
    assert given_by(manager, kind) == given
