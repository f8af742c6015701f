"""The one table of weights: how much each part of a score counts, and what each route and level is worth to it.

A score is the mean of the parts that a person's answers speak to, weighted by `WEIGHTS`. Every number here is a
judgement of this project and none is fitted to a person; `docs/guidance.md` shows the same table to careers advisers.
"""

from enum import StrEnum

from pathways.catalogue.vocabulary import Area, Level, Route


class Part(StrEnum):
    """What a score is made of."""

    IDEAS = "ideas"
    INTEREST = "interest"
    SUBJECTS = "subjects"
    MATTERS = "matters"
    LEARNING = "learning"
    NEARNESS = "nearness"
    LEVEL = "level"
    AVOID = "avoid"
    PATTERN = "pattern"
    START = "start"
    WANTS = "wants"
    LIKE = "like"
    OPEN = "open"


WEIGHTS: dict[Part, float] = {
    Part.IDEAS: 30.0,
    Part.INTEREST: 20.0,
    Part.SUBJECTS: 12.0,
    Part.MATTERS: 12.0,
    Part.LEARNING: 10.0,
    Part.NEARNESS: 10.0,
    Part.LEVEL: 10.0,
    Part.AVOID: 8.0,
    Part.PATTERN: 5.0,
    Part.START: 4.0,
    Part.WANTS: 8.0,
    Part.LIKE: 60.0,
    Part.OPEN: 1.0,
}
"""What each part weighs when the question it rests on was answered. `LIKE` counts only for "more like this", `OPEN`
only when nothing was answered that any other part could rest on."""

NEARNESS_WHEN_MOVING = 2.0
"""What nearness weighs for somebody who could move."""

LEARNING_BY_ROUTE: dict[str, dict[Route, float]] = {
    "work": {
        Route.APPRENTICESHIP: 1.0,
        Route.FOUNDATION_APPRENTICESHIP: 1.0,
        Route.DEGREE_APPRENTICESHIP: 1.0,
        Route.SUPPORTED_INTERNSHIP: 0.8,
        Route.BOOTCAMP: 0.4,
        Route.T_LEVEL: 0.5,
        Route.V_LEVEL: 0.2,
        Route.VOCATIONAL: 0.3,
        Route.HIGHER_TECHNICAL: 0.3,
        Route.FOUNDATION_DEGREE: 0.3,
        Route.DEGREE: 0.1,
        Route.A_LEVEL: 0.0,
        Route.ESSENTIAL_SKILLS: 0.2,
    },
    "mix": {
        Route.APPRENTICESHIP: 0.7,
        Route.FOUNDATION_APPRENTICESHIP: 0.7,
        Route.DEGREE_APPRENTICESHIP: 0.8,
        Route.SUPPORTED_INTERNSHIP: 0.7,
        Route.BOOTCAMP: 0.5,
        Route.T_LEVEL: 1.0,
        Route.V_LEVEL: 0.6,
        Route.VOCATIONAL: 0.8,
        Route.HIGHER_TECHNICAL: 0.8,
        Route.FOUNDATION_DEGREE: 0.9,
        Route.DEGREE: 0.4,
        Route.A_LEVEL: 0.1,
        Route.ESSENTIAL_SKILLS: 0.4,
    },
    "class": {
        Route.APPRENTICESHIP: 0.1,
        Route.FOUNDATION_APPRENTICESHIP: 0.1,
        Route.DEGREE_APPRENTICESHIP: 0.2,
        Route.SUPPORTED_INTERNSHIP: 0.1,
        Route.BOOTCAMP: 0.6,
        Route.T_LEVEL: 0.7,
        Route.V_LEVEL: 0.9,
        Route.VOCATIONAL: 0.8,
        Route.HIGHER_TECHNICAL: 0.8,
        Route.FOUNDATION_DEGREE: 0.8,
        Route.DEGREE: 1.0,
        Route.A_LEVEL: 1.0,
        Route.ESSENTIAL_SKILLS: 0.8,
    },
}
"""How near each route comes to learning at work, a mix, or in class."""

