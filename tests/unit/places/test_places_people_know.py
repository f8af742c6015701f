"""What everybody knows of the map: the first town of each postcode area, and where well-known places lie."""

from __future__ import annotations

import pytest

from pathways.paths import resource_dir
from pathways.places.distance import miles_between
from pathways.places.gazetteer import Gazetteer
from pathways.places.postcodes import area_of
from pathways.places.seed import read_districts

CHIEF_DISTRICTS = (
    ("AB11", "Aberdeen", "scotland"),
    ("AL1", "St Albans", "england"),
    ("B1", "Birmingham", "england"),
    ("BA1", "Bath", "england"),
    ("BB1", "Blackburn", "england"),
    ("BD1", "Bradford", "england"),
    ("BH1", "Bournemouth", "england"),
    ("BL1", "Bolton", "england"),
    ("BN1", "Brighton", "england"),
    ("BR1", "Bromley", "england"),
    ("BS1", "Bristol", "england"),
    ("CA1", "Carlisle", "england"),
    ("CB1", "Cambridge", "england"),
    ("CF10", "Cardiff", "wales"),
    ("CH1", "Chester", "england"),
    ("CM1", "Chelmsford", "england"),
    ("CO1", "Colchester", "england"),
    ("CR0", "Croydon", "england"),
    ("CT1", "Canterbury", "england"),
    ("CV1", "Coventry", "england"),
    ("CW1", "Crewe", "england"),
    ("DA1", "Dartford", "england"),
    ("DD1", "Dundee", "scotland"),
    ("DE1", "Derby", "england"),
    ("DG1", "Dumfries", "scotland"),
    ("DH1", "Durham", "england"),
    ("DL1", "Darlington", "england"),
    ("DN1", "Doncaster", "england"),
    ("DT1", "Dorchester", "england"),
    ("DY1", "Dudley", "england"),
    ("E15", "Stratford", "england"),
    ("EC2Y", "Barbican", "england"),
    ("EH1", "Edinburgh", "scotland"),
    ("EN1", "Enfield", "england"),
    ("EX1", "Exeter", "england"),
    ("FK1", "Falkirk", "scotland"),
    ("FY1", "Blackpool", "england"),
    ("G1", "Glasgow", "scotland"),
    ("GL1", "Gloucester", "england"),
    ("GU1", "Guildford", "england"),
    ("HA1", "Harrow", "england"),
    ("HD1", "Huddersfield", "england"),
    ("HG1", "Harrogate", "england"),
    ("HP1", "Hemel Hempstead", "england"),
    ("HR1", "Hereford", "england"),
    ("HS1", "Stornoway", "scotland"),
    ("HU1", "Hull", "england"),
    ("HX1", "Halifax", "england"),
    ("IG1", "Ilford", "england"),
    ("IP1", "Ipswich", "england"),
    ("IV1", "Inverness", "scotland"),
    ("KA1", "Kilmarnock", "scotland"),
    ("KT1", "Kingston upon Thames", "england"),
    ("KW15", "Kirkwall", "scotland"),
    ("KY1", "Kirkcaldy", "scotland"),
    ("L1", "Liverpool", "england"),
    ("LA1", "Lancaster", "england"),
    ("LD1", "Llandrindod Wells", "wales"),
    ("LE1", "Leicester", "england"),
    ("LL57", "Bangor", "wales"),
    ("LN1", "Lincoln", "england"),
    ("LS1", "Leeds", "england"),
    ("LU1", "Luton", "england"),
    ("M1", "Manchester", "england"),
    ("ME14", "Maidstone", "england"),
    ("MK40", "Bedford", "england"),
    ("ML1", "Motherwell", "scotland"),
    ("N17", "Tottenham", "england"),
    ("NE1", "Newcastle upon Tyne", "england"),
    ("NG1", "Nottingham", "england"),
    ("NN1", "Northampton", "england"),
    ("NP20", "Newport", "wales"),
    ("NR1", "Norwich", "england"),
    ("NW1", "Camden Town", "england"),
    ("OL1", "Oldham", "england"),
    ("OX1", "Oxford", "england"),
    ("PA1", "Paisley", "scotland"),
    ("PE1", "Peterborough", "england"),
    ("PH1", "Perth", "scotland"),
    ("PL1", "Plymouth", "england"),
    ("PO1", "Portsmouth", "england"),
    ("PR1", "Preston", "england"),
    ("RG1", "Reading", "england"),
    ("RH10", "Crawley", "england"),
    ("RM1", "Romford", "england"),
    ("S1", "Sheffield", "england"),
    ("SA1", "Swansea", "wales"),
    ("SE18", "Woolwich", "england"),
    ("SG1", "Stevenage", "england"),
    ("SK1", "Stockport", "england"),
    ("SL1", "Slough", "england"),
    ("SM1", "Sutton", "england"),
    ("SN1", "Swindon", "england"),
    ("SO14", "Southampton", "england"),
    ("SP1", "Salisbury", "england"),
    ("SR1", "Sunderland", "england"),
    ("SS1", "Southend-on-Sea", "england"),
    ("ST4", "Stoke-on-Trent", "england"),
    ("SW19", "Wimbledon", "england"),
    ("SY1", "Shrewsbury", "england"),
    ("TA1", "Taunton", "england"),
    ("TD1", "Galashiels", "scotland"),
    ("TF3", "Telford", "england"),
    ("TN1", "Royal Tunbridge Wells", "england"),
    ("TQ1", "Torquay", "england"),
    ("TR1", "Truro", "england"),
    ("TS1", "Middlesbrough", "england"),
    ("TW1", "Twickenham", "england"),
    ("UB8", "Uxbridge", "england"),
    ("W5", "Ealing", "england"),
    ("WA1", "Warrington", "england"),
    ("WC2E", "Covent Garden", "england"),
    ("WD17", "Watford", "england"),
    ("WF1", "Wakefield", "england"),
    ("WN1", "Wigan", "england"),
    ("WR1", "Worcester", "england"),
    ("WS1", "Walsall", "england"),
    ("WV1", "Wolverhampton", "england"),
    ("YO1", "York", "england"),
    ("ZE1", "Lerwick", "scotland"),
)
"""Of every postcode area of Great Britain: one chief district, its town and its nation."""

