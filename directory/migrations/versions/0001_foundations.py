"""Lay the catalogue, the audit chain and the change log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import directory.db

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = ("audit_event", "service_history")


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "audit_event",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", directory.db.UTCDateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject_kind", sa.String(length=60), nullable=False),
        sa.Column("subject_id", sa.String(length=80), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("request_id", sa.String(length=80), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_event")),
    )
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.create_index("ix_audit_event_subject", ["subject_kind", "subject_id"], unique=False)

    op.create_table(
        "change_log",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("service_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_change_log")),
    )
    with op.batch_alter_table("change_log", schema=None) as batch_op:
        batch_op.create_index("ix_change_log_service_id", ["service_id"], unique=False)

    op.create_table(
        "dataset",
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("started_at", directory.db.UTCDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_dataset")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("system", sa.String(length=40), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("created_at", directory.db.UTCDateTime(timezone=True), nullable=False),
        sa.Column("updated_at", directory.db.UTCDateTime(timezone=True), nullable=False),
        sa.Column("retired_at", directory.db.UTCDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("system", "code", name=op.f("uq_organisation_system_code")),
    )
    op.create_table(
        "service_document",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_document")),
    )
    op.create_table(
        "service_history",
        sa.Column("service_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("changed_at", directory.db.UTCDateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("service_id", "version", name=op.f("pk_service_history")),
    )
    op.create_table(
        "location",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.JSON(), nullable=False),
        sa.Column("is_address_public", sa.Boolean(), nullable=False),
        sa.Column("postcode", sa.String(length=10), nullable=True),
        sa.Column("nation", sa.String(length=20), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("precision", sa.String(length=12), nullable=True),
        sa.Column("created_at", directory.db.UTCDateTime(timezone=True), nullable=False),
        sa.Column("updated_at", directory.db.UTCDateTime(timezone=True), nullable=False),
        sa.Column("retired_at", directory.db.UTCDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_location_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_location")),
    )
    with op.batch_alter_table("location", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_location_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "practitioner",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("registrations", sa.JSON(), nullable=False),
        sa.Column("created_at", directory.db.UTCDateTime(timezone=True), nullable=False),
        sa.Column("updated_at", directory.db.UTCDateTime(timezone=True), nullable=False),
        sa.Column("retired_at", directory.db.UTCDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_practitioner_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practitioner")),
    )
    with op.batch_alter_table("practitioner", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_practitioner_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "practitioner_role",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("practitioner_id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("location_id", sa.String(length=36), nullable=False),
        sa.Column("specialty", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("created_at", directory.db.UTCDateTime(timezone=True), nullable=False),
        sa.Column("updated_at", directory.db.UTCDateTime(timezone=True), nullable=False),
        sa.Column("retired_at", directory.db.UTCDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["location_id"], ["location.id"], name=op.f("fk_practitioner_role_location_id_location")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_practitioner_role_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["practitioner_id"], ["practitioner.id"], name=op.f("fk_practitioner_role_practitioner_id_practitioner")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practitioner_role")),
    )
    with op.batch_alter_table("practitioner_role", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_practitioner_role_location_id"), ["location_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_practitioner_role_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_practitioner_role_practitioner_id"), ["practitioner_id"], unique=False)

    op.create_table(
        "healthcare_service",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("location_id", sa.String(length=36), nullable=False),
        sa.Column("practitioner_role_id", sa.String(length=36), nullable=True),
        sa.Column("specialty", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("system", sa.String(length=40), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("assurance", sa.String(length=16), nullable=False),
        sa.Column("suspended_reason", sa.String(length=500), nullable=False),
        sa.Column("is_fictional", sa.Boolean(), nullable=False),
        sa.Column("accepts", sa.JSON(), nullable=False),
        sa.Column("is_accepting", sa.Boolean(), nullable=False),
        sa.Column("accepting_until", sa.Date(), nullable=True),
        sa.Column("treats", sa.JSON(), nullable=False),
        sa.Column("registers", sa.JSON(), nullable=False),
        sa.Column("specialist_registers", sa.JSON(), nullable=False),
        sa.Column("indemnity_until", sa.Date(), nullable=True),
        sa.Column("minimum_age", sa.Integer(), nullable=True),
        sa.Column("maximum_age", sa.Integer(), nullable=True),
        sa.Column("is_in_person", sa.Boolean(), nullable=False),
        sa.Column("is_virtual", sa.Boolean(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("accessibility", sa.JSON(), nullable=False),
        sa.Column("fee_band", sa.String(length=12), nullable=True),
        sa.Column("opening_hours", sa.String(length=500), nullable=False),
        sa.Column("referral_instructions", sa.Text(), nullable=False),
        sa.Column("public_phone", sa.String(length=40), nullable=True),
        sa.Column("public_email", sa.String(length=254), nullable=True),
        sa.Column("website", sa.String(length=300), nullable=True),
        sa.Column("clinician_phone", sa.String(length=40), nullable=True),
        sa.Column("clinician_email", sa.String(length=254), nullable=True),
        sa.Column("wait_days", sa.Integer(), nullable=True),
        sa.Column("response_minutes", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", directory.db.UTCDateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.String(length=200), nullable=False),
        sa.Column("verified_at", directory.db.UTCDateTime(timezone=True), nullable=True),
        sa.Column("verified_by", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", directory.db.UTCDateTime(timezone=True), nullable=False),
        sa.Column("updated_at", directory.db.UTCDateTime(timezone=True), nullable=False),
        sa.Column("retired_at", directory.db.UTCDateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "assurance in ('unverified', 'verified', 'suspended', 'nhs-directory')",
            name=op.f("ck_healthcare_service_assurance"),
        ),
        sa.CheckConstraint("status in ('active', 'retired')", name=op.f("ck_healthcare_service_status")),
        sa.ForeignKeyConstraint(
            ["location_id"], ["location.id"], name=op.f("fk_healthcare_service_location_id_location")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_healthcare_service_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["practitioner_role_id"],
            ["practitioner_role.id"],
            name=op.f("fk_healthcare_service_practitioner_role_id_practitioner_role"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_healthcare_service")),
        sa.UniqueConstraint("system", "code", "specialty", name=op.f("uq_healthcare_service_system_code_specialty")),
    )
    with op.batch_alter_table("healthcare_service", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_healthcare_service_location_id"), ["location_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_healthcare_service_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_healthcare_service_practitioner_role_id"), ["practitioner_role_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_healthcare_service_specialty"), ["specialty"], unique=False)

    op.create_table(
        "service_capability",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("service_id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=120), nullable=True),
        sa.Column("operator", sa.String(length=120), nullable=True),
        sa.Column("quantity", sa.Double(), nullable=True),
        sa.Column("unit", sa.String(length=20), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("confirmed_at", directory.db.UTCDateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["healthcare_service.id"], name=op.f("fk_service_capability_service_id_healthcare_service")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_capability")),
        sa.UniqueConstraint("service_id", "code", name=op.f("uq_service_capability_service_id_code")),
    )
    with op.batch_alter_table("service_capability", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_capability_service_id"), ["service_id"], unique=False)

    _forbid_changes()


def _forbid_changes() -> None:
    """Let the database itself refuse to change or delete what is only ever added to."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    if not sqlite:
        op.execute(
            "CREATE FUNCTION onward_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME; END $$"
        )
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            name = f"{table}_no_{verb.lower()}"
            if sqlite:
                op.execute(
                    f"CREATE TRIGGER {name} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
                )
            else:
                op.execute(
                    f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION onward_append_only()"
                )


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("service_capability", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_capability_service_id"))

    op.drop_table("service_capability")
    with op.batch_alter_table("healthcare_service", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_healthcare_service_specialty"))
        batch_op.drop_index(batch_op.f("ix_healthcare_service_practitioner_role_id"))
        batch_op.drop_index(batch_op.f("ix_healthcare_service_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_healthcare_service_location_id"))

    op.drop_table("healthcare_service")
    with op.batch_alter_table("practitioner_role", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_practitioner_role_practitioner_id"))
        batch_op.drop_index(batch_op.f("ix_practitioner_role_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_practitioner_role_location_id"))

    op.drop_table("practitioner_role")
    with op.batch_alter_table("practitioner", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_practitioner_organisation_id"))

    op.drop_table("practitioner")
    with op.batch_alter_table("location", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_location_organisation_id"))

    op.drop_table("location")
    op.drop_table("service_history")
    op.drop_table("service_document")
    op.drop_table("organisation")
    op.drop_table("dataset")
    with op.batch_alter_table("change_log", schema=None) as batch_op:
        batch_op.drop_index("ix_change_log_service_id")

    op.drop_table("change_log")
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_event_subject")

    op.drop_table("audit_event")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION onward_append_only()")
