"""The application: which parts there are and how they are joined. Wiring only."""

from flask import Flask

from pathways.accounts.binding import bind_accounts
from pathways.api import api
from pathways.catalogue import labels
from pathways.catalogue.careers_thesaurus import careers_thesaurus
from pathways.catalogue.current import bind_catalogue, current_catalogue
from pathways.database import Database
from pathways.demand.counting import bind_demand
from pathways.extensions import babel, htmx
from pathways.feed_addresses.views import feed_desk, feed_pages
from pathways.front import front, gallery
from pathways.front.lists_age import age_of_lists
from pathways.host.keeping_up import start_keeping_up
from pathways.host.live_settings import bind_live_settings
from pathways.host.views import host
from pathways.listings.keys.views import keys
from pathways.listings.upload.views import uploads
from pathways.listings.views import listings
from pathways.logos.views import logos
from pathways.paths import resource_dir
from pathways.places.postcodes import contains_full_postcode, cut_postcodes_to_sector, parse_postcode
from pathways.plans import SharedPlans, plans, save_action
from pathways.settings import Settings, get_settings
from pathways.shortlists.pages import SharedLists, add_action, advisers, pupils
from pathways.web.access_log import bind_access_log
from pathways.web.assets import bind_assets
from pathways.web.caching import bind_caching
from pathways.web.card_actions import bind_card_actions
from pathways.web.compression import bind_compression
from pathways.web.errors import bind_errors
from pathways.web.health import bind_health
from pathways.web.kept_answers import bind_kept_answers
from pathways.web.language import bind_language
from pathways.web.limits import bind_limits
from pathways.web.odd_requests import bind_odd_request_guard
from pathways.web.origin import bind_origin_guard
from pathways.web.overload import BoundedQueue
from pathways.web.plain_text import bind_plain_text
from pathways.web.postcode_guard import PostcodeReader, bind_postcode_guard
from pathways.web.proxies import believe_proxies
from pathways.web.redirects import bind_redirects
from pathways.web.security import bind_security
from pathways.web.session import bind_database
from pathways.web.shared_links import bind_shared_links
from pathways.web.templating import prepare_templates


def create_app(settings: Settings | None = None) -> Flask:
    """One application for ``settings``. Raises ValueError in production without a proper secret key."""
    settings = settings or get_settings()
    settings.check_secrets()
    app = Flask(__name__, static_folder=None, template_folder=str(resource_dir("templates")))
    app.config["SECRET_KEY"] = settings.secret_key.get_secret_value()
    app.extensions["settings"] = settings
    _join_templates(app, settings)
    _join_data(app, settings)
    _join_guards(app, settings)
    _join_pages(app, settings)
    _join_answers(app)
    believe_proxies(app, settings.proxies)
    app.wsgi_app = BoundedQueue(app.wsgi_app, settings.busy_limit)  # type: ignore[method-assign]
    return app


def create_worker() -> Flask:
    """The application of a web process, with the tables behind every search read before anybody waits for them."""
    app = create_app()
    careers_thesaurus()
    start_keeping_up(app)
    return app


def _join_templates(app: Flask, settings: Settings) -> None:
    prepare_templates(app, strict=settings.env == "development")
    babel.init_app(app, default_locale="en_GB", default_timezone="Europe/London")
    bind_language(app)
    app.jinja_env.filters.update(labels.FILTERS)
    bind_live_settings(app, settings)
    app.jinja_env.globals.update(site_address=settings.site_address.rstrip("/"))


def _join_data(app: Flask, settings: Settings) -> None:
    database = Database(settings.database_url)
    bind_database(app, database)
    bind_catalogue(
        app, instance_dir=settings.instance_dir, seed_dir=resource_dir("seed_data"), database=database
    )
    bind_demand(app)
    bind_health(app, {"catalogue": lambda: current_catalogue().state == "ready"}, {"lists": age_of_lists})


def _join_guards(app: Flask, settings: Settings) -> None:
    bind_access_log(app, cut_postcodes_to_sector)
    bind_plain_text(app)
    bind_odd_request_guard(app)
    bind_postcode_guard(
        app,
        PostcodeReader(
            held_in=contains_full_postcode,
            cut=cut_postcodes_to_sector,
            is_one=lambda text: parse_postcode(text) is not None,
        ),
    )
    bind_origin_guard(app)
    bind_limits(app, settings)


def _join_pages(app: Flask, settings: Settings) -> None:
    htmx.init_app(app)
    bind_assets(app, resource_dir("static") / "build")
    app.register_blueprint(front)
    app.register_blueprint(plans)
    app.register_blueprint(api)
    app.register_blueprint(advisers)
    app.register_blueprint(pupils)
    bind_card_actions(app, (add_action, save_action))
    bind_shared_links(app, (SharedPlans(), SharedLists()))
    app.register_blueprint(listings)
    app.register_blueprint(host)
    app.register_blueprint(uploads)
    app.register_blueprint(keys)
    app.register_blueprint(feed_pages)
    app.register_blueprint(feed_desk)
    app.register_blueprint(logos)
    bind_accounts(app, settings)
    if settings.env == "development":
        app.register_blueprint(gallery)


def _join_answers(app: Flask) -> None:
    # What runs after a request runs in the reverse of this order: answers are kept as they are sent.
    bind_errors(app)
    bind_kept_answers(app)
    bind_security(app)
    bind_compression(app)
    bind_caching(app)
    bind_redirects(app)
