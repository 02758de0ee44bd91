-- 台账记录, 日锚, 数据, 已发布政策 and 留痕 are only ever added: no change, removal or emptying, whoever asks. Applied after the
-- migrations at every start, so it is written to be repeated.
select pg_advisory_xact_lock(430400);

create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'restrict_violation';
end $$;

create or replace trigger case_event_append_only
  before update or delete on case_event for each row execute function refuse_change();
create or replace trigger case_event_never_emptied
  before truncate on case_event for each statement execute function refuse_change();

create or replace trigger figure_append_only
  before update or delete on figure for each row execute function refuse_change();
create or replace trigger figure_never_emptied
  before truncate on figure for each statement execute function refuse_change();

create or replace trigger published_policy_append_only
  before update or delete on published_policy for each row execute function refuse_change();
create or replace trigger published_policy_never_emptied
  before truncate on published_policy for each statement execute function refuse_change();

create or replace trigger rule_text_append_only
  before update or delete on rule_text for each row execute function refuse_change();
create or replace trigger rule_text_never_emptied
  before truncate on rule_text for each statement execute function refuse_change();

create or replace trigger receipt_append_only
  before update or delete on receipt for each row execute function refuse_change();
create or replace trigger receipt_never_emptied
  before truncate on receipt for each statement execute function refuse_change();

create or replace trigger ledger_anchor_append_only
  before update or delete on ledger_anchor for each row execute function refuse_change();
create or replace trigger ledger_anchor_never_emptied
  before truncate on ledger_anchor for each statement execute function refuse_change();

create or replace trigger anchored_head_append_only
  before update or delete on anchored_head for each row execute function refuse_change();
create or replace trigger anchored_head_never_emptied
  before truncate on anchored_head for each statement execute function refuse_change();
