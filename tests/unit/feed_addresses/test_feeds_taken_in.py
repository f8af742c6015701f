"""Feeds of providers fetched from a real server, and taken in as if their provider had sent them in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from pathways import clock
from pathways.accounts.models import AuditEntry, Membership, Organisation, StaffUser
from pathways.catalogue.one_at_a_time import one_at_a_time
from pathways.feed_addresses.models import MOST_REMEMBERED, AddressState, FeedAddress, FeedKind
from pathways.feed_addresses.operations import run, taking_in
from pathways.feed_addresses.operations.allowing import (
    MOST_ADDRESSES,
    ProposedBeforeError,
    TooManyAddressesError,
    decide,
    propose,
    remove,
)
from pathways.feed_addresses.operations.run import SAME, STILL, AnotherRunError
from pathways.feed_addresses.queries import all_addresses, own_address, waiting
from pathways.feed_addresses.rules.addresses import read_address
from pathways.feeds.programmes_csv.columns import NAMES
from pathways.listings.models import LifeState, Listing
from pathways.listings.upload.models import UploadKind, UploadState
from pathways.listings.upload.operations.publishing import ask_to_undo
from pathways.listings.upload.operations.working import work_once
from pathways.snapshot.pointer import snapshot_dir
from tests.harness.feed_server import Answer
from tests.harness.listings import make_provider_world
from tests.harness.uploads import plumbing
from tests.unit.feed_addresses.conftest import Site
from tests.unit.feeds.made_xcri import feed as xcri_feed

TWO = [plumbing(), plumbing(reference="brick-2", title="Bricklaying diploma")]


def test_a_trusted_provider_publishes_a_sheet_and_students_find_it(site: Site) -> None:
    site.trust()
    feed = site.allow(site.publish(TWO))
    assert site.said() == [("2 published.", False)]
    assert site.on_offer() == ["Bricklaying diploma", "Plumbing diploma"]
    (upload,) = site.uploads()
    assert (upload.state, upload.kind) == (UploadState.APPLIED, UploadKind.PROGRAMMES)
    assert (upload.made_by, upload.provider_id) == (site.world.editor.user_id, site.world.provider_id)
    assert upload.file_name == "courses.csv from localhost"
    assert (feed.last_outcome, feed.has_failed, feed.upload_id) == ("2 published.", False, upload.id)


def test_what_another_provider_publishes_waits_for_the_host(site: Site) -> None:
    site.allow(site.publish(TWO))
    assert site.said() == [("2 sent to be looked at.", False)]
    assert site.listings() == {"plumb-2": "submitted", "brick-2": "submitted"}
    assert site.on_offer() == []


def test_an_xcri_feed_is_taken_in_the_same_way(site: Site) -> None:
    site.trust()
    feed = site.allow(site.publish(xcri_feed().encode(), "/feed.xml"), FeedKind.XCRI_CAP)
    ((said, _),) = site.said()
    (upload,) = site.uploads()
    assert (upload.kind, upload.state, upload.row_count) == (UploadKind.XCRI_CAP, UploadState.APPLIED, 3)
    assert said.startswith(feed.last_outcome)


@pytest.mark.parametrize("headers", [{}, {"ETag": '"1"'}, {"Last_Modified": "Mon, 30 Nov 2026 09:00:00 GMT"}])
def test_the_same_file_again_does_nothing(site: Site, headers: dict[str, str]) -> None:
    site.trust()
    site.allow(site.publish(TWO, **headers))
    site.run()
    edits = [one.edit_count for one in site.session.scalars(select(Listing))]
    assert site.said() == [(SAME, False)]
    assert len(site.uploads()) == 1
    assert [one.edit_count for one in site.session.scalars(select(Listing))] == edits
    asked = site.server.asked[-1][1]
    assert ("If-None-Match" in asked, "If-Modified-Since" in asked) == (
        "ETag" in headers,
        "Last_Modified" in headers,
    )


def test_the_same_file_under_a_new_mark_does_nothing_and_the_mark_is_kept(site: Site) -> None:
    feed = site.allow(site.publish(TWO, ETag='"1"'))
    site.run()
    site.publish(TWO, ETag='"2"')
    assert site.said() == [(SAME, False)]
    assert feed.etag == '"2"'
    assert len(site.uploads()) == 1


def test_a_newer_file_changes_what_it_names_and_wipes_nothing(site: Site) -> None:
    site.trust()
    site.allow(site.publish(TWO))
    site.run()
    site.publish(
        [plumbing(title="Plumbing and heating diploma"), plumbing(reference="tile-1", title="Tiling")]
    )
    assert site.said() == [("2 published.", False)]
    assert site.on_offer() == ["Bricklaying diploma", "Plumbing and heating diploma", "Tiling"]


def test_a_wrong_row_is_told_and_the_good_ones_are_published(site: Site) -> None:
    site.trust()
    site.allow(site.publish([*TWO, plumbing(reference="x", level="ninety")]))
    assert site.said() == [("2 published; 1 row with something wrong.", False)]


def test_a_file_of_wrong_rows_needs_somebody_until_it_is_another(site: Site) -> None:
    site.trust()
    feed = site.allow(site.publish([plumbing(level="ninety")]))
    said = "No row can be used; 1 row with something wrong."
    assert site.said() == [(said, True)]
    assert site.said() == [(f"{SAME} {said}", True)]
    assert feed.has_failed
    site.publish(TWO)
    assert site.said() == [("2 published.", False)]
    assert not feed.has_failed


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        (FeedKind.PROGRAMMES_CSV, b"<!DOCTYPE html><html><title>Sign in</title>", "web page and not a sheet"),
        (FeedKind.XCRI_CAP, b"\n <html><body>Sign in</body></html>", "web page and not an XCRI-CAP feed"),
        (FeedKind.XCRI_CAP, b"reference,title\r\n1,Plumbing\r\n", "does not give an XCRI-CAP feed"),
        (FeedKind.PROGRAMMES_CSV, b"<?xml version='1.0'?><catalog/>", "does not give a sheet"),
        (FeedKind.PROGRAMMES_CSV, b"", "is empty"),
        (FeedKind.PROGRAMMES_CSV, b"PK\x03\x04" + b"\0" * 200, "workbook"),
        (FeedKind.PROGRAMMES_CSV, b"reference,title,route\r\n", "no column|no row"),
    ],
)
def test_what_is_no_such_feed_is_refused_and_looked_at_again_next_time(
    site: Site, kind: FeedKind, body: bytes, said: str
) -> None:
    feed = site.allow(site.publish(body, ETag='"1"'), kind)
    for _ in range(2):
        ((told, failed),) = site.said()
        assert failed
        assert any(words in told for words in said.split("|")), told
    assert site.uploads() == []
    assert (feed.digest, feed.etag) == ("", "")
    assert len(site.server.asked) == 2


BOMB = b'<?xml version="1.0"?><!DOCTYPE c [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><catalog>&b;</catalog>'


@pytest.mark.parametrize(
    "body", [BOMB, b'<?xml version="1.0"?>' + b"<d>" * 10_000, b"<?xml version='1.0'?><rss/>"]
)
def test_a_bad_feed_publishes_nothing_and_says_what_is_wrong(site: Site, body: bytes) -> None:
    site.trust()
    site.allow(site.publish(body), FeedKind.XCRI_CAP)
    assert site.said() == [("No row can be used; 1 row with something wrong.", True)]
    assert site.on_offer() == []


def test_one_address_that_fails_does_not_end_the_run(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.trust()
    other = make_provider_world(site.session, name="Riverbank Training")
    site.session.commit()
    gone, broken = site.server.address("/gone.csv"), site.publish(TWO, "/broken.csv")
    site.allow(gone)
    theirs = site.allow(broken, world=other).id
    site.allow(site.publish(TWO, "/good.csv"))
    real = run.keep

    def keep(database: Any, folder: Any, feed_id: int, fetched: Any) -> int:
        if feed_id == theirs:
            raise RuntimeError("a fault of ours")
        return real(database, folder, feed_id, fetched)

    monkeypatch.setattr(run, "keep", keep)
    told = site.run()
    assert [(one.failed, one.said.split(".")[0]) for one in told] == [
        (True, "The website has nothing at this address"),
        (True, "Something went wrong here, and not at the website"),
        (False, "2 published"),
    ]


def test_words_that_quote_a_file_carry_none_of_its_control_characters(site: Site) -> None:
    other = make_provider_world(site.session, name="Riverbank Training")
    site.session.commit()
    header = ",".join([*sorted(NAMES), "a\0\x1b]0;mine\x07"])
    feed = site.allow(site.publish(header.encode(), "/odd.csv"))
    site.allow(site.publish(TWO, "/good.csv"), world=other)
    odd, good = site.run()
    assert odd.failed
    assert "has a column that the template has not: a\ufffd\ufffd]0;mine\ufffd." in odd.said
    assert odd.said == feed.last_outcome == feed.outcomes[0].said
    assert good.said == "2 sent to be looked at."
    feed.note("whoever wrote\x1b\0 this", failed=True, at=clock.now())
    site.session.commit()
    assert feed.last_outcome == feed.outcomes[0].said == "whoever wrote   this"


def test_only_one_providers_addresses_are_fetched_when_it_is_named(site: Site) -> None:
    other = make_provider_world(site.session, name="Riverbank Training", ukprn=10001234)
    site.session.commit()
    first, second = site.publish(TWO, "/one.csv"), site.publish(TWO, "/two.csv")
    site.allow(first)
    site.allow(second, world=other)
    assert [one.address for one in site.run("moorside COLLEGE ")] == [first]
    assert [one.address for one in site.run("10001234")] == [second]
    assert site.run("Moorside") == []
    assert [one.address for one in site.run()] == [first, second]


def test_nothing_is_fetched_that_the_host_has_not_allowed(site: Site) -> None:
    url = read_address(site.publish(TWO), locally=True)
    feed = propose(site.session, url, FeedKind.PROGRAMMES_CSV, member=site.world.editor)
    site.session.commit()
    assert site.run() == []
    decide(site.session, feed, AddressState.ALLOWED, member=site.host)
    site.session.commit()
    assert len(site.run()) == 1
    decide(site.session, feed, AddressState.STOPPED, member=site.host)
    site.session.commit()
    assert site.run() == []
    assert len(site.server.asked) == 1


def test_an_address_that_is_stopped_while_the_run_goes_on_is_not_asked(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = site.allow(site.publish(TWO))
    number = feed.id
    decide(site.session, feed, AddressState.STOPPED, member=site.host)
    site.session.commit()
    monkeypatch.setattr(run, "addresses_to_fetch", lambda *_: [number, 999_999])
    assert site.said() == [("The address was taken from the list meanwhile.", False)]
    assert site.server.asked == []


@pytest.mark.parametrize(
    ("moment", "why"),
    [("fetch", "stopped"), ("fetch", "removed"), ("keep", "stopped"), ("keep", "suspended")],
)
def test_nothing_is_published_from_an_address_that_is_stopped_while_its_file_is_on_the_way(
    site: Site, monkeypatch: pytest.MonkeyPatch, moment: str, why: str
) -> None:
    site.trust()
    number = site.allow(site.publish(TWO, ETag='"1"')).id
    real = getattr(run, moment)

    def stop(*arguments: Any, **named: Any) -> Any:
        found = real(*arguments, **named)
        with site.database.unit_of_work() as session:
            feed = session.get_one(FeedAddress, number)
            if why == "stopped":
                decide(session, feed, AddressState.STOPPED, member=site.host)
            elif why == "removed":
                remove(session, feed, member=site.world.editor)
            else:
                session.get_one(Organisation, feed.organisation_id).suspended_at = clock.now()
        return found

    monkeypatch.setattr(run, moment, stop)
    told = site.run()
    assert [one.failed for one in told] == ([] if why == "removed" else [False])
    assert site.listings() == {}
    assert len(site.uploads()) == (0 if moment == "fetch" else 1)
    feed = site.session.get(FeedAddress, number)
    assert feed is None or not feed.has_failed
    assert feed is None or bool(feed.etag) == (moment == "keep")


@pytest.mark.parametrize("why", ["suspended", "without a record", "without people"])
def test_nothing_is_fetched_for_a_provider_that_nobody_may_speak_for(site: Site, why: str) -> None:
    site.allow(site.publish(TWO))
    organisation = site.session.merge(site.world.organisation)
    if why == "suspended":
        organisation.suspended_at = clock.now()
    elif why == "without a record":
        organisation.provider_id = None
    else:
        for one in site.session.scalars(select(Membership)):
            one.removed_at = clock.now()
    site.session.commit()
    ((said, failed),) = site.said()
    assert said.endswith("Nothing was fetched.")
    assert not failed
    assert site.server.asked == []


def test_a_feed_outlives_whoever_proposed_it(site: Site) -> None:
    site.trust()
    site.allow(site.publish(TWO))
    site.session.delete(site.session.get_one(StaffUser, site.world.editor.user_id))
    site.session.commit()
    assert site.said() == [("2 published.", False)]
    assert site.uploads()[0].made_by == site.world.admin.user_id


def test_two_runs_do_not_meet(site: Site) -> None:
    site.allow(site.publish(TWO))
    with (
        one_at_a_time(site.database, snapshot_dir(site.folder), run.LOCK) as held,
        pytest.raises(AnotherRunError),
    ):
        assert held is not None
        site.run()
    assert site.server.asked == []
    assert len(site.run()) == 1


class KilledError(BaseException):
    """What ends a process."""


@pytest.mark.parametrize("step", ["work_once", "_confirm"])
@pytest.mark.parametrize("calls", [0, 1])
def test_a_run_that_is_killed_is_seen_through_by_the_next(
    site: Site, monkeypatch: pytest.MonkeyPatch, step: str, calls: int
) -> None:
    site.trust()
    feed = site.allow(site.publish(TWO))
    left, real = [calls], getattr(taking_in, step)

    def until_killed(*arguments: Any) -> Any:
        if left[0] == 0:
            raise KilledError
        left[0] -= 1
        return real(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(taking_in, step, until_killed)
        if step == "work_once" or calls == 0:
            with pytest.raises(KilledError):
                site.run()
            assert site.on_offer() == []
        else:
            site.run()
    site.session.rollback()
    site.run()
    assert site.on_offer() == ["Bricklaying diploma", "Plumbing diploma"]
    assert len(site.uploads()) == 1
    assert not feed.has_failed


def test_a_file_that_takes_long_is_told_of_at_the_next_run(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.trust()
    feed = site.allow(site.publish(TWO))
    with monkeypatch.context() as patch:
        patch.setattr(taking_in, "work_once", lambda *_: False)
        patch.setattr(run, "see_through", lambda *a: taking_in.see_through(*a, longest=0.3))
        assert site.said() == [(STILL, False)]
        assert site.said() == [(STILL, False)]
    # The process beside the web server checks it in the meantime.
    while work_once(site.database, site.folder):
        pass
    assert site.said() == [("2 published.", False)]
    assert [one.said for one in feed.outcomes] == ["2 published.", STILL, STILL]
    assert len(site.uploads()) == 1


def test_a_file_that_its_provider_published_meanwhile_is_not_published_twice(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.trust()
    site.allow(site.publish(TWO))
    real = taking_in.confirm

    def beaten(session: Any, upload: Any, member: Any) -> None:
        with site.database.unit_of_work() as other:
            real(other, other.get_one(type(upload), upload.id), site.world.admin)
        real(session, upload, member)

    if site.database.engine.dialect.name == "postgresql":
        monkeypatch.setattr(taking_in, "confirm", beaten)
    assert site.said() == [("2 published.", False)]


def test_what_a_provider_took_back_is_not_published_again_by_the_same_file(site: Site) -> None:
    site.trust()
    site.allow(site.publish(TWO))
    site.run()
    (upload,) = site.uploads()
    ask_to_undo(site.session, upload, site.world.editor)
    site.session.commit()
    while work_once(site.database, site.folder):
        pass
    assert site.said() == [(SAME, False)]
    assert site.on_offer() == []


def test_what_somebody_changed_here_is_replaced_by_what_the_feed_says_anew(site: Site) -> None:
    site.trust()
    site.allow(site.publish(TWO))
    site.run()
    listing = site.session.scalars(select(Listing).where(Listing.reference == "plumb-2")).one()
    assert listing.state is LifeState.PUBLISHED
    site.publish([plumbing(summary="You learn it all again in our new workshop, step by step.")])
    assert site.said() == [("1 published.", False)]


def test_the_last_fetches_are_remembered_in_words(site: Site, clock_at: Any) -> None:
    feed = site.allow(site.publish(TWO))
    first = datetime(2026, 12, 1, 3, tzinfo=UTC)
    for day in range(MOST_REMEMBERED + 5):
        clock_at(first + timedelta(days=day))
        site.publish([plumbing(duration_months=str(12 + day % 7))])
        site.run()
    assert len(feed.outcomes) == MOST_REMEMBERED
    assert feed.outcomes[0].at == feed.last_fetched_at == first + timedelta(days=MOST_REMEMBERED + 4)
    assert feed.outcomes[0].upload == feed.upload_id
    site.server.answers["/courses.csv"] = Answer(b"", 500)
    for day in range(3):
        clock_at(first + timedelta(days=40 + day))
        site.run()
    assert [one.failed for one in feed.outcomes][:2] == [True, False]
    assert feed.outcomes[0].at == first + timedelta(days=42)


def test_a_command_notes_what_it_fetched_and_people_what_they_decided(site: Site) -> None:
    feed = site.allow(site.publish(TWO))
    number = feed.id
    site.run()
    decide(site.session, feed, AddressState.STOPPED, member=site.host)
    decide(site.session, feed, AddressState.STOPPED, member=site.host)
    remove(site.session, feed, member=site.world.editor)
    site.session.commit()
    entries = site.session.scalars(
        select(AuditEntry).where(AuditEntry.object_kind == "feed_address").order_by(AuditEntry.id)  # type: ignore[arg-type]
    )
    assert [(one.action, one.actor_id, one.object_id) for one in entries] == [
        ("feed-address-proposed", site.world.editor.user_id, number),
        ("feed-address-allowed", site.host.user_id, number),
        ("feed-fetched", None, number),
        ("feed-address-stopped", site.host.user_id, number),
        ("feed-address-removed", site.world.editor.user_id, number),
    ]
    assert len(site.uploads()) == 1


def test_an_address_is_proposed_once_and_only_a_few_of_them(site: Site) -> None:
    def ask(number: int) -> FeedAddress:
        url = read_address(f"https://college.example/{number}")
        return propose(site.session, url, FeedKind.XCRI_CAP, member=site.world.editor)

    for number in range(MOST_ADDRESSES):
        ask(number)
    with pytest.raises(ProposedBeforeError):
        ask(0)
    with pytest.raises(TooManyAddressesError):
        ask(MOST_ADDRESSES)
    other = make_provider_world(site.session, name="Riverbank Training")
    mine = propose(
        site.session, read_address("https://college.example/0"), FeedKind.XCRI_CAP, member=other.editor
    )
    assert waiting(site.session) == MOST_ADDRESSES + 1
    assert own_address(site.session, site.world.organisation.id or 0, mine.id or 0) is None
    assert own_address(site.session, other.organisation.id or 0, mine.id or 0) is mine
    assert own_address(site.session, other.organisation.id or 0, 2**40) is None


def test_the_host_sees_first_what_waits_and_whether_it_is_the_providers_own_site(site: Site) -> None:
    site.world.provider.website = "https://www.moorside.example"
    site.session.merge(site.world.provider)
    urls = ["https://feeds.moorside.example/a", "https://elsewhere.example/a", "https://moorside.example/b"]
    feeds = [
        propose(site.session, read_address(url), FeedKind.XCRI_CAP, member=site.world.editor) for url in urls
    ]
    decide(site.session, feeds[0], AddressState.ALLOWED, member=site.host)
    decide(site.session, feeds[2], AddressState.ALLOWED, member=site.host)
    feeds[2].note("It failed.", failed=True, at=clock.now())
    site.session.commit()
    assert [(one.feed.address, one.is_their_site) for one in all_addresses(site.session)] == [
        (urls[1], False),
        (urls[2], True),
        (urls[0], True),
    ]
