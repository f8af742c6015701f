"""The words of the catalogue: routes, levels, modes and the rest, as codes that appear in addresses and the API."""

from enum import StrEnum


class Route(StrEnum):
    """The kind of programme. The order is that of the line map and says nothing about worth."""

    APPRENTICESHIP = "apprenticeship"
    FOUNDATION_APPRENTICESHIP = "foundation-apprenticeship"
    DEGREE_APPRENTICESHIP = "degree-apprenticeship"
    T_LEVEL = "t-level"
    A_LEVEL = "a-level"
    V_LEVEL = "v-level"
    VOCATIONAL = "vocational"
    HIGHER_TECHNICAL = "higher-technical"
    FOUNDATION_DEGREE = "foundation-degree"
    DEGREE = "degree"
    BOOTCAMP = "bootcamp"
    SUPPORTED_INTERNSHIP = "supported-internship"
    ESSENTIAL_SKILLS = "essential-skills"


class Level(StrEnum):
    """Official qualification levels of England, entry to 7. A programme may have none."""

    ENTRY = "entry"
    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    FIVE = "5"
    SIX = "6"
    SEVEN = "7"


class Area(StrEnum):
    """The twenty career areas."""

    ANIMALS_LAND_ENVIRONMENT = "animals-land-environment"
    ART_DESIGN_FASHION = "art-design-fashion"
    BUILDING_CONSTRUCTION = "building-construction"
    BUSINESS_ADMIN = "business-admin"
    CARE_SUPPORT = "care-support"
    COMPUTING_DIGITAL = "computing-digital"
    EARLY_YEARS_TEACHING = "early-years-teaching"
    ENGINEERING_MAKING = "engineering-making"
    ENGLISH_MATHS_EVERYDAY_SKILLS = "english-maths-everyday-skills"
    FINANCE_LAW = "finance-law"
    FOOD_HOSPITALITY_TRAVEL = "food-hospitality-travel"
    HAIR_BEAUTY = "hair-beauty"
    HEALTH = "health"
    LANGUAGES_HISTORY_SOCIETY = "languages-history-society"
    MEDIA_MUSIC_PERFORMANCE = "media-music-performance"
    PROTECTIVE_SERVICES = "protective-services"
    SALES_MARKETING_RETAIL = "sales-marketing-retail"
    SCIENCE_RESEARCH = "science-research"
    SPORT_FITNESS = "sport-fitness"
    TRANSPORT_MOTOR_LOGISTICS = "transport-motor-logistics"


class Mode(StrEnum):
    """How the week is arranged. An opportunity may offer several."""

    FULL_TIME = "full-time"
    PART_TIME = "part-time"
    EVENING_WEEKEND = "evening-weekend"
    DAY_RELEASE = "day-release"


MODE_COLUMNS = {mode: mode.value.replace("-", "_") for mode in Mode}
"""The column of an opportunity that says whether it has a mode, by mode."""


class Delivery(StrEnum):
    """Where it happens: at a venue, online, across listed districts, or anywhere in the nation."""

    VENUE = "venue"
    ONLINE = "online"
    AREA = "area"
    NATIONAL = "national"


class Money(StrEnum):
    """Which way the money goes: the learner is paid, learns free, may take a loan, or pays a fee."""

    PAID = "paid"
    FREE = "free"
    LOAN = "loan"
    FEE = "fee"


class StartWindow(StrEnum):
    """How soon a start is wanted: at any time now, or within so many months."""

    NOW = "now"
    THREE_MONTHS = "3m"
    SIX_MONTHS = "6m"
    TWELVE_MONTHS = "12m"


class Sort(StrEnum):
    """The order of results."""

    FIT = "fit"
    DISTANCE = "distance"
    START = "start"
    CLOSING = "closing"


class Nation(StrEnum):
    """The nation whose rules apply to a record."""

    ENGLAND = "england"
    SCOTLAND = "scotland"
    WALES = "wales"
    NORTHERN_IRELAND = "northern-ireland"


class ProviderKind(StrEnum):
    """Who teaches."""

    COLLEGE = "college"
    UNIVERSITY = "university"
    TRAINING_PROVIDER = "training-provider"
    SCHOOL_SIXTH_FORM = "school-sixth-form"
    EMPLOYER = "employer"


class SubjectRule(StrEnum):
    """What is asked in English or maths: nothing, a pass already held, or a pass that may be studied alongside."""

    NOT_NEEDED = "not-needed"
    NEEDED = "needed"
    CAN_STUDY_ALONGSIDE = "can-study-alongside"
    NOT_STATED = "not-stated"


class PayBasis(StrEnum):
    """What a pay figure rests on."""

    STATED = "stated"
    RANGE = "range"
    LEGAL_MINIMUM = "legal-minimum"
    TEXT_ONLY = "text-only"


class ListingState(StrEnum):
    """Whether a record is shown. A withdrawn one is kept and answers 410."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Measure(StrEnum):
    """What an outcome figure counts."""

    CONTINUATION = "continuation"
    EMPLOYMENT = "employment"
    EARNINGS = "earnings"
    ENTRY_TARIFF = "entry-tariff"
    ENTRY_QUALIFICATIONS = "entry-qualifications"
    ACHIEVEMENT = "achievement"
    SATISFACTION = "satisfaction"


class MissingReason(StrEnum):
    """Why there is no figure of a measure."""

    TOO_FEW_PEOPLE = "too-few-people"
    NEW_COURSE = "new-course"
    NOT_PUBLISHED = "not-published"
    NOT_COLLECTED = "not-collected"
    NO_POINTS = "no-points"
    FEW_POINTS = "few-points"
