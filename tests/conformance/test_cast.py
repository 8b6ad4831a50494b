"""The cast wears the hats that its names promise."""

from tests.cast import NAMES, ROLES, STRANGER, VISITOR

from lianxin.access.roles import Role


def test_every_role_is_cast():
    assert set(ROLES) == {role.value for role in Role} - {Role.SERVICE.value}


def test_everyone_wears_the_hat_of_their_name(cast):
    for role in NAMES:
        assert cast.actor(role).roles == {Role.MEMBER, Role(role)}
    assert cast.actor(STRANGER).roles == {Role.MEMBER}
    assert cast.actor(VISITOR).roles == {Role.ANYONE}
