"""Counties and nations as people write them behind a town: "Preston, Lancs", "Perth Scotland"."""

from __future__ import annotations

from typing import Final

from pathways.places.seed import NamedPlace

_SHORT: Final = {
    "beds": "bedfordshire",
    "berks": "berkshire",
    "bucks": "buckinghamshire",
    "cambs": "cambridgeshire",
    "ches": "cheshire",
    "co durham": "county durham",
    "derbys": "derbyshire",
    "durham": "county durham",
    "e sussex": "east sussex",
    "glos": "gloucestershire",
    "hants": "hampshire",
    "herts": "hertfordshire",
    "iow": "isle of wight",
    "lancs": "lancashire",
    "leics": "leicestershire",
    "lincs": "lincolnshire",
    "n yorks": "north yorkshire",
    "north yorks": "north yorkshire",
    "northants": "northamptonshire",
    "northumbria": "northumberland",
    "notts": "nottinghamshire",
    "oxon": "oxfordshire",
    "s yorks": "south yorkshire",
    "salop": "shropshire",
    "som": "somerset",
    "south yorks": "south yorkshire",
    "staffs": "staffordshire",
    "tyneside": "tyne and wear",
    "w sussex": "west sussex",
    "w yorks": "west yorkshire",
    "warks": "warwickshire",
    "west mids": "west midlands",
    "west yorks": "west yorkshire",
    "wilts": "wiltshire",
    "worcs": "worcestershire",
    "gtr manchester": "greater manchester",
    "greater london": "london",
    "fife scotland": "fife",
}
_WIDER: Final = {
    "yorkshire": ("north yorkshire", "west yorkshire", "south yorkshire", "east riding of yorkshire"),
    "yorks": ("north yorkshire", "west yorkshire", "south yorkshire", "east riding of yorkshire"),
    "east yorkshire": ("east riding of yorkshire",),
    "sussex": ("east sussex", "west sussex"),
    "cleveland": ("north yorkshire", "county durham"),
    "teesside": ("north yorkshire", "county durham"),
    "middlesex": ("london", "surrey"),
    "surrey": ("surrey", "london"),
    "kent": ("kent", "london"),
    "essex": ("essex", "london"),
    "manchester": ("greater manchester",),
    "glamorgan": (
        "vale of glamorgan",
        "cardiff",
        "swansea",
        "bridgend",
        "rhondda cynon taf",
        "merthyr tydfil",
        "caerphilly",
        "neath port talbot",
    ),
    "gwent": ("newport", "monmouthshire", "torfaen", "blaenau gwent", "caerphilly"),
    "clwyd": ("wrexham", "flintshire", "denbighshire", "conwy"),
    "dyfed": ("carmarthenshire", "ceredigion", "pembrokeshire"),
    "lothian": ("edinburgh", "west lothian", "midlothian", "east lothian"),
}
NATIONS: Final = {
    "england": "england",
    "scotland": "scotland",
    "alba": "scotland",
    "wales": "wales",
    "cymru": "wales",
}


def lies_in(named: NamedPlace, where: str) -> bool:
    """Whether a place lies in what was written behind its name: a county, long or short, or a nation."""
    if where in NATIONS:
        return named.place.nation == NATIONS[where]
    return lies_just_in(named, where) or named.county in _WIDER.get(_SHORT.get(where, where), ())


def lies_just_in(named: NamedPlace, where: str) -> bool:
    """Whether a place lies in exactly the county written, and not in one that it is loosely counted to."""
    return named.county == _SHORT.get(where, where)
