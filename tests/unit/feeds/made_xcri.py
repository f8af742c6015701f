"""A small XCRI-CAP feed made for a test: a college in Preston, a site in Consett, three courses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pathways.database import Database
from pathways.feeds.importing import ImportOptions, import_feed
from pathways.feeds.report import ImportReport
from pathways.feeds.xcri_cap import XCRI_CAP
from tests.unit.feeds.running import quiet

PLUMBING = """
    <course>
      <dc:description><xhtml:div><xhtml:p>Learn to fit <xhtml:b>pipes</xhtml:b> and taps.</xhtml:p>
        <xhtml:ul><xhtml:li>Bend copper</xhtml:li><xhtml:li>Solder joints</xhtml:li></xhtml:ul>
        <xhtml:script>alert(1)</xhtml:script><!-- not for you --></xhtml:div></dc:description>
      <dc:description xsi:type="terms:careerOutcome">Plumber, heating engineer.</dc:description>
      <dc:identifier>https://college.example/courses/plumbing</dc:identifier>
      <dc:identifier xsi:type="courseDataProgramme:internalID">PL2</dc:identifier>
      <dc:subject xsi:type="courseDataProgramme:SSA" identifier="05.2">Building and Construction</dc:subject>
      <dc:title xml:lang="cy">Plymio</dc:title>
      <dc:title xml:lang="en">Plumbing</dc:title>
      <mlo:url>http://college.example/courses/plumbing</mlo:url>
      <abstract>Fit pipes and taps in homes.</abstract>
      <mlo:assessment>Practical tests in the workshop.</mlo:assessment>
      <mlo:prerequisite>GCSE English and maths at grade 3.</mlo:prerequisite>
      <mlo:qualification>
        <dc:identifier xsi:type="courseDataProgramme:QAN">60012345</dc:identifier>
        <dc:title>Level 2 Diploma in Plumbing</dc:title>
        <dcterms:educationLevel>QCF Level 2</dcterms:educationLevel>
        <awardedBy>City and Guilds</awardedBy>
      </mlo:qualification>
      <presentation>
        <dc:identifier>https://college.example/courses/plumbing/1</dc:identifier>
        <mlo:start dtf="2027-09-06">6 September 2027</mlo:start>
        <mlo:duration interval="P1Y">One year</mlo:duration>
        <applyFrom dtf="2026-11-02">2 November 2026</applyFrom>
        <applyUntil dtf="2027-08-20">20 August 2027</applyUntil>
        <applyTo>http://college.example/apply?course=PL2</applyTo>
        <studyMode identifier="FT">Full time</studyMode>
        <attendanceMode identifier="CM">Campus</attendanceMode>
        <attendancePattern identifier="DT">Daytime</attendancePattern>
        <mlo:places>16</mlo:places>
        <mlo:cost>GBP450.00</mlo:cost>
        <age>16-19</age>
        <venue><provider>
          <dc:identifier>https://college.example/sites/consett</dc:identifier>
          <dc:title>Consett Trades Centre</dc:title>
          <mlo:location>
            <mlo:town>Consett</mlo:town><mlo:postcode>DH8 5XY</mlo:postcode>
            <mlo:address>Blast Row</mlo:address>
            <mlo:address xsi:type="geo:lat">54.856</mlo:address>
            <mlo:address xsi:type="geo:long">-1.837</mlo:address>
          </mlo:location>
        </provider></venue>
      </presentation>
      <presentation>
        <dc:identifier>https://college.example/courses/plumbing/2</dc:identifier>
        <mlo:start dtf="2028-01-10">10 January 2028</mlo:start>
        <mlo:duration interval="P1Y">One year</mlo:duration>
        <studyMode identifier="FT">Full time</studyMode>
        <mlo:cost>GBP450.00</mlo:cost>
        <venue><provider>
          <dc:identifier>https://college.example/sites/consett</dc:identifier>
          <dc:title>Consett Trades Centre</dc:title>
        </provider></venue>
      </presentation>
    </course>"""
SPANISH = """
    <course>
      <dc:description>Speak Spanish on holiday.</dc:description>
      <dc:identifier>https://college.example/courses/spanish</dc:identifier>
      <dc:subject xsi:type="xcri:LDCS3" identifier="FN.345">Spanish language</dc:subject>
      <dc:title>Spanish for beginners</dc:title>
      <presentation>
        <mlo:start>Flexible</mlo:start>
        <studyMode identifier="PT">Part time</studyMode>
        <attendanceMode identifier="ON">Online (no attendance)</attendanceMode>
        <mlo:cost>Free</mlo:cost>
      </presentation>
      <presentation>
        <mlo:start dtf="2027-01">January 2027</mlo:start>
        <studyMode identifier="PT">Part time</studyMode>
        <attendancePattern identifier="EV">Evening</attendancePattern>
      </presentation>
    </course>"""
NURSING = """
    <course>
      <dc:identifier>https://college.example/courses/nursing</dc:identifier>
      <dc:subject xsi:type="xcri:JACS3" identifier="B700">Nursing</dc:subject>
      <dc:title>BSc (Hons) Nursing</dc:title>
      <mlo:credit><credit:scheme>CATS</credit:scheme><credit:level>6</credit:level><credit:value>360</credit:value></mlo:credit>
    </course>"""
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<catalog xmlns="http://xcri.org/profiles/1.2/catalog" xmlns:credit="http://purl.org/net/cm"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
  xmlns:mlo="http://purl.org/net/mlo" xmlns:xhtml="http://www.w3.org/1999/xhtml"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xcri="http://xcri.co.uk"
  xmlns:terms="http://xcri.org/profiles/1.2/catalog/terms" xmlns:courseDataProgramme="http://xcri.co.uk"
  generated="2026-11-20T09:00:00Z">
  <provider>
    <dc:description>A college for central Lancashire.</dc:description>
    <dc:identifier>https://college.example/</dc:identifier>
    <dc:identifier xsi:type="courseDataProgramme:ukprn">10005200</dc:identifier>
    <dc:title>Lune Bank College</dc:title>
    <mlo:url>http://college.example</mlo:url>"""
