"""Imports every module of models, so that the metadata is whole for migrations and tests."""

from pathways.accounts import models as account_models
from pathways.alerts import models as alert_models
from pathways.attempts import models as attempt_models
from pathways.catalogue import models as catalogue_models
from pathways.database import metadata
from pathways.demand import models as demand_models
from pathways.feed_addresses import models as feed_address_models
from pathways.feeds import kept_refusals
from pathways.feeds import models as feed_models
from pathways.front import models as front_models
from pathways.host import models as host_models
from pathways.listings import models as listing_models
from pathways.listings.keys import models as key_models
from pathways.listings.upload import models as upload_models
from pathways.logos import models as logo_models
from pathways.plans import models as plan_models
from pathways.shortlists import models as shortlist_models

MODEL_MODULES = (
    account_models,
    alert_models,
    attempt_models,
    catalogue_models,
    demand_models,
    feed_models,
    kept_refusals,
    front_models,
    host_models,
    listing_models,
    logo_models,
    plan_models,
    shortlist_models,
    key_models,
    upload_models,
    feed_address_models,
)

__all__ = ["MODEL_MODULES", "metadata"]
