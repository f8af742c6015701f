"""The job titles of apprenticeship standards, which are search words of every apprenticeship of the standard."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, String, select, type_coerce

from pathways.catalogue.models import ApprenticeshipStandard
from pathways.catalogue.standard_titles import clean_title
from pathways.catalogue.vocabulary import ListingState, Route
from pathways.database import table_of

APPRENTICESHIPS = frozenset(
    {Route.APPRENTICESHIP, Route.FOUNDATION_APPRENTICESHIP, Route.DEGREE_APPRENTICESHIP}
)
_STANDARD = table_of(ApprenticeshipStandard)


class JobTitles:
    """Job titles by LARS code, and by the title of the standard for programmes that name no code."""

    def __init__(self, connection: Connection) -> None:
        self._by_code: dict[str, dict[str, None]] = {}
        self._by_title: dict[tuple[str, str], dict[str, None]] = {}
        columns = (_STANDARD.c.title, _STANDARD.c.lars_code, _STANDARD.c.job_titles)
        level = type_coerce(_STANDARD.c.level, String)
        published = _STANDARD.c.state == ListingState.PUBLISHED
        statement = select(*columns, level).where(published, _STANDARD.c.job_titles != "")
        for title, code, job_titles, level_held in connection.execute(statement.order_by(_STANDARD.c.id)):
            names = dict.fromkeys(name.strip() for name in job_titles.split(";"))
            if code:
                self._by_code.setdefault(code, {}).update(names)
            for known in {"", level_held or ""}:
                self._by_title.setdefault((clean_title(title), known), {}).update(names)

    def of(self, programme: Any) -> Sequence[str]:
        """The job titles of a programme's standard; empty for one that is no apprenticeship."""
        if programme.route not in APPRENTICESHIPS:
            return ()
        named = self._by_code.get(programme.standard_code)
        if named is None and not programme.standard_code:
            named = self._by_title.get((clean_title(programme.title), programme.level or ""))
        return tuple(named or ())
