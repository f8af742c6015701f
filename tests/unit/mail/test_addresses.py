"""E-mail addresses are checked by their shape and brought to one form."""

from email.headerregistry import Address

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pathways.mail import Letter
from pathways.mail.addresses import LONGEST_EMAIL, read_email
from pathways.mail.letters import written


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("kim@mail.example", "kim@mail.example"),
        ("  kim@mail.example \n", "kim@mail.example"),
        ("Kim.Lee+pathways@Mail.EXAMPLE", "kim.lee+pathways@mail.example"),
        ("o'neil@mail.example", "o'neil@mail.example"),
        ("kim@münchen.example", "kim@xn--mnchen-3ya.example"),
    ],
)
def test_an_address_is_kept_in_small_letters(typed: str, kept: str) -> None:
    assert read_email(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "kim",
        "kim@",
        "@mail.example",
        "kim@mail",
        "kim@localhost",
        "kim@[127.0.0.1]",
        "kim@mail.example, lee@mail.example",
        "kim@mail.example\nBcc: lee@mail.example",
        "Kim <kim@mail.example>",
        '"kim lee"@mail.example',
        "kim@@mail.example",
        "kim lee@mail.example",
        "jürgen@mail.example",
        "PR1 2HE",
        f"{'k' * 65}@mail.example",
        f"{'k' * 60}@{'.'.join(['m' * 60] * 4)}.example",
    ],
)
def test_what_is_no_address_is_none(typed: str) -> None:
    assert read_email(typed) is None


@given(
    st.text(max_size=40) | st.emails() | st.from_regex(r"[a-z.'+]{1,12}@[a-zA-Z0-9.-]{1,20}", fullmatch=True)
)
@example("!#$%&'*+/=?^_`{|}~-@mail.example")
def test_whatever_is_kept_can_stand_on_a_letter(typed: str) -> None:
    kept = read_email(typed)
    if kept is None:
        return
    assert len(kept) <= LONGEST_EMAIL
    assert read_email(kept) == kept
    assert kept == kept.lower()
    message = written(Letter(kept, "s", "t"), sender="site@council.example", name="Site")
    assert message["To"].addresses == (Address(addr_spec=kept),)
