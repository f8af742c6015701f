"""The blueprint of the student's pages."""

from flask import Blueprint

front = Blueprint("front", __name__)
