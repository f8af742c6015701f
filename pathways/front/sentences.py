"""What a provider wrote, often a few words in passing, as a sentence."""

from pathways.front.blueprint import front


@front.app_template_filter()
def sentence(text: str) -> str:
    """The text with a capital first and a full stop last. Nothing for nothing."""
    words = text.strip()
    if not words:
        return ""
    return words[:1].upper() + words[1:] + ("" if words[-1] in ".!?" else ".")
