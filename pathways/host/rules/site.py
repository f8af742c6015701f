"""What the host may set on the site itself, and what each setting may hold."""

import re
from collections.abc import Mapping

LONGEST: Mapping[str, int] = {"site_name": 60, "site_area": 100, "host_contact": 254, "site_notice": 400}
"""The settings, and how many letters each may have. An empty one leaves what the environment says."""

_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")


def read_settings(typed: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The settings that were typed, tidied, and what is wrong: `long` or `address` by the name of the setting."""
    read: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for name, longest in LONGEST.items():
        printable = "".join(letter if letter.isprintable() else " " for letter in typed.get(name, ""))
        read[name] = " ".join(printable.split())
        if len(read[name]) > longest:
            wrong[name] = "long"
    if read["host_contact"] and not _ADDRESS.fullmatch(read["host_contact"]):
        wrong["host_contact"] = "address"
    return read, wrong
