"""What each code says: what is wrong and why, then how it could be mended. Pages put them into their language."""

WORDS: dict[str, tuple[str, str]] = {
    "title.missing": ("A programme needs a title.", "Write what it is called, such as “T Level in Health”."),
    "title.names-nothing": (
        "The title does not name a %(route)s that exists.",
        "Write its whole name, such as “T Level in Health”.",
    ),
    "title.cannot-start": (
        "Nobody can start this one on %(day)s. %(note)s",
        "Change the start, or the title.",
    ),
    "title.shouts": ("The title is all in capitals, which is hard to read.", "Write it in small letters."),
    "level.not-of-route": ("This route does not have that level.", "Choose one of: %(levels)s."),
    "level.missing": ("Students need to know its level.", "Choose one of: %(levels)s."),
    "areas.missing": ("Students look for programmes by career area.", "Choose at least one."),
    "summary.missing": ("Nobody can tell what it is.", "Say what it is in a sentence or two."),
    "offers.none": ("It is not on offer anywhere yet.", "Add a place, or say that it is online."),
    "delivery.missing": (
        "We do not know where it happens.",
        "Say if it is at a place, online or across an area.",
    ),
    "venue.missing": ("It is at a place, but we do not know which.", "Choose one of your venues."),
    "venue.not-with": (
        "Only what happens at a place has a venue.",
        "Take the venue out, or choose “At a place”.",
    ),
    "venue.not-yours": ("That venue is not one of yours.", "Choose one of your own venues."),
    "districts.missing": (
        "It is across an area, but we do not know which.",
        "Choose the districts that it serves.",
    ),
    "districts.not-with": (
        "Only what happens across an area has districts.",
        "Take the districts out, or choose “Across an area”.",
    ),
    "districts.unknown": (
        "%(district)s is no local council that we know.",
        "Choose another, or take it out.",
    ),
    "modes.missing": (
        "Students choose by what they can fit in.",
        "Say if it is full-time, part-time or both.",
    ),
    "starts.none": (
        "We do not know when it starts.",
        "Add a start, or say that people can start when ready.",
    ),
    "start.empty": ("This start has no date and no words.", "Write the date, or take the start out."),
    "start.unlikely": (
        "Nobody plans for a start on %(day)s.",
        "Look at the year: it can be from %(first)s to %(last)s.",
    ),
    "start.closes-late": (
        "The last day to apply is after the start.",
        "Choose a day before %(day)s, or that day.",
    ),
    "start.opens-late": ("It opens after it closes.", "Change the two days over."),
    "start.after-last": ("Nobody can start after %(day)s.", "Choose an earlier start, or take this one out."),
    "start.all-past": ("Every start has gone by.", "Add the next one."),
    "money.missing": ("Students want to know what it costs or pays.", "Choose one."),
    "money.apprentice": ("%(why)s.", "Choose “You are paid”, and take out any fee."),
    "fee.apprentice": ("%(why)s.", "Take out the fee."),
    "fee.not-with": ("What is free or paid has no fee.", "Take out the fee, or choose “You pay a fee”."),
    "fee.missing": ("You said that there is a fee, but not how much.", "Write the fee for the whole course."),
    "pay.not-lawful": (
        "The law asks for at least £%(least)s an hour on %(day)s.",
        "Write the right pay, or leave it empty.",
    ),
    "pay.order": ("The most is less than the least.", "Change the two over."),
    "pay.no-low": ("There is a highest pay but no lowest.", "Write the lowest pay as well."),
    "pay.missing": ("Vacancies that say what they pay are opened more often.", "Add the pay."),
    "apply.missing": ("Students cannot tell how to apply.", "Say how, or give the address of your form."),
    "length.too-short": ("%(why)s.", "Write %(value)s or more, or leave it empty."),
    "length.too-long": ("%(why)s.", "Write %(value)s or less, or leave it empty."),
    "length.missing": ("Students want to know how long it takes.", "Write the number of months."),
    "placement.too-short": ("%(why)s.", "Write %(value)s or more, or leave it empty."),
    "age.too-young": (
        "Nobody under %(value)s can start on this route.",
        "Write %(value)s, or leave it empty.",
    ),
    "age.too-old": (
        "This is for people up to %(value)s, and some up to %(most)s.",
        "Write %(value)s, and say who else under “Exceptions”.",
    ),
    "age.order": ("The oldest is younger than the youngest.", "Change the two over."),
    "points.order": ("The most points are fewer than the least.", "Change the two over."),
    "points.no-low": ("There are highest points but no lowest.", "Write the lowest points as well."),
    "ehcp.needed": ("%(why)s.", "Tick the box for people with a plan."),
    "hint.day": ("Students want to know what they would do all day.", "Say what a usual day is like."),
    "hint.next": ("Students want to know where it leads.", "Name some jobs or next courses."),
    "hint.learn": ("There is nothing on what is taught.", "Say what people learn."),
    "hint.support": ("Many people need to know what help there is.", "Say what help you give."),
    "hint.entry": ("It does not say what is needed to get in.", "Say so, also when nothing is needed."),
    "hint.closing": ("There is no last day to apply.", "Add one, if there is one."),
    "hint.contact": ("Nobody is named to ask.", "Name a team, such as “Ask the admissions team”."),
    "hint.short": ("The summary is very short.", "Say who it is for and what is good about it."),
    "hint.hard": (
        "This may be hard to read: about the level of school year %(year)s.",
        "Try shorter words and shorter sentences.",
    ),
    "hint.long-sentence": ("One sentence has %(words)s words.", "Make two or three of it."),
}
"""Words of seed data (``why``, ``note``) come in as they stand there."""
