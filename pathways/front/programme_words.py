"""What a programme says of itself, in words that every page shares: level, length, hours, what it leads to, help."""

from pathways.catalogue.labels import level_name
from pathways.catalogue.models import Programme, Provider
from pathways.catalogue.results import Card
from pathways.catalogue.vocabulary import Route
from pathways.front.blueprint import front
from pathways.front.sentences import sentence
from pathways.web.formats import number
from pathways.web.language import gettext as _
from pathways.web.language import ngettext


@front.app_template_global()
def missing_words() -> str:
    """What is said of a fact that nobody gave."""
    return _("The provider has not told us. You could ask them.")


@front.app_template_global()
def no_figures_words() -> str:
    """What is said where nothing was published of how people got on."""
    return _(
        "There are no figures for this one. That is normal and says nothing bad. You could ask what people did next."
    )


@front.app_template_filter()
def level_words(programme: Programme) -> str:
    """Its level, or that it has none."""
    if not programme.level and programme.route is Route.SUPPORTED_INTERNSHIP:
        return _("No level")
    return level_name(programme.level)


@front.app_template_filter()
def length_words(programme: Programme | Card) -> str:
    """How long it takes; empty when it is not known."""
    if programme.duration_text or not programme.duration_months:
        return programme.duration_text
    return ngettext("%(num)s month", "%(num)s months", programme.duration_months)


@front.app_template_filter()
def size_lines(programme: Programme) -> tuple[str, ...]:
    """How much there is to learn, where that is said."""
    lines = []
    if programme.guided_hours:
        lines.append(_("About %(hours)s hours of teaching in all.", hours=number(programme.guided_hours)))
    if programme.credits:
        lines.append(
            _(
                "It is worth %(credits)s credits. A year of full-time study at a university is 120.",
                credits=programme.credits,
            )
        )
    return tuple(lines)


@front.app_template_filter()
def hours_lines(programme: Programme) -> tuple[str, ...]:
    """Its hours in class, at work and on placement, those that are known."""
    lines = []
    if programme.class_hours_a_week:
        lines.append(
            ngettext(
                "%(num)s hour a week in class", "%(num)s hours a week in class", programme.class_hours_a_week
            )
        )
    if programme.work_hours_a_week:
        lines.append(
            ngettext(
                "%(num)s hour a week at work", "%(num)s hours a week at work", programme.work_hours_a_week
            )
        )
    if programme.placement_hours:
        lines.append(
            ngettext(
                "%(num)s hour on placement in all",
                "%(num)s hours on placement in all",
                programme.placement_hours,
            )
        )
    return tuple(lines)


@front.app_template_filter()
def jobs_words(programme: Programme) -> str:
    """The jobs it prepares for; empty when none are named."""
    if not programme.occupation:
        return ""
    return _("Jobs it gets you ready for: %(jobs)s", jobs=programme.occupation)


@front.app_template_filter()
def top_up_words(programme: Programme) -> str:
    """The degree it may be topped up to; empty when none is named."""
    if not programme.top_up_to:
        return ""
    return _(
        "You may be able to top it up to %(name)s. Ask the university: it decides.", name=programme.top_up_to
    )


def leads_lines(programme: Programme) -> tuple[str, ...]:
    """What it leads to, all that is said of it."""
    told = sentence(programme.leads_to or missing_words())
    return tuple(line for line in (told, jobs_words(programme), top_up_words(programme)) if line)


def support_words(programme: Programme, provider: Provider) -> str:
    """The help that comes with it; empty when nothing is said."""
    return programme.support or provider.support
