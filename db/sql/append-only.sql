-- 台账记录, 日锚, 数据, 已发布政策, 留痕, 名录评定 and 一企一策 are only ever added: no change, removal or emptying, whoever asks. Applied after the
-- migrations at every start, so it is written to be repeated.
select pg_advisory_xact_lock(430400);

create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'restrict_violation';
end $$;

do $$
declare
  name text;
begin
  foreach name in array array[
    'case_event', 'ledger_anchor', 'anchored_head', 'figure', 'published_policy', 'rule_text', 'receipt',
    'cycle_step', 'candidate_check', 'support_plan', 'plan_progress',
    'project_plan', 'project_progress', 'project_delay', 'matter_event', 'record_change',
    'enterprise_change', 'retraction'
  ] loop
    execute format('create or replace trigger %I before update or delete on %I for each row execute function refuse_change()',
      name || '_append_only', name);
    execute format('create or replace trigger %I before truncate on %I for each statement execute function refuse_change()',
      name || '_never_emptied', name);
  end loop;
end $$;
