"""How far a long command has come, drawn on the error stream so that results can be piped."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

ProgressReport = Callable[[str, int, int], None]
"""Takes the name of a stage, how many of its steps are done and how many there are (0: not known)."""


@contextmanager
def progress_bars() -> Iterator[ProgressReport]:
    """One bar for each stage reported while the block runs. Without a terminal, one line for each stage."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _lines(console)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as bars:
        tasks: dict[str, TaskID] = {}

        def report(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total or None)
            bars.update(tasks[stage], completed=done, total=total or None)

        yield report


class _Rate(ProgressColumn):
    """How many steps a second; nothing before that can be told."""

    def render(self, task: Task) -> Text:
        """The rate of one bar."""
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:,.0f} a second")


def _lines(console: Console) -> ProgressReport:
    said: set[str] = set()

    def report(stage: str, _done: int, _total: int) -> None:
        if stage not in said:
            said.add(stage)
            console.print(f"{stage} ...", highlight=False)

    return report
