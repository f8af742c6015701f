"""Property tests try the same examples in every run, whatever else the process has loaded."""

from __future__ import annotations

from hypothesis.internal.conjecture import providers

from pathways import clock


def test_constants_of_our_own_modules_are_not_among_the_examples() -> None:
    assert clock.__file__ is not None
    assert not providers.is_local_module_file(clock.__file__)
    assert not providers._get_local_constants().set_for_type("integer")
