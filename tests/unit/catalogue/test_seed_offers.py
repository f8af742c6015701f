"""The little language of the `offered` column."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.seeding.dates import Closing, Start
from pathways.catalogue.seeding.offers import MODE_CODES, Offer, Pay, read_offers
from pathways.catalogue.vocabulary import Delivery, Mode, PayBasis


def only(text: str) -> Offer:
    (offer,) = read_offers(text)
    return offer


def test_a_course_at_a_venue() -> None:
    offer = only("consett ft sep")
    assert (offer.where, offer.delivery, offer.modes) == ("consett", Delivery.VENUE, (Mode.FULL_TIME,))
    assert offer.starts == (Start(month=9),)
    assert offer.closing is None
    assert offer.pay == Pay()


def test_several_offers_stand_in_one_cell() -> None:
    offers = read_offers("consett ft sep; stanley ft,pt sep jan places=16; online ew flex noclose")
    assert [offer.where for offer in offers] == ["consett", "stanley", "online"]
    assert offers[1].modes == (Mode.FULL_TIME, Mode.PART_TIME)
    assert offers[1].starts == (Start(month=9), Start(month=1))
    assert offers[1].places == 16
    assert offers[2].closing == Closing()


def test_a_closing_semicolon_does_no_harm() -> None:
    assert len(read_offers("consett ft sep; ")) == 1


def test_a_vacancy_names_its_employer_and_pay() -> None:
    offer = only(
        "consett dr +40d close+20d pay=8.40 hours=37.5 places=1 @Otter Heating: nine people, two vans"
    )
    assert offer.employer == "Otter Heating"
    assert offer.employer_about == "nine people, two vans"
    assert offer.pay == Pay(PayBasis.STATED, hourly=(840, 840))
    assert (offer.hours, offer.places) == (37.5, 1)
    assert offer.closing == Closing(from_today=20)


def test_an_employer_needs_no_description() -> None:
    offer = only("consett dr sep @Otter Heating")
    assert (offer.employer, offer.employer_about) == ("Otter Heating", "")


@pytest.mark.parametrize(
    ("word", "pay"),
    [
        ("pay=9", Pay(PayBasis.STATED, hourly=(900, 900))),
        ("pay=8.4", Pay(PayBasis.STATED, hourly=(840, 840))),
        ("pay=8.40-9.75", Pay(PayBasis.RANGE, hourly=(840, 975))),
        ("weekly=310", Pay(PayBasis.STATED, weekly=(31000, 31000))),
        ("weekly=300-340.50", Pay(PayBasis.RANGE, weekly=(30000, 34050))),
        ("pay=min", Pay(PayBasis.LEGAL_MINIMUM)),
        ("pay=none", Pay()),
        ("pay:depends-on-age", Pay(PayBasis.TEXT_ONLY, words="Depends on age")),
    ],
)
def test_pay_may_be_told_in_several_ways(word: str, pay: Pay) -> None:
    assert only(f"consett dr sep {word}").pay == pay


@pytest.mark.parametrize(
    ("where", "delivery"),
    [("online", Delivery.ONLINE), ("national", Delivery.NATIONAL), ("consett", Delivery.VENUE)],
)
def test_the_place_says_how_it_is_delivered(where: str, delivery: Delivery) -> None:
    offer = only(f"{where} ew flex")
    assert offer.delivery is delivery
    assert offer.districts == ()


def test_an_offer_across_an_area_names_its_districts() -> None:
    offer = only("area:E06000047,E08000037 pt jan")
    assert offer.delivery is Delivery.AREA
    assert offer.districts == ("E06000047", "E08000037")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "at least one place"),
        (" ; ", "at least one place"),
        ("consett", "a place, a mode and a start"),
        ("consett ft", "a place, a mode and a start"),
        ("consett evenings sep", "'evenings' is not a mode"),
        ("consett ft,xx sep", "'xx' is not a mode"),
        ("consett ft places=4", "has no start"),
        ("consett ft soon", "'soon' is not understood"),
        ("consett ft sep places=many", "'places=many' is not understood"),
        ("consett ft sep hours=long", "'hours=long' is not understood"),
        ("consett ft sep pay=lots", "'lots' is not an amount"),
        ("consett ft sep pay=8.401", "'8.401' is not an amount"),
        ("consett ft sep weekly=-3", "'-3' is not an amount"),
        ("area:Durham pt sep", "'Durham' is not the code"),
        ("area: pt sep", "'' is not the code"),
    ],
)
def test_what_cannot_be_read_is_quoted(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_offers(text)


@given(
    where=st.from_regex(r"[a-z]{3,12}(-[a-z]{2,8})?", fullmatch=True).filter(
        lambda word: word not in ("online", "national")
    ),
    modes=st.lists(st.sampled_from(sorted(MODE_CODES)), min_size=1, max_size=4, unique=True),
    starts=st.lists(st.sampled_from(["sep", "jan+1", "+30d", "flex"]), min_size=1, max_size=4),
    places=st.integers(1, 500),
    pence=st.integers(100, 9999),
)
def test_what_is_written_is_read_back(
    where: str, modes: list[str], starts: list[str], places: int, pence: int
) -> None:
    told = f"{where} {','.join(modes)} {' '.join(starts)} places={places} pay={pence / 100:.2f}"
    offer = only(told)
    assert offer.where == where
    assert offer.modes == tuple(MODE_CODES[code] for code in modes)
    assert len(offer.starts) == len(starts)
    assert offer.places == places
    assert offer.pay.hourly == (pence, pence)


@given(st.text(alphabet=string.printable, max_size=60))
def test_any_text_is_read_or_refused_as_a_bad_value(text: str) -> None:
    try:
        offers = read_offers(text)
    except ValueError:
        return
    assert all(offer.starts and offer.modes for offer in offers)