WELL_KNOWN = (
    ("Haltwhistle", "NE49", "england"),
    ("Seaham", "SR7", "england"),
    ("Barnard Castle", "DL12", "england"),
    ("Whitby", "YO22", "england"),
    ("Skipton", "BD23", "england"),
    ("Windermere", "LA23", "england"),
    ("Workington", "CA14", "england"),
    ("Clitheroe", "BB7", "england"),
    ("Nelson", "BB9", "england"),
    ("Skem", "WN8", "england"),
    ("Salford Quays", "M50", "england"),
    ("Wirral", "CH42", "england"),
    ("Runcorn", "WA7", "england"),
    ("Hebden Bridge", "HX7", "england"),
    ("Goole", "DN14", "england"),
    ("Skegness", "PE25", "england"),
    ("Worksop", "S81", "england"),
    ("Matlock", "DE4", "england"),
    ("Oakham", "LE15", "england"),
    ("Corby", "NN17", "england"),
    ("Cannock", "WS11", "england"),
    ("Ludlow", "SY8", "england"),
    ("Leominster", "HR6", "england"),
    ("Evesham", "WR11", "england"),
    ("Rugby", "CV21", "england"),
    ("Wisbech", "PE13", "england"),
    ("Cromer", "NR27", "england"),
    ("Lowestoft", "NR32", "england"),
    ("Harwich", "CO12", "england"),
    ("Clacton", "CO15", "england"),
    ("Tring", "HP23", "england"),
    ("Leighton Buzzard", "LU7", "england"),
    ("Chesham", "HP5", "england"),
    ("Banbury", "OX16", "england"),
    ("Slough", "SL1", "england"),
    ("Bordon", "GU35", "england"),
    ("Ventnor", "PO38", "england"),
    ("Dorking", "RH4", "england"),
    ("Bognor", "PO21", "england"),
    ("Rye", "TN31", "england"),
    ("Margate", "CT9", "england"),
    ("Peckham", "SE15", "england"),
    ("Canary Wharf", "E14", "england"),
    ("Heathrow", "TW6", "england"),
    ("Cinderford", "GL14", "england"),
    ("Yeovil", "BA20", "england"),
    ("Devizes", "SN10", "england"),
    ("Swanage", "BH19", "england"),
    ("Ilfracombe", "EX34", "england"),
    ("Bude", "EX23", "england"),
    ("St Ives Cornwall", "TR26", "england"),
    ("Scilly", "TR21", "england"),
    ("Wrecsam", "LL13", "wales"),
    ("Caergybi", "LL65", "wales"),
    ("Aberystwyth", "SY23", "wales"),
    ("Y Drenewydd", "SY16", "wales"),
    ("Caerfyrddin", "SA31", "wales"),
    ("Dinbych-y-Pysgod", "SA70", "wales"),
    ("Ebbw Vale", "NP23", "wales"),
    ("Merthyr", "CF47", "wales"),
    ("Y Barri", "CF62", "wales"),
    ("Fort William", "PH33", "scotland"),
    ("Skye", "IV47", "scotland"),
    ("Wick", "KW1", "scotland"),
    ("Stromness", "KW16", "scotland"),
    ("Oban", "PA34", "scotland"),
    ("Dunfermline", "KY12", "scotland"),
    ("Hawick", "TD9", "scotland"),
    ("Stranraer", "DG9", "scotland"),
    ("Largs", "KA30", "scotland"),
    ("Elgin", "IV30", "scotland"),
    ("Peterhead", "AB42", "scotland"),
)
"""What somebody types, the postcode district it lies in or beside, and its nation."""