TAIL = """
    <mlo:location>
      <mlo:town>Preston</mlo:town><mlo:postcode>PR2 8UR</mlo:postcode><mlo:address>St Vincent's Road</mlo:address>
      <mlo:phone>01772 000000</mlo:phone><mlo:email>enquiries@college.example</mlo:email>
    </mlo:location>
  </provider>
</catalog>"""

OLDER = """<?xml version="1.0"?>
<catalog xmlns="http://xcri.org/profiles/catalog" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:terms="http://xcri.org/profiles/catalog/terms" xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#"
  xmlns:x="http://www.w3.org/1999/xhtml" xmlns:ukrlp="http://www.ukrlp.co.uk" generated="2026-11-20T09:00:00Z">
  <provider>
    <identifier>https://college.example/</identifier>
    <identifier xsi:type="ukrlp:ukprn">10005200</identifier>
    <title>Lune Bank College</title>
    <description>A college for central Lancashire.</description>
    <url>http://college.example</url>
    <street>St Vincent's Road</street><town>Preston</town><postcode>PR2 8UR</postcode>
    <phone>01772 000000</phone><email>enquiries@college.example</email>
    <course>
      <identifier>https://college.example/courses/plumbing</identifier>
      <identifier xsi:type="xcri:internalID">PL2</identifier>
      <title>Plumbing</title>
      <subject xsi:type="terms:SSA" identifier="5.2">Building and Construction</subject>
      <description><x:div><x:p>Learn to fit <x:b>pipes</x:b> and taps.</x:p>
        <x:ul><x:li>Bend copper</x:li><x:li>Solder joints</x:li></x:ul></x:div></description>
      <description xsi:type="terms:careerOutcome">Plumber, heating engineer.</description>
      <description xsi:type="terms:assessmentStrategy">Practical tests in the workshop.</description>
      <abstract>Fit pipes and taps in homes.</abstract>
      <entryRequirements>GCSE English and maths at grade 3.</entryRequirements>
      <url>http://college.example/courses/plumbing</url>
      <qualification>
        <identifier xsi:type="terms:QAN">60012345</identifier>
        <title>Level 2 Diploma in Plumbing</title><level>2</level>
        <awardedBy><title>City and Guilds</title></awardedBy>
      </qualification>
      <presentation>
        <identifier>https://college.example/courses/plumbing/1</identifier>
        <start>2027-09-06</start>
        <duration interval="P1Y">One year</duration>
        <applyFrom>2026-11-02</applyFrom><applyUntil>2027-08-20</applyUntil>
        <applyTo>http://college.example/apply?course=PL2</applyTo>
        <studyMode>Full Time</studyMode><attendanceMode>Campus</attendanceMode>
        <placesAvailable>16</placesAvailable>
        <cost>GBP450.00</cost><age>16-19</age>
        <venue>
          <identifier>https://college.example/sites/consett</identifier><title>Consett Trades Centre</title>
          <street>Blast Row</street><town>Consett</town><postcode>DH8 5XY</postcode>
          <geo:lat>54.856</geo:lat><geo:long>-1.837</geo:long>
        </venue>
      </presentation>
    </course>
  </provider>
</catalog>"""


def feed(*courses: str, head: str = HEAD, tail: str = TAIL) -> str:
    """A feed of version 1.2 with these courses; all three when none is named."""
    return "\n".join([head, *(courses or (PLUMBING, SPANISH, NURSING)), tail])


def course(title: str, inside: str = "", identifier: str | None = None) -> str:
    """A short course."""
    told = (
        identifier if identifier is not None else f"https://college.example/{title.replace(' ', '-').lower()}"
    )
    named = f"<dc:identifier>{told}</dc:identifier>" if told else ""
    return f"<course>{named}<dc:title>{title}</dc:title>{inside}</course>"


def bring_feed_in(database: Database, folder: Path, *feeds: str | bytes, **options: Any) -> ImportReport:
    """Import feeds, each a file of a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, content in enumerate(feeds, 1):
        path = folder / f"feed-{number}.xml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        paths.append(path)
    return import_feed(database, XCRI_CAP, paths, ImportOptions(**options), quiet)
