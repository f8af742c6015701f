"""The catalogue.

Revision 0001, the first.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | Sequence[str] | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "career_area",
        sa.Column(
            "slug",
            sa.Enum(
                "animals-land-environment",
                "art-design-fashion",
                "building-construction",
                "business-admin",
                "care-support",
                "computing-digital",
                "early-years-teaching",
                "engineering-making",
                "english-maths-everyday-skills",
                "finance-law",
                "food-hospitality-travel",
                "hair-beauty",
                "health",
                "languages-history-society",
                "media-music-performance",
                "protective-services",
                "sales-marketing-retail",
                "science-research",
                "sport-fitness",
                "transport-motor-logistics",
                name="slug",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("what_people_do", sa.String(), nullable=False),
        sa.Column("good_if", sa.String(), nullable=False),
        sa.Column("jobs", sa.String(), nullable=False),
        sa.Column("ways_in", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_career_area")),
    )
    op.create_table(
        "catalogue_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_change")),
    )
    with op.batch_alter_table("catalogue_change", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_catalogue_change_opportunity_id"), ["opportunity_id"], unique=False
        )

    op.create_table(
        "minimum_wage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("band", sa.String(length=20), nullable=False),
        sa.Column("hourly_pence", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("confidence", sa.String(length=120), nullable=False),
        sa.CheckConstraint("hourly_pence > 0", name=op.f("ck_minimum_wage_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minimum_wage")),
        sa.UniqueConstraint("effective_from", "band", name=op.f("uq_minimum_wage_effective_from_band")),
    )
    op.create_table(
        "page_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(length=300), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "wrong-fact",
                "closed",
                "hard-to-use",
                "unsafe",
                "my-data",
                "other",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_report")),
    )
    with op.batch_alter_table("page_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_page_report_reported_at"), ["reported_at"], unique=False)

    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("publishes_whole_sets", sa.Boolean(), nullable=False),
        sa.Column("last_imported_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("slug", name=op.f("uq_source_slug")),
    )
    op.create_table(
        "tariff_points",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("qualification", sa.String(length=80), nullable=False),
        sa.Column("grade", sa.String(length=60), nullable=False),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("confidence", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tariff_points")),
        sa.UniqueConstraint(
            "effective_from",
            "qualification",
            "grade",
            name=op.f("uq_tariff_points_effective_from_qualification_grade"),
        ),
    )
    op.create_table(
        "import_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(length=40), nullable=False),
        sa.Column("files", sa.String(length=1000), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "running",
                "applied",
                "refused",
                "interrupted",
                "rolled-back",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("offered", sa.Integer(), nullable=False),
        sa.Column("refused_rows", sa.Integer(), nullable=False),
        sa.Column("counts", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_import_run_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_run_source_id"), ["source_id"], unique=False)

    op.create_table(
        "provider",
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("source_key", sa.String(length=200), nullable=False),
        sa.Column("source_url", sa.String(length=500), nullable=False),
        sa.Column("source_dated_on", sa.Date(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("digest", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ukprn", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "college",
                "university",
                "training-provider",
                "school-sixth-form",
                "employer",
                name="provider_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "nation",
            sa.Enum(
                "england",
                "scotland",
                "wales",
                "northern-ireland",
                name="nation",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("region", sa.String(length=60), nullable=False),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "published",
                "withdrawn",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("careers", sa.String(), nullable=False),
        sa.Column("learning_here", sa.String(), nullable=False),
        sa.Column("answers", sa.String(), nullable=False),
        sa.Column("website", sa.String(length=500), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("telephone", sa.String(length=40), nullable=False),
        sa.Column("support", sa.String(), nullable=False),
        sa.Column("quality_marks", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "ukprn IS NULL OR (ukprn >= 10000000 AND ukprn <= 19999999)",
            name=op.f("ck_provider_ukprn_has_eight_digits"),
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_provider_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider")),
        sa.UniqueConstraint("source_id", "source_key", name=op.f("uq_provider_source_id_source_key")),
    )
    with op.batch_alter_table("provider", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_provider_source_id"), ["source_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_provider_ukprn"), ["ukprn"], unique=False)

    op.create_table(
        "before_added",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["import_run.id"], name=op.f("fk_before_added_run_id")),
        sa.PrimaryKeyConstraint("run_id", "kind", "row_id", name=op.f("pk_before_added")),
    )
    op.create_table(
        "before_entry_requirement",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("min_age", sa.Integer(), nullable=True),
        sa.Column("max_age", sa.Integer(), nullable=True),
        sa.Column("age_exceptions", sa.String(length=300), nullable=True),
        sa.Column("after_compulsory_school", sa.Boolean(), nullable=True),
        sa.Column("english", sa.String(), nullable=True),
        sa.Column("maths", sa.String(), nullable=True),
        sa.Column("gcse_count", sa.Integer(), nullable=True),
        sa.Column("gcse_grade", sa.Integer(), nullable=True),
        sa.Column("required_subjects", sa.String(length=300), nullable=True),
        sa.Column("level_held", sa.String(), nullable=True),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("points_usual_low", sa.Integer(), nullable=True),
        sa.Column("points_usual_high", sa.Integer(), nullable=True),
        sa.Column("needs_ehcp", sa.Boolean(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["run_id"], ["import_run.id"], name=op.f("fk_before_entry_requirement_run_id")
        ),
    )
    with op.batch_alter_table("before_entry_requirement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_before_entry_requirement_run_id"), ["run_id"], unique=False)

    op.create_table(
        "before_intake",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=True),
        sa.Column("opportunity_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("start_text", sa.String(length=120), nullable=True),
        sa.Column("is_flexible", sa.Boolean(), nullable=True),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["import_run.id"], name=op.f("fk_before_intake_run_id")),
    )
    with op.batch_alter_table("before_intake", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_before_intake_run_id"), ["run_id"], unique=False)

    op.create_table(
        "before_opportunity",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("source_key", sa.String(length=200), nullable=True),
        sa.Column("source_url", sa.String(length=500), nullable=True),
        sa.Column("source_dated_on", sa.Date(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("digest", sa.String(length=40), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=True),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("venue_id", sa.Integer(), nullable=True),
        sa.Column("delivery", sa.String(), nullable=True),
        sa.Column("place_not_given", sa.Boolean(), nullable=True),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("full_time", sa.Boolean(), nullable=True),
        sa.Column("part_time", sa.Boolean(), nullable=True),
        sa.Column("evening_weekend", sa.Boolean(), nullable=True),
        sa.Column("day_release", sa.Boolean(), nullable=True),
        sa.Column("mode_not_stated", sa.Boolean(), nullable=True),
        sa.Column("hours_a_week", sa.Float(), nullable=True),
        sa.Column("week_text", sa.String(length=300), nullable=True),
        sa.Column("employer_name", sa.String(length=200), nullable=True),
        sa.Column("employer_about", sa.String(), nullable=True),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("money", sa.String(), nullable=True),
        sa.Column("fee", sa.Integer(), nullable=True),
        sa.Column("cost_text", sa.String(length=500), nullable=True),
        sa.Column("pay_basis", sa.String(), nullable=True),
        sa.Column("pay_hourly_low", sa.Integer(), nullable=True),
        sa.Column("pay_hourly_high", sa.Integer(), nullable=True),
        sa.Column("pay_weekly_low", sa.Integer(), nullable=True),
        sa.Column("pay_weekly_high", sa.Integer(), nullable=True),
        sa.Column("pay_text", sa.String(length=300), nullable=True),
        sa.Column("how_to_apply", sa.String(), nullable=True),
        sa.Column("apply_url", sa.String(length=500), nullable=True),
        sa.Column("contact_text", sa.String(length=300), nullable=True),
        sa.Column("open_days", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["import_run.id"], name=op.f("fk_before_opportunity_run_id")),
    )
    with op.batch_alter_table("before_opportunity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_before_opportunity_run_id"), ["run_id"], unique=False)

    op.create_table(
        "before_opportunity_district",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=True),
        sa.Column("lad_code", sa.String(length=9), nullable=True),
        sa.ForeignKeyConstraint(
            ["run_id"], ["import_run.id"], name=op.f("fk_before_opportunity_district_run_id")
        ),
    )
    with op.batch_alter_table("before_opportunity_district", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_before_opportunity_district_run_id"), ["run_id"], unique=False)

    op.create_table(
        "before_outcome",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=True),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("measure", sa.String(), nullable=True),
        sa.Column("subject", sa.String(length=200), nullable=True),
        sa.Column("years_after", sa.Integer(), nullable=True),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("period", sa.String(length=60), nullable=True),
        sa.Column("missing_reason", sa.String(length=80), nullable=True),
        sa.Column("detail", sa.String(), nullable=True),
        sa.Column("source_name", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["import_run.id"], name=op.f("fk_before_outcome_run_id")),
    )
    with op.batch_alter_table("before_outcome", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_before_outcome_run_id"), ["run_id"], unique=False)

    op.create_table(
        "before_programme",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("source_key", sa.String(length=200), nullable=True),
        sa.Column("source_url", sa.String(length=500), nullable=True),
        sa.Column("source_dated_on", sa.Date(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("digest", sa.String(length=40), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=True),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=255), nullable=True),
        sa.Column("slug", sa.String(length=120), nullable=True),
        sa.Column("route", sa.String(), nullable=True),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("nation", sa.String(), nullable=True),
        sa.Column("is_demonstration", sa.Boolean(), nullable=True),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("registered_with", sa.String(length=200), nullable=True),
        sa.Column("taught_at_college", sa.Boolean(), nullable=True),
        sa.Column("course_code", sa.String(length=80), nullable=True),
        sa.Column("standard_code", sa.String(length=40), nullable=True),
        sa.Column("qualification_number", sa.String(length=40), nullable=True),
        sa.Column("occupation", sa.String(length=200), nullable=True),
        sa.Column("subject_area", sa.String(length=20), nullable=True),
        sa.Column("subject_codes", sa.String(length=200), nullable=True),
        sa.Column("keywords", sa.String(), nullable=True),
        sa.Column("summary", sa.String(), nullable=True),
        sa.Column("daily_life", sa.String(), nullable=True),
        sa.Column("you_will_learn", sa.String(), nullable=True),
        sa.Column("leads_to", sa.String(), nullable=True),
        sa.Column("top_up_to", sa.String(length=255), nullable=True),
        sa.Column("assessment", sa.String(), nullable=True),
        sa.Column("support", sa.String(), nullable=True),
        sa.Column("quality_marks", sa.String(length=300), nullable=True),
        sa.Column("duration_months", sa.Integer(), nullable=True),
        sa.Column("duration_text", sa.String(length=120), nullable=True),
        sa.Column("guided_hours", sa.Integer(), nullable=True),
        sa.Column("credits", sa.Integer(), nullable=True),
        sa.Column("placement_hours", sa.Integer(), nullable=True),
        sa.Column("class_hours_a_week", sa.Integer(), nullable=True),
        sa.Column("work_hours_a_week", sa.Integer(), nullable=True),
        sa.Column("funding_ends_on", sa.Date(), nullable=True),
        sa.Column("replaced_by", sa.String(length=255), nullable=True),
        sa.Column("last_starts_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["import_run.id"], name=op.f("fk_before_programme_run_id")),
    )
    with op.batch_alter_table("before_programme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_before_programme_run_id"), ["run_id"], unique=False)

    op.create_table(
        "before_programme_area",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("area", sa.String(), nullable=True),
        sa.Column("is_main", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["import_run.id"], name=op.f("fk_before_programme_area_run_id")),
    )
    with op.batch_alter_table("before_programme_area", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_before_programme_area_run_id"), ["run_id"], unique=False)

    op.create_table(
        "before_provider",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("source_key", sa.String(length=200), nullable=True),
        sa.Column("source_url", sa.String(length=500), nullable=True),
        sa.Column("source_dated_on", sa.Date(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("digest", sa.String(length=40), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=True),
        sa.Column("ukprn", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("slug", sa.String(length=120), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("nation", sa.String(), nullable=True),
        sa.Column("region", sa.String(length=60), nullable=True),
        sa.Column("is_demonstration", sa.Boolean(), nullable=True),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("about", sa.String(), nullable=True),
        sa.Column("careers", sa.String(), nullable=True),
        sa.Column("learning_here", sa.String(), nullable=True),
        sa.Column("answers", sa.String(), nullable=True),
        sa.Column("website", sa.String(length=500), nullable=True),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("telephone", sa.String(length=40), nullable=True),
        sa.Column("support", sa.String(), nullable=True),
        sa.Column("quality_marks", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["import_run.id"], name=op.f("fk_before_provider_run_id")),
    )
    with op.batch_alter_table("before_provider", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_before_provider_run_id"), ["run_id"], unique=False)

    op.create_table(
        "before_venue",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("source_key", sa.String(length=200), nullable=True),
        sa.Column("source_url", sa.String(length=500), nullable=True),
        sa.Column("source_dated_on", sa.Date(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("digest", sa.String(length=40), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=True),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("address", sa.String(length=300), nullable=True),
        sa.Column("town", sa.String(length=100), nullable=True),
        sa.Column("postcode", sa.String(length=8), nullable=True),
        sa.Column("postcode_district", sa.String(length=4), nullable=True),
        sa.Column("lad_code", sa.String(length=9), nullable=True),
        sa.Column("nation", sa.String(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lng", sa.Float(), nullable=True),
        sa.Column("getting_there", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["import_run.id"], name=op.f("fk_before_venue_run_id")),
    )
    with op.batch_alter_table("before_venue", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_before_venue_run_id"), ["run_id"], unique=False)

    op.create_table(
        "programme",
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("source_key", sa.String(length=200), nullable=False),
        sa.Column("source_url", sa.String(length=500), nullable=False),
        sa.Column("source_dated_on", sa.Date(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("digest", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column(
            "route",
            sa.Enum(
                "apprenticeship",
                "foundation-apprenticeship",
                "degree-apprenticeship",
                "t-level",
                "a-level",
                "v-level",
                "vocational",
                "higher-technical",
                "foundation-degree",
                "degree",
                "bootcamp",
                "supported-internship",
                "essential-skills",
                name="route",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "level",
            sa.Enum(
                "entry",
                "1",
                "2",
                "3",
                "4",
                "5",
                "6",
                "7",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "nation",
            sa.Enum(
                "england",
                "scotland",
                "wales",
                "northern-ireland",
                name="nation",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "published",
                "withdrawn",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("registered_with", sa.String(length=200), nullable=False),
        sa.Column("taught_at_college", sa.Boolean(), nullable=False),
        sa.Column("course_code", sa.String(length=80), nullable=False),
        sa.Column("standard_code", sa.String(length=40), nullable=False),
        sa.Column("qualification_number", sa.String(length=40), nullable=False),
        sa.Column("occupation", sa.String(length=200), nullable=False),
        sa.Column("subject_area", sa.String(length=20), nullable=False),
        sa.Column("subject_codes", sa.String(length=200), nullable=False),
        sa.Column("keywords", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("daily_life", sa.String(), nullable=False),
        sa.Column("you_will_learn", sa.String(), nullable=False),
        sa.Column("leads_to", sa.String(), nullable=False),
        sa.Column("top_up_to", sa.String(length=255), nullable=False),
        sa.Column("assessment", sa.String(), nullable=False),
        sa.Column("support", sa.String(), nullable=False),
        sa.Column("quality_marks", sa.String(length=300), nullable=False),
        sa.Column("duration_months", sa.Integer(), nullable=True),
        sa.Column("duration_text", sa.String(length=120), nullable=False),
        sa.Column("guided_hours", sa.Integer(), nullable=True),
        sa.Column("credits", sa.Integer(), nullable=True),
        sa.Column("placement_hours", sa.Integer(), nullable=True),
        sa.Column("class_hours_a_week", sa.Integer(), nullable=True),
        sa.Column("work_hours_a_week", sa.Integer(), nullable=True),
        sa.Column("funding_ends_on", sa.Date(), nullable=True),
        sa.Column("replaced_by", sa.String(length=255), nullable=False),
        sa.Column("last_starts_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "credits IS NULL OR credits BETWEEN 0 AND 600", name=op.f("ck_programme_credits_are_likely")
        ),
        sa.CheckConstraint(
            "duration_months IS NULL OR duration_months BETWEEN 0 AND 96",
            name=op.f("ck_programme_duration_is_likely"),
        ),
        sa.CheckConstraint(
            "guided_hours IS NULL OR guided_hours BETWEEN 0 AND 10000",
            name=op.f("ck_programme_hours_are_likely"),
        ),
        sa.ForeignKeyConstraint(["provider_id"], ["provider.id"], name=op.f("fk_programme_provider_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_programme_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("source_id", "source_key", name=op.f("uq_programme_source_id_source_key")),
    )
    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_programme_provider_id"), ["provider_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_programme_source_id"), ["source_id"], unique=False)

    op.create_table(
        "venue",
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("source_key", sa.String(length=200), nullable=False),
        sa.Column("source_url", sa.String(length=500), nullable=False),
        sa.Column("source_dated_on", sa.Date(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("digest", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("town", sa.String(length=100), nullable=False),
        sa.Column("postcode", sa.String(length=8), nullable=False),
        sa.Column("postcode_district", sa.String(length=4), nullable=False),
        sa.Column("lad_code", sa.String(length=9), nullable=False),
        sa.Column(
            "nation",
            sa.Enum(
                "england",
                "scotland",
                "wales",
                "northern-ireland",
                name="nation",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lng", sa.Float(), nullable=True),
        sa.Column("getting_there", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(lat IS NULL) = (lng IS NULL)", name=op.f("ck_venue_both_coordinates_or_neither")
        ),
        sa.CheckConstraint("lat IS NULL OR (lat BETWEEN 49 AND 61.5)", name=op.f("ck_venue_lat_in_the_uk")),
        sa.CheckConstraint("lng IS NULL OR (lng BETWEEN -9 AND 2.5)", name=op.f("ck_venue_lng_in_the_uk")),
        sa.ForeignKeyConstraint(["provider_id"], ["provider.id"], name=op.f("fk_venue_provider_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_venue_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue")),
        sa.UniqueConstraint("source_id", "source_key", name=op.f("uq_venue_source_id_source_key")),
    )
    with op.batch_alter_table("venue", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_venue_provider_id"), ["provider_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_venue_source_id"), ["source_id"], unique=False)

    op.create_table(
        "entry_requirement",
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("min_age", sa.Integer(), nullable=True),
        sa.Column("max_age", sa.Integer(), nullable=True),
        sa.Column("age_exceptions", sa.String(length=300), nullable=False),
        sa.Column("after_compulsory_school", sa.Boolean(), nullable=False),
        sa.Column(
            "english",
            sa.Enum(
                "not-needed",
                "needed",
                "can-study-alongside",
                "not-stated",
                name="english",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "maths",
            sa.Enum(
                "not-needed",
                "needed",
                "can-study-alongside",
                "not-stated",
                name="maths",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("gcse_count", sa.Integer(), nullable=True),
        sa.Column("gcse_grade", sa.Integer(), nullable=True),
        sa.Column("required_subjects", sa.String(length=300), nullable=False),
        sa.Column(
            "level_held",
            sa.Enum(
                "entry",
                "1",
                "2",
                "3",
                "4",
                "5",
                "6",
                "7",
                name="level_held",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("points_usual_low", sa.Integer(), nullable=True),
        sa.Column("points_usual_high", sa.Integer(), nullable=True),
        sa.Column("needs_ehcp", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.CheckConstraint(
            "gcse_count IS NULL OR gcse_count BETWEEN 0 AND 12",
            name=op.f("ck_entry_requirement_gcse_count_is_likely"),
        ),
        sa.CheckConstraint(
            "gcse_grade IS NULL OR gcse_grade BETWEEN 1 AND 9",
            name=op.f("ck_entry_requirement_gcse_grade_is_a_grade"),
        ),
        sa.CheckConstraint(
            "max_age IS NULL OR min_age IS NULL OR max_age >= min_age",
            name=op.f("ck_entry_requirement_ages_in_order"),
        ),
        sa.CheckConstraint(
            "min_age IS NULL OR min_age BETWEEN 13 AND 99",
            name=op.f("ck_entry_requirement_min_age_is_likely"),
        ),
        sa.CheckConstraint(
            "points IS NULL OR points BETWEEN 0 AND 400", name=op.f("ck_entry_requirement_points_are_likely")
        ),
        sa.CheckConstraint(
            "points_usual_low IS NULL OR points_usual_high >= points_usual_low",
            name=op.f("ck_entry_requirement_points_in_order"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_entry_requirement_programme_id")
        ),
        sa.PrimaryKeyConstraint("programme_id", name=op.f("pk_entry_requirement")),
    )
    op.create_table(
        "opportunity",
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("source_key", sa.String(length=200), nullable=False),
        sa.Column("source_url", sa.String(length=500), nullable=False),
        sa.Column("source_dated_on", sa.Date(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("digest", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=True),
        sa.Column(
            "delivery",
            sa.Enum(
                "venue",
                "online",
                "area",
                "national",
                name="delivery",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("place_not_given", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "published",
                "withdrawn",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("full_time", sa.Boolean(), nullable=False),
        sa.Column("part_time", sa.Boolean(), nullable=False),
        sa.Column("evening_weekend", sa.Boolean(), nullable=False),
        sa.Column("day_release", sa.Boolean(), nullable=False),
        sa.Column("mode_not_stated", sa.Boolean(), nullable=False),
        sa.Column("hours_a_week", sa.Float(), nullable=True),
        sa.Column("week_text", sa.String(length=300), nullable=False),
        sa.Column("employer_name", sa.String(length=200), nullable=False),
        sa.Column("employer_about", sa.String(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column(
            "money",
            sa.Enum(
                "paid",
                "free",
                "loan",
                "fee",
                name="money",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("fee", sa.Integer(), nullable=True),
        sa.Column("cost_text", sa.String(length=500), nullable=False),
        sa.Column(
            "pay_basis",
            sa.Enum(
                "stated",
                "range",
                "legal-minimum",
                "text-only",
                name="pay_basis",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("pay_hourly_low", sa.Integer(), nullable=True),
        sa.Column("pay_hourly_high", sa.Integer(), nullable=True),
        sa.Column("pay_weekly_low", sa.Integer(), nullable=True),
        sa.Column("pay_weekly_high", sa.Integer(), nullable=True),
        sa.Column("pay_text", sa.String(length=300), nullable=False),
        sa.Column("how_to_apply", sa.String(), nullable=False),
        sa.Column("apply_url", sa.String(length=500), nullable=False),
        sa.Column("contact_text", sa.String(length=300), nullable=False),
        sa.Column("open_days", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "delivery <> 'venue' OR venue_id IS NOT NULL OR place_not_given",
            name=op.f("ck_opportunity_a_venue_where_taught_at_one"),
        ),
        sa.CheckConstraint(
            "money IS NULL OR money <> 'paid' OR fee IS NULL OR fee = 0",
            name=op.f("ck_opportunity_paid_costs_nothing"),
        ),
        sa.CheckConstraint("fee IS NULL OR fee >= 0", name=op.f("ck_opportunity_fee_not_negative")),
        sa.CheckConstraint(
            "full_time OR part_time OR evening_weekend OR day_release OR mode_not_stated",
            name=op.f("ck_opportunity_a_mode"),
        ),
        sa.CheckConstraint(
            "hours_a_week IS NULL OR hours_a_week BETWEEN 0 AND 60",
            name=op.f("ck_opportunity_hours_are_likely"),
        ),
        sa.CheckConstraint(
            "pay_hourly_low IS NULL OR pay_hourly_high >= pay_hourly_low",
            name=op.f("ck_opportunity_hourly_pay_in_order"),
        ),
        sa.CheckConstraint(
            "pay_weekly_low IS NULL OR pay_weekly_high >= pay_weekly_low",
            name=op.f("ck_opportunity_weekly_pay_in_order"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_opportunity_programme_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_opportunity_source_id")),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_opportunity_venue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunity")),
        sa.UniqueConstraint("source_id", "source_key", name=op.f("uq_opportunity_source_id_source_key")),
    )
    with op.batch_alter_table("opportunity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opportunity_programme_id"), ["programme_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_opportunity_source_id"), ["source_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_opportunity_venue_id"), ["venue_id"], unique=False)

    op.create_table(
        "outcome",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column(
            "measure",
            sa.Enum(
                "continuation",
                "employment",
                "earnings",
                "entry-tariff",
                "entry-qualifications",
                "achievement",
                "satisfaction",
                name="measure",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("years_after", sa.Integer(), nullable=True),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("period", sa.String(length=60), nullable=False),
        sa.Column("missing_reason", sa.String(length=80), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("source_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_outcome_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
        sa.UniqueConstraint(
            "programme_id",
            "measure",
            "subject",
            "years_after",
            name=op.f("uq_outcome_programme_id_measure_subject_years_after"),
        ),
    )
    with op.batch_alter_table("outcome", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outcome_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "programme_area",
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column(
            "area",
            sa.Enum(
                "animals-land-environment",
                "art-design-fashion",
                "building-construction",
                "business-admin",
                "care-support",
                "computing-digital",
                "early-years-teaching",
                "engineering-making",
                "english-maths-everyday-skills",
                "finance-law",
                "food-hospitality-travel",
                "hair-beauty",
                "health",
                "languages-history-society",
                "media-music-performance",
                "protective-services",
                "sales-marketing-retail",
                "science-research",
                "sport-fitness",
                "transport-motor-logistics",
                name="area",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("is_main", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_programme_area_programme_id")
        ),
        sa.PrimaryKeyConstraint("programme_id", "area", name=op.f("pk_programme_area")),
    )
    op.create_table(
        "intake",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("start_text", sa.String(length=120), nullable=False),
        sa.Column("is_flexible", sa.Boolean(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "is_flexible OR starts_on IS NOT NULL OR start_text <> ''", name=op.f("ck_intake_a_start_is_said")
        ),
        sa.CheckConstraint(
            "starts_on IS NULL OR closes_on IS NULL OR closes_on <= starts_on",
            name=op.f("ck_intake_closes_by_the_start"),
        ),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name=op.f("fk_intake_opportunity_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake")),
    )
    with op.batch_alter_table("intake", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intake_opportunity_id"), ["opportunity_id"], unique=False)

    op.create_table(
        "opportunity_district",
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("lad_code", sa.String(length=9), nullable=False),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name=op.f("fk_opportunity_district_opportunity_id")
        ),
        sa.PrimaryKeyConstraint("opportunity_id", "lad_code", name=op.f("pk_opportunity_district")),
    )


def downgrade() -> None:
    """Take the tables back to the revision before."""
    op.drop_table("opportunity_district")
    with op.batch_alter_table("intake", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_intake_opportunity_id"))

    op.drop_table("intake")
    op.drop_table("programme_area")
    with op.batch_alter_table("outcome", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outcome_programme_id"))

    op.drop_table("outcome")
    with op.batch_alter_table("opportunity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opportunity_venue_id"))
        batch_op.drop_index(batch_op.f("ix_opportunity_source_id"))
        batch_op.drop_index(batch_op.f("ix_opportunity_programme_id"))

    op.drop_table("opportunity")
    op.drop_table("entry_requirement")
    with op.batch_alter_table("venue", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_venue_source_id"))
        batch_op.drop_index(batch_op.f("ix_venue_provider_id"))

    op.drop_table("venue")
    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_programme_source_id"))
        batch_op.drop_index(batch_op.f("ix_programme_provider_id"))

    op.drop_table("programme")
    with op.batch_alter_table("before_venue", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_before_venue_run_id"))

    op.drop_table("before_venue")
    with op.batch_alter_table("before_provider", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_before_provider_run_id"))

    op.drop_table("before_provider")
    with op.batch_alter_table("before_programme_area", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_before_programme_area_run_id"))

    op.drop_table("before_programme_area")
    with op.batch_alter_table("before_programme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_before_programme_run_id"))

    op.drop_table("before_programme")
    with op.batch_alter_table("before_outcome", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_before_outcome_run_id"))

    op.drop_table("before_outcome")
    with op.batch_alter_table("before_opportunity_district", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_before_opportunity_district_run_id"))

    op.drop_table("before_opportunity_district")
    with op.batch_alter_table("before_opportunity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_before_opportunity_run_id"))

    op.drop_table("before_opportunity")
    with op.batch_alter_table("before_intake", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_before_intake_run_id"))

    op.drop_table("before_intake")
    with op.batch_alter_table("before_entry_requirement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_before_entry_requirement_run_id"))

    op.drop_table("before_entry_requirement")
    op.drop_table("before_added")
    with op.batch_alter_table("provider", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_provider_ukprn"))
        batch_op.drop_index(batch_op.f("ix_provider_source_id"))

    op.drop_table("provider")
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_run_source_id"))

    op.drop_table("import_run")
    op.drop_table("tariff_points")
    op.drop_table("source")
    with op.batch_alter_table("page_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_page_report_reported_at"))

    op.drop_table("page_report")
    op.drop_table("minimum_wage")
    with op.batch_alter_table("catalogue_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_catalogue_change_opportunity_id"))

    op.drop_table("catalogue_change")
    op.drop_table("career_area")
