"""Flask extensions: the instances only. `create_app` binds them to an application."""

from flask_babel import Babel
from flask_htmx import HTMX
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

babel = Babel()
htmx = HTMX()
limiter = Limiter(get_remote_address)
