-- The role the bot works as on a Postgres server: it reads and writes rows, but cannot change or remove what is only ever
-- added, alter tables or drop the triggers that guard them. Where the account of DATABASE_URL may not make roles, nothing
-- is done here and the triggers guard alone. Repeated at every start, after append-only.sql and under its lock.
do $$
declare
  name text;
begin
  begin
    create role beizeng_app nologin;
  exception when duplicate_object or unique_violation then null;
  end;
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant beizeng_app to %I', current_user);
  end if;
  grant usage on schema public, drizzle to beizeng_app;
  grant select on all tables in schema drizzle to beizeng_app;
  grant usage on all sequences in schema public to beizeng_app;
  grant select, insert, update, delete on all tables in schema public to beizeng_app;
  for name in
    select distinct event_object_table from information_schema.triggers where trigger_name like '%\_append\_only'
  loop
    execute format('revoke update, delete on %I from beizeng_app', name);
  end loop;
exception when insufficient_privilege then null;
end $$;
