"""What gunicorn logs, each line by the rules of forum.config.logs.

Started with `gunicorn --config python:forum.config.gunicorn forum.config.wsgi`. Its usual line of a
request quotes the whole address, and the one that the visitor came from.
"""

from typing import Any

from gunicorn.glogging import Logger

from forum.config.logs import PLAIN, page_of


class PageLogger(Logger):  # type: ignore[misc]
    """gunicorn's logger with one more thing to name in a line: the `page` that was asked for."""

    def atoms(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> Any:
        """Return what a line of the access log may name."""
        atoms = super().atoms(resp, req, environ, request_time)
        return atoms | {"page": page_of(environ.get("PATH_INFO", ""))}


def _to(stream: str) -> dict[str, str]:
    """Return a handler that writes to a standard stream."""
    return {"class": "logging.StreamHandler", "stream": f"ext://sys.{stream}", "formatter": "plain"}


logger_class = PageLogger
access_log_format = "%(m)s %(page)s %(s)s, %(B)s bytes in %(M)s ms"
logconfig_dict = {
    "root": {"handlers": ["errors"], "level": "INFO"},
    "formatters": {"plain": PLAIN},
    "handlers": {"requests": _to("stdout"), "errors": _to("stderr")},
    "loggers": {
        "gunicorn.access": {"handlers": ["requests"], "propagate": False},
        "gunicorn.error": {"handlers": ["errors"], "propagate": False},
    },
}
# Nobody steers gunicorn while it runs, and the image's user has no home to keep the socket in.
control_socket_disable = True