def test_every_postcode_area_is_in_the_table() -> None:
    districts = read_districts(resource_dir("seed_data") / "districts.csv")
    assert {area_of(code) for code, _, _ in CHIEF_DISTRICTS} == {area_of(code) for code in districts}


@pytest.mark.parametrize(("code", "town", "nation"), CHIEF_DISTRICTS)
def test_the_chief_district_of_an_area_is_named_by_its_town(
    fresh: Gazetteer, code: str, town: str, nation: str
) -> None:
    place = fresh.lookup(code)
    assert place is not None
    assert place.name == f"{town} ({code})"
    assert place.nation == nation


@pytest.mark.parametrize(("code", "town", "nation"), CHIEF_DISTRICTS)
def test_the_town_of_a_chief_district_lies_there(fresh: Gazetteer, code: str, town: str, nation: str) -> None:
    district = fresh.lookup(code)
    assert district is not None
    resolution = fresh.resolve(town)
    places = [place for place in (resolution.place, *resolution.choices) if place]
    nearest = min(miles_between(district.lat, district.lng, place.lat, place.lng) for place in places)
    assert nearest < 8


@pytest.mark.parametrize(("typed", "code", "nation"), WELL_KNOWN)
def test_a_well_known_place_lies_where_everybody_knows(
    fresh: Gazetteer, typed: str, code: str, nation: str
) -> None:
    place = fresh.resolve(typed).place
    assert place is not None
    assert place.nation == nation
    district = fresh.lookup(code)
    assert district is not None
    away = miles_between(place.lat, place.lng, district.lat, district.lng)
    assert place.district == code or away < 6, (place.district, away)


@pytest.mark.parametrize(("typed", "code", "nation"), WELL_KNOWN)
def test_the_beginning_of_a_well_known_name_suggests_it(
    fresh: Gazetteer, typed: str, code: str, nation: str
) -> None:
    place = fresh.resolve(typed).place
    name = typed.removesuffix(" Cornwall")
    assert place in fresh.suggest(name, limit=20), f"{name} is not among what its whole name suggests"
