CREATE TABLE "bulletin" (
	"id" serial PRIMARY KEY NOT NULL,
	"period" text NOT NULL,
	"state" text NOT NULL,
	"content" jsonb NOT NULL,
	"drafted_at" timestamp with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "conversation" (
	"platform" text NOT NULL,
	"chat_id" text NOT NULL,
	"open_id" text NOT NULL,
	"focus" jsonb NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "conversation_platform_chat_id_open_id_pk" PRIMARY KEY("platform","chat_id","open_id")
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"platform" text NOT NULL,
	"app_id" text NOT NULL,
	"event_key" text NOT NULL,
	"lane" text NOT NULL,
	"payload" jsonb NOT NULL,
	"state" text NOT NULL,
	"answer" jsonb,
	"attempts" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"error" text,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"dedupe_key" text NOT NULL,
	"cause_id" bigint,
	"platform" text,
	"destination" jsonb,
	"address" text,
	"kind" text NOT NULL,
	"payload" jsonb NOT NULL,
	"focus" jsonb,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"not_before" timestamp with time zone,
	"lease_until" timestamp with time zone,
	"first_tried_at" timestamp with time zone,
	"platform_message_id" text,
	"last_error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "calendar_year" (
	"year" integer PRIMARY KEY NOT NULL,
	"source" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "campaign" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date,
	"cadres" integer NOT NULL,
	"enterprises" integer NOT NULL,
	"collected" integer NOT NULL,
	"solved" integer NOT NULL,
	"is_demo" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_event" (
	"case_no" text NOT NULL,
	"seq" integer NOT NULL,
	"type" text NOT NULL,
	"actor" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"data" jsonb NOT NULL,
	"prev_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "case_event_case_no_seq_pk" PRIMARY KEY("case_no","seq")
);
--> statement-breakpoint
CREATE TABLE "case_file" (
	"no" text PRIMARY KEY NOT NULL,
	"uscc" text NOT NULL,
	"category" text NOT NULL,
	"detail" text NOT NULL,
	"urgency" text NOT NULL,
	"contact" text,
	"state" text NOT NULL,
	"round" integer DEFAULT 1 NOT NULL,
	"lead_unit_id" text,
	"due_on" date,
	"due_is_provisional" boolean DEFAULT false NOT NULL,
	"reported_by" text NOT NULL,
	"handled_by" text,
	"result" text,
	"rating" text,
	"filed_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"version" integer NOT NULL,
	"head_hash" text NOT NULL,
	"form_key" text,
	"is_demo" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_reminder" (
	"case_no" text NOT NULL,
	"round" integer NOT NULL,
	"due_on" date NOT NULL,
	"rung" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "case_reminder_case_no_round_due_on_rung_pk" PRIMARY KEY("case_no","round","due_on","rung")
);
--> statement-breakpoint
CREATE TABLE "counter" (
	"name" text PRIMARY KEY NOT NULL,
	"value" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "route" (
	"id" serial PRIMARY KEY NOT NULL,
	"category" text NOT NULL,
	"region_code" text,
	"urgency" text,
	"unit_id" text NOT NULL,
	"due_days" integer NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "workday_override" (
	"day" date PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "binding_request" (
	"id" serial PRIMARY KEY NOT NULL,
	"platform" text NOT NULL,
	"open_id" text NOT NULL,
	"uscc" text NOT NULL,
	"state" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "chat_group" (
	"platform" text NOT NULL,
	"chat_id" text NOT NULL,
	"name" text NOT NULL,
	"unit_id" text,
	CONSTRAINT "chat_group_platform_chat_id_pk" PRIMARY KEY("platform","chat_id")
);
--> statement-breakpoint
CREATE TABLE "identity" (
	"platform" text NOT NULL,
	"open_id" text NOT NULL,
	"person_id" text NOT NULL,
	CONSTRAINT "identity_platform_open_id_pk" PRIMARY KEY("platform","open_id")
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"is_demo" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "role_grant" (
	"id" serial PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"role" text NOT NULL,
	"scope_id" text DEFAULT '*' NOT NULL,
	"granted_by" text NOT NULL,
	"granted_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unit" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"aliases" text[] DEFAULT '{}' NOT NULL,
	"kind" text NOT NULL,
	"region_code" text,
	"parent_id" text
);
--> statement-breakpoint
CREATE TABLE "enterprise" (
	"uscc" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"short_name" text NOT NULL,
	"region_code" text,
	"park_id" text,
	"assess_unit_id" text,
	"chain" text,
	"industry_code" text,
	"origin_class" text,
	"is_industrial" boolean,
	"is_digital" boolean,
	"is_above_scale" boolean,
	"first_above_scale_on" date,
	"in_stats" boolean,
	"is_demo" boolean DEFAULT false NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "enterprise_alias" (
	"uscc" text NOT NULL,
	"alias" text NOT NULL,
	CONSTRAINT "enterprise_alias_uscc_alias_pk" PRIMARY KEY("uscc","alias")
);
--> statement-breakpoint
CREATE TABLE "figure" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"uscc" text NOT NULL,
	"indicator" text NOT NULL,
	"period" text NOT NULL,
	"amount" numeric(18, 4) NOT NULL,
	"source" text NOT NULL,
	"reported_by" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "incident" (
	"id" serial PRIMARY KEY NOT NULL,
	"uscc" text NOT NULL,
	"happened_on" date NOT NULL,
	"type" text NOT NULL,
	"level" text NOT NULL,
	"dead" integer,
	"injured" integer,
	"loss" numeric(18, 4)
);
--> statement-breakpoint
CREATE TABLE "park" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"aliases" text[] DEFAULT '{}' NOT NULL,
	"region_code" text
);
--> statement-breakpoint
CREATE TABLE "region" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"aliases" text[] DEFAULT '{}' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "roster_member" (
	"roster" text NOT NULL,
	"year" integer NOT NULL,
	"uscc" text NOT NULL,
	"entry_rule" text,
	CONSTRAINT "roster_member_roster_year_uscc_pk" PRIMARY KEY("roster","year","uscc")
);
--> statement-breakpoint
CREATE TABLE "job_run" (
	"job" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"report" jsonb,
	"error" text,
	CONSTRAINT "job_run_job_due_at_pk" PRIMARY KEY("job","due_at")
);
--> statement-breakpoint
CREATE TABLE "setting" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "case_event" ADD CONSTRAINT "case_event_case_no_case_file_no_fk" FOREIGN KEY ("case_no") REFERENCES "public"."case_file"("no") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_file" ADD CONSTRAINT "case_file_uscc_enterprise_uscc_fk" FOREIGN KEY ("uscc") REFERENCES "public"."enterprise"("uscc") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_reminder" ADD CONSTRAINT "case_reminder_case_no_case_file_no_fk" FOREIGN KEY ("case_no") REFERENCES "public"."case_file"("no") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_group" ADD CONSTRAINT "chat_group_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity" ADD CONSTRAINT "identity_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enterprise" ADD CONSTRAINT "enterprise_region_code_region_code_fk" FOREIGN KEY ("region_code") REFERENCES "public"."region"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enterprise" ADD CONSTRAINT "enterprise_park_id_park_id_fk" FOREIGN KEY ("park_id") REFERENCES "public"."park"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enterprise_alias" ADD CONSTRAINT "enterprise_alias_uscc_enterprise_uscc_fk" FOREIGN KEY ("uscc") REFERENCES "public"."enterprise"("uscc") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "figure" ADD CONSTRAINT "figure_uscc_enterprise_uscc_fk" FOREIGN KEY ("uscc") REFERENCES "public"."enterprise"("uscc") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident" ADD CONSTRAINT "incident_uscc_enterprise_uscc_fk" FOREIGN KEY ("uscc") REFERENCES "public"."enterprise"("uscc") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster_member" ADD CONSTRAINT "roster_member_uscc_enterprise_uscc_fk" FOREIGN KEY ("uscc") REFERENCES "public"."enterprise"("uscc") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "bulletin_current" ON "bulletin" USING btree ("period") WHERE state <> 'rejected';--> statement-breakpoint
CREATE UNIQUE INDEX "inbox_platform_app_id_event_key_index" ON "inbox" USING btree ("platform","app_id","event_key");--> statement-breakpoint
CREATE INDEX "inbox_open" ON "inbox" USING btree ("lane","id") WHERE state = 'new';--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_dedupe_key_index" ON "outbox" USING btree ("dedupe_key");--> statement-breakpoint
CREATE INDEX "outbox_open" ON "outbox" USING btree ("id") WHERE state in ('pending', 'sending');--> statement-breakpoint
CREATE INDEX "outbox_cause_id_index" ON "outbox" USING btree ("cause_id");--> statement-breakpoint
CREATE INDEX "outbox_platform_message_id_index" ON "outbox" USING btree ("platform_message_id");--> statement-breakpoint
CREATE UNIQUE INDEX "case_file_form_key_index" ON "case_file" USING btree ("form_key");--> statement-breakpoint
CREATE INDEX "case_file_uscc_index" ON "case_file" USING btree ("uscc");--> statement-breakpoint
CREATE INDEX "case_file_lead_unit_id_state_index" ON "case_file" USING btree ("lead_unit_id","state");--> statement-breakpoint
CREATE INDEX "case_file_state_due_on_index" ON "case_file" USING btree ("state","due_on");--> statement-breakpoint
CREATE INDEX "route_category_index" ON "route" USING btree ("category");--> statement-breakpoint
CREATE INDEX "chat_group_unit_id_index" ON "chat_group" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "identity_person_id_index" ON "identity" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "role_grant_person_id_role_scope_id_index" ON "role_grant" USING btree ("person_id","role","scope_id");--> statement-breakpoint
CREATE INDEX "enterprise_region_code_index" ON "enterprise" USING btree ("region_code");--> statement-breakpoint
CREATE INDEX "enterprise_updated_at_index" ON "enterprise" USING btree ("updated_at");--> statement-breakpoint
CREATE INDEX "figure_uscc_indicator_period_id_index" ON "figure" USING btree ("uscc","indicator","period","id");--> statement-breakpoint
CREATE INDEX "incident_uscc_index" ON "incident" USING btree ("uscc");--> statement-breakpoint
CREATE INDEX "roster_member_uscc_index" ON "roster_member" USING btree ("uscc");