"""Addresses of the web as people write them, kept when they can be followed safely."""

import re

_SAFE = re.compile(r"https://[^\s<>\"'`\\]{1,490}")


def https_address(given: str) -> str | None:
    """An https address, made of one without a scheme; None for anything else."""
    address = given if "://" in given else f"https://{given}"
    host = address.partition("://")[2].split("/")[0]
    if not _SAFE.fullmatch(address) or not re.fullmatch(r"[^.:@]+(\.[^.:@]+)+(:\d+)?", host):
        return None
    return address
