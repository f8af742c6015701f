"""The national course directory: its flat table of every course, and the templates that providers upload."""

from pathways.feeds.course_directory.format import COURSE_DIRECTORY

__all__ = ["COURSE_DIRECTORY"]
