"""The names of XCRI-CAP: its namespaces, and which elements stand in which.

From the XCRI-CAP 1.2 specification and XCRI Terms 1.1 and 1.2 (Cetis, CC BY), EN 15982 and CWA 16077. Names are
read in any case and under any namespace or prefix: feeds in the wild differ in all of them.
"""

CATALOG_NS = "http://xcri.org/profiles/1.2/catalog"
TERMS_NS = "http://xcri.org/profiles/1.2/catalog/terms"
DC_NS = "http://purl.org/dc/elements/1.1/"
DCTERMS_NS = "http://purl.org/dc/terms/"
MLO_NS = "http://purl.org/net/mlo"
CREDIT_NS = "http://purl.org/net/cm"
XHTML_NS = "http://www.w3.org/1999/xhtml"
XSI_NS = "http://www.w3.org/2001/XMLSchema-instance"
GEO_NS = "http://www.w3.org/2003/01/geo/wgs84_pos#"
UKPRN_NS = "http://www.ukrlp.co.uk"
OWN_NS = "urn:pathways:xcri-cap:refinements:1"
"""Our refinements of its elements, for what it has no vocabulary for. Another reader may pass over them."""

DELETED = "3"
"""The value of ``recstatus`` by which version 1.1 marks a record that was taken out."""

_COMMON = (
    "haspart ispartof relation contributor date description identifier image subject title type url "
    "abstract applicationprocedure assessment learningoutcome objective prerequisite regulations"
)
_PLACE = "location address street town postcode phone fax email"
KNOWN: dict[str, frozenset[str]] = {
    name: frozenset(elements.split())
    for name, elements in {
        "catalog": f"{_COMMON} provider",
        "provider": f"{_COMMON} {_PLACE} course",
        "course": f"{_COMMON} level qualification presentation credit entryrequirements entryprofile",
        "presentation": f"{_COMMON} start end duration applyfrom applyuntil applyto enquireto engagement studymode "
        "attendancemode attendancepattern languageofinstruction languageofassessment places placesavailable cost age "
        "venue entryprofile entryrequirements",
        "qualification": "identifier title abbr description educationlevel level type url awardedby accreditedby",
        "credit": "scheme level value",
        "venue": f"{_COMMON} {_PLACE} provider lat long",
        "location": f"{_COMMON} {_PLACE} lat long",
    }.items()
}
"""By the name of an element: the names, in small letters, of those that may stand in it in 1.2 or 1.1."""
