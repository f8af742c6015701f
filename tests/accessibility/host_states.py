"""The pages of the host's desk in every state, and what providers see of demand.

They are looked at in `test_host_pages`, for they need things that wait. Names in braces are of `make_host_desk`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session

from pathways import clock
from pathways.accounts.audit import add_entry, record
from pathways.accounts.member import Member
from pathways.accounts.roles import OrganisationKind, Role
from pathways.catalogue.vocabulary import ProviderKind, Route
from pathways.demand.models import DemandPhrase, DemandProgramme, DemandSeen, DemandUnmet, SeenBy, What
from pathways.demand.retention import month_before
from pathways.feed_addresses.models import AddressState, FeedAddress, FeedKind
from pathways.feeds.kept_refusals import RefusedRow
from pathways.feeds.models import ImportRun, RunState
from pathways.front.models import PageReport, ReportKind
from pathways.host.models import ThesaurusAddition
from pathways.listings.models import Listing
from pathways.listings.operations import life
from pathways.listings.operations.claims import claim_new, claim_provider
from pathways.listings.operations.versions import newest_content, save_content, start_listing
from pathways.logos.operations import Owner
from tests.accessibility.listing_states import DeskState, give_logo, sent
from tests.factories import make_programme, make_provider, make_source
from tests.harness.listings import ProviderWorld, content_for, make_host, make_provider_world, member_of
from tests.harness.staff import make_organisation

LONG = "Word" * 40
_NEW, _CHANGED = "/admin/review/listings/{new}", "/admin/review/listings/{changed}"
_CLAIM, _SAMPLE = "/admin/review/claims/{claim}", "/admin/samples/{sample}"

STATES = [
    DeskState("desk", "/admin"),
    DeskState("queue", "/admin/review"),
    DeskState("queue, after a decision", "/admin/review?done=published"),
    DeskState("queue, a letter that reached nobody", "/admin/review?done=returned-untold"),
    DeskState("queue, changed meanwhile", "/admin/review?done=changed"),
    DeskState("listing, new", _NEW),
    DeskState("listing, long words", "/admin/review/listings/{long}"),
    DeskState("listing, changes", f"{_CHANGED}?done=returned"),
    sent("listing, no reason", _CHANGED, 422, number="2", do="return", more=""),
    DeskState("claim", _CLAIM),
    DeskState("claim, new provider", "/admin/review/claims/{new_claim}?done=approved"),
    sent("claim, no reason", _CLAIM, 422, do="refuse", reply="nonsense"),
    sent("claim, somebody has it", "/admin/review/claims/{taken_claim}", 422, do="approve"),
    DeskState("samples", "/admin/samples"),
    DeskState("samples, after a decision", "/admin/samples?done=approved"),
    DeskState("sample", _SAMPLE),
    sent("sample, no reason", _SAMPLE, 422, number="1", do="return"),
    DeskState("providers", "/admin/providers"),
    DeskState("providers, after a decision", "/admin/providers?changed={own}"),
    DeskState("lists", "/admin/imports"),
    DeskState("reports", "/admin/reports"),
    DeskState("reports, after a decision", "/admin/reports?done=settled"),
    DeskState("log", "/admin/audit"),
    DeskState("log, page two", "/admin/audit?action=example-act&page=2"),
    DeskState("log, a day not read", "/admin/audit?first=31/02/2026"),
    DeskState("log, nothing", "/admin/audit?first=2001-01-01&last=2001-01-02"),
    DeskState("demand", "/admin/demand"),
    DeskState("demand, nothing", "/admin/demand?month={earlier}"),
    DeskState("demand, a provider's", "/listings/demand", newcomer=True),
    DeskState("demand, a provider's, nothing", "/listings/demand?month={earlier}", newcomer=True),
    DeskState("words", "/admin/words"),
    sent("words, tried", "/admin/words", 200, term="qzorbing", meaning="area:sport-fitness", do="try"),
    sent("words, tried without effect", "/admin/words", 200, term="qother", meaning="area:health", do="try"),
    sent("words, mistakes", "/admin/words", 422, term="", meaning="", do="add"),
    sent("words, added before", "/admin/words", 422, term="qdrones", meaning="area:health", do="add"),
    DeskState("feeds", "/admin/feed-addresses"),
    DeskState("feeds, allowed", "/admin/feed-addresses?done=allowed"),
    DeskState("feeds, a provider's", "/listings/feed-addresses", newcomer=True),
    DeskState("feeds, a provider's, proposed", "/listings/feed-addresses?done=proposed", newcomer=True),
    DeskState("site", "/admin/site"),
    DeskState("site, saved", "/admin/site?saved=yes"),
    DeskState("logo of the site", "/admin/site/logo"),
    DeskState("logo of the site, saved", "/admin/site/logo?done=kept"),
    sent("logo of the site, no file", "/admin/site/logo", 422, seen=""),
    sent("logo of the site, changed meanwhile", "/admin/site/logo/remove", 409, seen="another"),
    DeskState("logo, a provider's, none", "/listings/profile/logo?done=removed", newcomer=True),
    DeskState("import area", "/admin/site/area"),
    sent("import area, tried", "/admin/site/area", 200, import_districts="DH8", do="try"),
    DeskState("import area, saved", "/admin/site/area?saved=yes"),
    sent(
        "import area, mistakes", "/admin/site/area", 422, import_miles="far", import_districts="County Durham"
    ),
    sent("import area, not known", "/admin/site/area", 422, import_centre="Qwertyham", import_miles="9"),
    sent("site, mistakes", "/admin/site", 422, host_contact="no address", site_notice="x" * 500),
]


@dataclass(frozen=True)
class Made:
    """Who visits, and the names for addresses."""

    host: Member
    editor: Member
    names: dict[str, str]


def make_host_desk(session: Session) -> Made:
    """A desk with something in every corner. The caller commits."""
    world, host = make_provider_world(session), make_host(session)
    today = clock.today()
    names = {
        "new": _submitted(session, world),
        "long": _submitted(session, world, title=LONG, summary=f"{LONG} {LONG}"),
        "changed": _changed(session, world, host),
        "sample": _trusted(session),
        "own": world.organisation.id or 0,
        **_claims(session),
    }
    _counts(session, world, today.replace(day=1))
    _lists(session)
    _reports(session)
    make_feeds(session, world)
    give_logo(session, Owner(), host)
    for number in range(120):
        add_entry(session, actor_id=None, organisation_id=1, action="example-act", object_id=number)
    returned = _submitted(session, world, title="Glazing diploma")
    life.send_back(session, session.get_one(Listing, returned), number=1, reviewer=host, reasons="No dates.")
    record(session, host, "letter-not-sent", "listing", returned)
    session.add(ThesaurusAddition(term="qdrones", kind="area", value="computing-digital"))
    session.flush()
    told = {name: str(value) for name, value in names.items()}
    return Made(host, world.editor, told | {"earlier": f"{month_before(today, 7):%Y-%m}"})


def make_feeds(session: Session, world: ProviderWorld) -> None:
    """An address in each state, one of them long, with an outcome."""
    for state in AddressState:
        feed = FeedAddress(
            organisation_id=world.organisation.id or 0,
            address=f"https://feeds.example/{LONG}/{state}",
            kind=FeedKind.XCRI_CAP,
            state=state,
        )
        if state is not AddressState.WAITING:
            feed.note("The website has nothing at this address.", failed=True, at=clock.now())
        session.add(feed)
    session.flush()


def _submitted(session: Session, world: ProviderWorld, **changes: str) -> int:
    said = content_for(Route.VOCATIONAL, world.venue, **changes)
    made = start_listing(session, said, member=world.editor, provider_id=world.provider_id)
    _submit(session, world, made)
    return made.id or 0


def _submit(session: Session, world: ProviderWorld, listing: Listing) -> None:
    life.submit(session, listing, member=world.editor, facts=world.facts, day=clock.today())


def _changed(session: Session, world: ProviderWorld, host: Member) -> int:
    key = _submitted(session, world, title="Roofing diploma")
    listing = session.get_one(Listing, key)
    life.approve(session, listing, number=1, reviewer=host, day=clock.today())
    words = "You learn the trade in our new workshop, with people who know it very well."
    content = newest_content(session, listing).model_copy(update={"summary": words, "duration_months": 24})
    save_content(session, listing, content, member=world.editor)
    _submit(session, world, listing)
    return key


def _trusted(session: Session) -> int:
    world = make_provider_world(session, name="Riverbank Training")
    life.set_trusted(session, world.organisation.id or 0, trusted=True, member=None)
    suspended = make_provider_world(session, name="Hilltop Training")
    suspended.organisation.suspended_at = clock.now()
    return _submitted(session, world, title="Tiling diploma")


def _claims(session: Session) -> dict[str, int]:
    source = make_source(session, slug="register", name="Register of training")
    claims = {}
    for name, ukprn in (("claim", 10_000_042), ("taken_claim", 10_000_043), ("new_claim", None)):
        organisation = make_organisation(session, kind=OrganisationKind.PROVIDER, name=f"College {name}")
        member = member_of(session, organisation, Role.PROVIDER_ADMIN)
        if ukprn is None:
            made = claim_new(
                session,
                member=member,
                name="College new",
                kind=ProviderKind.COLLEGE,
                website="https://college.example/",
                ukprn=10_000_044,
            )
        else:
            provider = make_provider(session, source_id=source.id, name=f"College {ukprn}", ukprn=ukprn)
            made = claim_provider(session, provider, member=member, ukprn=ukprn)
            if name == "taken_claim":
                make_organisation(session, kind=OrganisationKind.PROVIDER, provider_id=provider.id)
        claims[name] = made.id or 0
    return claims


def _counts(session: Session, world: ProviderWorld, month: date) -> None:
    programme = make_programme(session, provider=world.provider, title="Plumbing diploma").id or 0
    for what, times in ((What.FOUND, 1_234), (What.OPENED, 58), (What.SAVED, 7)):
        session.add(DemandProgramme(month=month, programme_id=programme, what=what, times=times))
    for provider in (0, world.provider_id):
        for kind, value, times in (
            (SeenBy.DISTRICT, "DH8", 44),
            (SeenBy.DISTRICT, "DH9", 120),
            (SeenBy.TERM, "area:health", 31),
            (SeenBy.TERM, "level:3", 70),
        ):
            session.add(DemandSeen(month=month, provider_id=provider, kind=kind, value=value, times=times))
    session.add(DemandUnmet(month=month, district="DH8", term="route:bootcamp", times=26))
    session.add(DemandPhrase(phrase_hash="1" * 64, times=25, last_month=month, text="qzorbing"))


def _lists(session: Session) -> None:
    source = make_source(session, slug="courses", name="National courses")
    source.last_imported_at = clock.now() - timedelta(days=40)
    counts = '{"programme": {"added": 1234, "changed": 5, "withdrawn": 3}}'
    for state in RunState:
        run = ImportRun(
            source_id=source.id or 0,
            format="course-directory",
            state=state,
            counts=counts,
            refused_rows=2,
            message="It looks like half a set." if state is RunState.REFUSED else "",
        )
        session.add(run)
        session.flush()
        session.add(RefusedRow(run_id=run.id or 0, file="a.csv", line=2, rule="It is no price."))


def _reports(session: Session) -> None:
    came = datetime(2026, 3, 2, 12, tzinfo=UTC)
    for kind in ReportKind:
        session.add(PageReport(kind=kind, text=f"Wrong. {LONG}", page="/programmes/1/x", reported_at=came))
    session.add(PageReport(kind=ReportKind.CLOSED, text="Shut", reported_at=came, settled_at=clock.now()))