KEEPS_UNIVERSITY_OPEN: dict[Route, float] = {
    Route.A_LEVEL: 1.0,
    Route.DEGREE: 1.0,
    Route.DEGREE_APPRENTICESHIP: 1.0,
    Route.FOUNDATION_DEGREE: 1.0,
    Route.T_LEVEL: 0.9,
    Route.V_LEVEL: 0.9,
    Route.HIGHER_TECHNICAL: 0.9,
    Route.VOCATIONAL: 0.8,
    Route.APPRENTICESHIP: 0.5,
    Route.BOOTCAMP: 0.2,
    Route.FOUNDATION_APPRENTICESHIP: 0.3,
    Route.SUPPORTED_INTERNSHIP: 0.1,
    Route.ESSENTIAL_SKILLS: 0.3,
}
"""How well a route keeps a degree within reach. Below level 3 it counts half: there is a step in between."""

IN_A_TEAM: dict[Area, float] = {
    Area.PROTECTIVE_SERVICES: 1.0,
    Area.HEALTH: 0.9,
    Area.SPORT_FITNESS: 0.9,
    Area.FOOD_HOSPITALITY_TRAVEL: 0.9,
    Area.BUILDING_CONSTRUCTION: 0.8,
    Area.CARE_SUPPORT: 0.8,
    Area.EARLY_YEARS_TEACHING: 0.8,
    Area.MEDIA_MUSIC_PERFORMANCE: 0.8,
    Area.ENGINEERING_MAKING: 0.7,
    Area.SALES_MARKETING_RETAIL: 0.7,
    Area.COMPUTING_DIGITAL: 0.6,
    Area.BUSINESS_ADMIN: 0.6,
    Area.SCIENCE_RESEARCH: 0.6,
    Area.TRANSPORT_MOTOR_LOGISTICS: 0.5,
    Area.ANIMALS_LAND_ENVIRONMENT: 0.5,
    Area.HAIR_BEAUTY: 0.5,
    Area.ENGLISH_MATHS_EVERYDAY_SKILLS: 0.5,
    Area.FINANCE_LAW: 0.4,
    Area.LANGUAGES_HISTORY_SOCIETY: 0.4,
    Area.ART_DESIGN_FASHION: 0.3,
}
"""How much of the work of an area is done in a team."""

LEVEL_FIT: dict[str, dict[Level, float]] = {
    "entry": dict(zip(Level, (0.8, 1.0, 0.5, 0.2, 0.0, 0.0, 0.0, 0.0), strict=True)),
    "1": dict(zip(Level, (0.4, 0.8, 1.0, 0.4, 0.0, 0.0, 0.0, 0.0), strict=True)),
    "2": dict(zip(Level, (0.1, 0.3, 0.8, 1.0, 0.2, 0.1, 0.1, 0.0), strict=True)),
    "3": dict(zip(Level, (0.0, 0.1, 0.3, 0.7, 1.0, 1.0, 1.0, 0.1), strict=True)),
    "4": dict(zip(Level, (0.0, 0.1, 0.2, 0.5, 0.7, 1.0, 1.0, 0.2), strict=True)),
    "5": dict(zip(Level, (0.0, 0.1, 0.2, 0.4, 0.5, 0.7, 1.0, 0.3), strict=True)),
    "6": dict(zip(Level, (0.0, 0.1, 0.2, 0.4, 0.5, 0.5, 0.7, 1.0), strict=True)),
    "school": dict(zip(Level, (0.3, 0.6, 0.9, 1.0, 0.1, 0.0, 0.0, 0.0), strict=True)),
    "sixth-form": dict(zip(Level, (0.0, 0.1, 0.4, 0.8, 1.0, 1.0, 1.0, 0.0), strict=True)),
    "adult": dict(zip(Level, (0.4, 0.7, 0.9, 1.0, 0.8, 0.8, 0.7, 0.3), strict=True)),
}
"""How well a level fits the next step of somebody who holds a level, or, where that is not said, at a stage."""

NO_LEVEL_FIT = 0.5
"""The fit of a programme without a level."""

ESSENTIAL_SKILLS_FIT = {"missing": 1.0, "unsure": 0.5, "passed": 0.1, "unsaid": 0.4}
"""The fit of English, maths and everyday skills by what was said of English and maths."""

ROUTE_FIT_FOR_ADULTS: dict[Route, float] = {
    Route.T_LEVEL: 0.1,
    Route.V_LEVEL: 0.1,
    Route.FOUNDATION_APPRENTICESHIP: 0.2,
    Route.A_LEVEL: 0.4,
}
"""The most that these routes fit from 19 on: they are made, and mostly paid for, for people of 16 to 18."""

SUPPORTED_INTERNSHIP_FIT = 0.3
"""The fit of a supported internship, which is for people with an education, health and care plan: nobody is asked."""
