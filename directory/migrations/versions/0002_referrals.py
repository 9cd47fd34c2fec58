"""Lay the outbox, timers, referrals, consents, letters and follow-ups."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import directory.db

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.create_table('consent',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('organisation_id', sa.String(length=36), nullable=True),
    sa.Column('subject_kind', sa.String(length=40), nullable=False),
    sa.Column('subject_id', sa.String(length=36), nullable=False),
    sa.Column('scope', sa.String(length=40), nullable=False),
    sa.Column('method', sa.String(length=20), nullable=False),
    sa.Column('given_at', directory.db.UTCDateTime(timezone=True), nullable=False),
    sa.Column('recorded_at', directory.db.UTCDateTime(timezone=True), nullable=False),
    sa.Column('recorded_by', sa.String(length=200), nullable=False),
    sa.Column('withdrawn_at', directory.db.UTCDateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_reason', sa.String(length=500), nullable=False),
    sa.CheckConstraint("method in ('spoken', 'written')", name=op.f('ck_consent_method')),
    sa.CheckConstraint("scope in ('share-with-service')", name=op.f('ck_consent_scope')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent'))
    )
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.create_index('ix_consent_subject', ['subject_kind', 'subject_id'], unique=False)

    op.create_table('follow_up',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('organisation_id', sa.String(length=36), nullable=True),
    sa.Column('referral_id', sa.String(length=36), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('after_days', sa.Integer(), nullable=False),
    sa.Column('question', sa.String(length=500), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('due_at', directory.db.UTCDateTime(timezone=True), nullable=False),
    sa.Column('asked_at', directory.db.UTCDateTime(timezone=True), nullable=True),
    sa.Column('answered_at', directory.db.UTCDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("state in ('planned', 'asked', 'answered', 'cancelled')", name=op.f('ck_follow_up_state')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_follow_up')),
    sa.UniqueConstraint('referral_id', 'round', 'seq', name=op.f('uq_follow_up_referral_id_round_seq'))
    )
    with op.batch_alter_table('follow_up', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_follow_up_referral_id'), ['referral_id'], unique=False)

    op.create_table('heartbeat',
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('at', directory.db.UTCDateTime(timezone=True), nullable=False),
    sa.Column('detail', sa.String(length=200), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_heartbeat'))
    )
    op.create_table('idempotency',
    sa.Column('scope', sa.String(length=60), nullable=False),
    sa.Column('key', sa.String(length=255), nullable=False),
    sa.Column('request_hash', sa.String(length=64), nullable=False),
    sa.Column('resource_id', sa.String(length=36), nullable=False),
    sa.Column('status', sa.Integer(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('created_at', directory.db.UTCDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('scope', 'key', name=op.f('pk_idempotency'))
    )
    op.create_table('installation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('identity', sa.String(length=200), nullable=False),
    sa.Column('epoch', sa.Integer(), nullable=False),
    sa.Column('fenced_at', directory.db.UTCDateTime(timezone=True), nullable=True),
    sa.Column('fenced_reason', sa.String(length=300), nullable=False),
    sa.Column('released_at', directory.db.UTCDateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_installation'))
    )
    op.create_table('letter',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('organisation_id', sa.String(length=36), nullable=True),
    sa.Column('subject_kind', sa.String(length=40), nullable=False),
    sa.Column('subject_id', sa.String(length=36), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('sections', sa.JSON(), nullable=False),
    sa.Column('created_at', directory.db.UTCDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_letter'))
    )
    with op.batch_alter_table('letter', schema=None) as batch_op:
        batch_op.create_index('ix_letter_subject', ['subject_kind', 'subject_id'], unique=False)

    op.create_table('outbox_message',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('organisation_id', sa.String(length=36), nullable=True),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('subject_kind', sa.String(length=40), nullable=False),
    sa.Column('subject_id', sa.String(length=36), nullable=False),
    sa.Column('subject_version', sa.Integer(), nullable=False),
    sa.Column('recipient', sa.String(length=40), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('dedupe_key', sa.String(length=200), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('epoch', sa.Integer(), nullable=False),
    sa.Column('due_at', directory.db.UTCDateTime(timezone=True), nullable=False),
    sa.Column('lease_until', directory.db.UTCDateTime(timezone=True), nullable=True),
    sa.Column('lease_token', sa.String(length=36), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('crashes', sa.Integer(), nullable=False),
    sa.Column('hinted_at', directory.db.UTCDateTime(timezone=True), nullable=True),
    sa.Column('provider_ref', sa.String(length=200), nullable=False),
    sa.Column('sent_to', sa.String(length=320), nullable=False),
    sa.Column('last_error', sa.String(length=500), nullable=False),
    sa.Column('request_id', sa.String(length=80), nullable=False),
    sa.Column('created_at', directory.db.UTCDateTime(timezone=True), nullable=False),
    sa.Column('finished_at', directory.db.UTCDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("state in ('pending', 'leased', 'done', 'uncertain', 'dead', 'cancelled', 'held')", name=op.f('ck_outbox_message_state')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox_message')),
    sa.UniqueConstraint('dedupe_key', name=op.f('uq_outbox_message_dedupe_key'))
    )
    with op.batch_alter_table('outbox_message', schema=None) as batch_op:
        batch_op.create_index('ix_outbox_message_due', ['state', 'due_at'], unique=False)
        batch_op.create_index('ix_outbox_message_subject', ['subject_kind', 'subject_id'], unique=False)

    op.create_table('timer',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('organisation_id', sa.String(length=36), nullable=True),
    sa.Column('subject_kind', sa.String(length=40), nullable=False),
    sa.Column('subject_id', sa.String(length=36), nullable=False),
    sa.Column('kind', sa.String(length=60), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('ladder', sa.String(length=40), nullable=False),
    sa.Column('recipient', sa.String(length=40), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('epoch', sa.Integer(), nullable=False),
    sa.Column('armed_at', directory.db.UTCDateTime(timezone=True), nullable=False),
    sa.Column('due_at', directory.db.UTCDateTime(timezone=True), nullable=False),
    sa.Column('local_rule', sa.String(length=60), nullable=False),
    sa.Column('zone', sa.String(length=40), nullable=False),
    sa.Column('calendar', sa.String(length=60), nullable=False),
    sa.Column('fired_at', directory.db.UTCDateTime(timezone=True), nullable=True),
    sa.Column('request_id', sa.String(length=80), nullable=False),
    sa.CheckConstraint("state in ('armed', 'fired', 'superseded', 'cancelled', 'held')", name=op.f('ck_timer_state')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_timer')),
    sa.UniqueConstraint('subject_kind', 'subject_id', 'kind', 'seq', name=op.f('uq_timer_subject_kind_subject_id_kind_seq'))
    )
    with op.batch_alter_table('timer', schema=None) as batch_op:
        batch_op.create_index('ix_timer_due', ['state', 'due_at'], unique=False)

    op.create_table('outbox_attempt',
    sa.Column('message_id', sa.String(length=36), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('ended_at', directory.db.UTCDateTime(timezone=True), nullable=False),
    sa.Column('outcome', sa.String(length=20), nullable=False),
    sa.Column('detail', sa.String(length=500), nullable=False),
    sa.ForeignKeyConstraint(['message_id'], ['outbox_message.id'], name=op.f('fk_outbox_attempt_message_id_outbox_message')),
    sa.PrimaryKeyConstraint('message_id', 'number', name=op.f('pk_outbox_attempt'))
    )
    op.create_table('referral',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('reference', sa.String(length=16), nullable=False),
    sa.Column('organisation_id', sa.String(length=36), nullable=True),
    sa.Column('service_id', sa.String(length=36), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('specialty', sa.String(length=40), nullable=False),
    sa.Column('urgency', sa.String(length=12), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('patient_initials', sa.String(length=12), nullable=False),
    sa.Column('patient_birth_year', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('need', sa.JSON(), nullable=False),
    sa.Column('referrer_name', sa.String(length=200), nullable=False),
    sa.Column('referrer_email', sa.String(length=254), nullable=False),
    sa.Column('referrer_phone', sa.String(length=40), nullable=False),
    sa.Column('referrer_organisation', sa.String(length=200), nullable=False),
    sa.Column('nation', sa.String(length=20), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('owner', sa.String(length=20), nullable=True),
    sa.Column('next_action', sa.String(length=40), nullable=False),
    sa.Column('next_action_at', directory.db.UTCDateTime(timezone=True), nullable=True),
    sa.Column('rejected_code', sa.String(length=40), nullable=False),
    sa.Column('rejected_comment', sa.String(length=2000), nullable=False),
    sa.Column('outcome_code', sa.String(length=40), nullable=False),
    sa.Column('outcome_text', sa.Text(), nullable=False),
    sa.Column('suggestions', sa.JSON(), nullable=False),
    sa.Column('created_at', directory.db.UTCDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', directory.db.UTCDateTime(timezone=True), nullable=False),
    sa.Column('closed_at', directory.db.UTCDateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(state in ('completed', 'cancelled') and owner is null and next_action_at is null) or (state not in ('completed', 'cancelled') and owner is not null and owner <> '' and next_action <> '' and next_action_at is not null)", name=op.f('ck_referral_owned')),
    sa.CheckConstraint("state in ('submitted', 'sent', 'undelivered', 'unanswered', 'rejected', 'accepted', 'outcome-overdue', 'completed', 'cancelled')", name=op.f('ck_referral_state')),
    sa.CheckConstraint("urgency in ('emergency', 'urgent', 'soon', 'routine')", name=op.f('ck_referral_urgency')),
    sa.ForeignKeyConstraint(['service_id'], ['healthcare_service.id'], name=op.f('fk_referral_service_id_healthcare_service')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_referral')),
    sa.UniqueConstraint('reference', name=op.f('uq_referral_reference'))
    )
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_referral_service_id'), ['service_id'], unique=False)
        batch_op.create_index('ix_referral_worklist', ['state', 'next_action_at'], unique=False)

    op.create_table('referral_event',
    sa.Column('referral_id', sa.String(length=36), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('event', sa.String(length=24), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('actor', sa.String(length=200), nullable=False),
    sa.Column('at', directory.db.UTCDateTime(timezone=True), nullable=False),
    sa.Column('service_id', sa.String(length=36), nullable=False),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_referral_event_referral_id_referral')),
    sa.PrimaryKeyConstraint('referral_id', 'version', name=op.f('pk_referral_event'))
    )
    

    sqlite = op.get_bind().dialect.name == "sqlite"
    for verb in ("UPDATE", "DELETE"):
        name = f"referral_event_no_{verb.lower()}"
        if sqlite:
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {verb} ON referral_event "
                "BEGIN SELECT RAISE(ABORT, 'rows of referral_event are never changed'); END"
            )
        else:
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {verb} ON referral_event "
                "FOR EACH ROW EXECUTE FUNCTION onward_append_only()"
            )


def downgrade() -> None:
    """Take it back."""
    op.drop_table('referral_event')
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.drop_index('ix_referral_worklist')
        batch_op.drop_index(batch_op.f('ix_referral_service_id'))

    op.drop_table('referral')
    op.drop_table('outbox_attempt')
    with op.batch_alter_table('timer', schema=None) as batch_op:
        batch_op.drop_index('ix_timer_due')

    op.drop_table('timer')
    with op.batch_alter_table('outbox_message', schema=None) as batch_op:
        batch_op.drop_index('ix_outbox_message_subject')
        batch_op.drop_index('ix_outbox_message_due')

    op.drop_table('outbox_message')
    with op.batch_alter_table('letter', schema=None) as batch_op:
        batch_op.drop_index('ix_letter_subject')

    op.drop_table('letter')
    op.drop_table('installation')
    op.drop_table('idempotency')
    op.drop_table('heartbeat')
    with op.batch_alter_table('follow_up', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_follow_up_referral_id'))

    op.drop_table('follow_up')
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.drop_index('ix_consent_subject')

    op.drop_table('consent')
    
