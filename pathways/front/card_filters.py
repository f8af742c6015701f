"""What templates ask of a card."""

from pathways.catalogue.tags import tags_of
from pathways.front.blueprint import front

front.add_app_template_filter(tags_of, "tags_of")
