CREATE TABLE "chain" (
	"id" text PRIMARY KEY NOT NULL,
	"industry_hint" text
);
--> statement-breakpoint
CREATE TABLE "chain_name" (
	"version_id" text NOT NULL,
	"chain_id" text NOT NULL,
	"name" text NOT NULL,
	"aliases" text[] DEFAULT '{}' NOT NULL,
	"place" integer NOT NULL,
	CONSTRAINT "chain_name_version_id_chain_id_pk" PRIMARY KEY("version_id","chain_id")
);
--> statement-breakpoint
CREATE TABLE "chain_slot" (
	"id" serial PRIMARY KEY NOT NULL,
	"chain_id" text NOT NULL,
	"slot" text NOT NULL,
	"name" text NOT NULL,
	"post" text,
	"person_id" text,
	"from_on" date NOT NULL,
	"to_on" date,
	"basis" text NOT NULL,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	"ended_by" text,
	"end_reason" text
);
--> statement-breakpoint
CREATE TABLE "chain_update" (
	"id" serial PRIMARY KEY NOT NULL,
	"chain_id" text NOT NULL,
	"item" text NOT NULL,
	"updated_on" date NOT NULL,
	"note" text,
	"file_name" text,
	"file_hash" text,
	"reported_by" text NOT NULL,
	"reported_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chain_version" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"scope" text NOT NULL,
	"from_year" integer NOT NULL,
	"is_draft" boolean DEFAULT false NOT NULL,
	"source" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "checklist_item" (
	"id" serial PRIMARY KEY NOT NULL,
	"checklist" text NOT NULL,
	"title" text NOT NULL,
	"place" integer NOT NULL,
	"source" text NOT NULL,
	"is_confirmed" boolean NOT NULL,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	"ended_by" text,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "figure_doubt" (
	"id" serial PRIMARY KEY NOT NULL,
	"figure_id" bigint NOT NULL,
	"uscc" text NOT NULL,
	"indicator" text NOT NULL,
	"period" text NOT NULL,
	"check" text NOT NULL,
	"words" text NOT NULL,
	"state" text NOT NULL,
	"raised_by" text NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	"explanation" text,
	"explained_by" text,
	"explained_at" timestamp with time zone,
	"settled_by" text,
	"settled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "import_batch" (
	"id" serial PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"file_name" text NOT NULL,
	"file_hash" text NOT NULL,
	"state" text NOT NULL,
	"bytes" "bytea",
	"given" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"added" integer NOT NULL,
	"changed" integer NOT NULL,
	"same" integer NOT NULL,
	"faulty" integer NOT NULL,
	"sent_by" text NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "activity_result" (
	"id" serial PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"held_on" date NOT NULL,
	"unit_id" text,
	"firms" integer,
	"posts" integer,
	"hires" integer,
	"amount" numeric(18, 4),
	"note" text,
	"replaces_id" integer,
	"reason" text,
	"reported_by" text NOT NULL,
	"reported_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "campaign_report" (
	"id" serial PRIMARY KEY NOT NULL,
	"campaign_id" text NOT NULL,
	"cadres" integer NOT NULL,
	"enterprises" integer NOT NULL,
	"collected" integer NOT NULL,
	"solved" integer NOT NULL,
	"source" text NOT NULL,
	"reported_by" text NOT NULL,
	"reported_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "delegation" (
	"id" serial PRIMARY KEY NOT NULL,
	"absent_id" text NOT NULL,
	"stand_in_id" text NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date NOT NULL,
	"usccs" text[],
	"reason" text,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	"revoked_by" text,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "expansion_plan" (
	"id" serial PRIMARY KEY NOT NULL,
	"uscc" text NOT NULL,
	"year" integer NOT NULL,
	"investment" numeric(18, 4),
	"capacity" text NOT NULL,
	"need" text,
	"case_key" text,
	"reported_by" text NOT NULL,
	"reported_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "liaison" (
	"id" serial PRIMARY KEY NOT NULL,
	"uscc" text NOT NULL,
	"duty" text NOT NULL,
	"name" text NOT NULL,
	"post" text,
	"phone" text,
	"person_id" text,
	"from_on" date NOT NULL,
	"to_on" date,
	"basis" text NOT NULL,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	"ended_by" text,
	"end_reason" text
);
--> statement-breakpoint
CREATE TABLE "risk_signal" (
	"id" serial PRIMARY KEY NOT NULL,
	"uscc" text NOT NULL,
	"kind" text NOT NULL,
	"detail" text NOT NULL,
	"seen_on" date NOT NULL,
	"form_key" text,
	"reported_by" text NOT NULL,
	"reported_at" timestamp with time zone NOT NULL,
	"settled_by" text,
	"settled_at" timestamp with time zone,
	"settled_words" text
);
--> statement-breakpoint
CREATE TABLE "visit" (
	"id" serial PRIMARY KEY NOT NULL,
	"uscc" text NOT NULL,
	"visited_on" date NOT NULL,
	"means" text NOT NULL,
	"outcome" text NOT NULL,
	"visitor" text NOT NULL,
	"visitor_id" text,
	"duty" text,
	"note" text NOT NULL,
	"attempts" integer,
	"case_key" text,
	"form_key" text,
	"replaces_id" integer,
	"reason" text,
	"is_void" boolean DEFAULT false NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "agreement" (
	"id" serial PRIMARY KEY NOT NULL,
	"uscc" text NOT NULL,
	"project_id" integer,
	"land_request_id" integer,
	"title" text NOT NULL,
	"signed_on" date NOT NULL,
	"area" numeric(12, 2),
	"promised_investment" numeric(18, 4) NOT NULL,
	"invest_by" date NOT NULL,
	"terms" text,
	"ended_on" date,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "award" (
	"id" serial PRIMARY KEY NOT NULL,
	"no" text NOT NULL,
	"uscc" text NOT NULL,
	"year" integer NOT NULL,
	"kind" text NOT NULL,
	"amount" numeric(18, 4) NOT NULL,
	"clause" text NOT NULL,
	"matter_id" integer,
	"state" text NOT NULL,
	"proposed_by" text NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"decided_on" date,
	"decided_by" text,
	"decided_receipt_id" bigint,
	"paid_on" date,
	"paid_by" text,
	"paid_receipt_id" bigint,
	"voucher" text,
	"reason" text,
	"is_demo" boolean DEFAULT false NOT NULL,
	CONSTRAINT "award_no_unique" UNIQUE("no")
);
--> statement-breakpoint
CREATE TABLE "contract" (
	"id" serial PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"batch" text,
	"investor" text NOT NULL,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"project_id" integer,
	"uscc" text,
	"region_code" text,
	"park_id" text,
	"chain" text,
	"owner_unit_id" text,
	"owner" text,
	"is_manufacturing" boolean NOT NULL,
	"total" numeric(18, 4) NOT NULL,
	"attracted" numeric(18, 4) NOT NULL,
	"signed_on" date NOT NULL,
	"landed_on" date,
	"started_on" date,
	"produced_on" date,
	"ended_on" date,
	"is_demo" boolean DEFAULT false NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idle_asset" (
	"id" serial PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"uscc" text,
	"region_code" text NOT NULL,
	"park_id" text,
	"area" numeric(14, 2),
	"area_unit" text NOT NULL,
	"idle_since" date,
	"state" text NOT NULL,
	"reuse" text,
	"reused_on" date,
	"reused_area" numeric(14, 2),
	"owner" text,
	"is_demo" boolean DEFAULT false NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "land_request" (
	"id" serial PRIMARY KEY NOT NULL,
	"uscc" text NOT NULL,
	"project_id" integer,
	"purpose" text NOT NULL,
	"area" numeric(12, 2) NOT NULL,
	"detail" text,
	"state" text NOT NULL,
	"requested_on" date NOT NULL,
	"settled_on" date,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "matter" (
	"id" serial PRIMARY KEY NOT NULL,
	"no" text NOT NULL,
	"kind" text NOT NULL,
	"uscc" text,
	"region_code" text,
	"title" text NOT NULL,
	"detail" text NOT NULL,
	"evidence" text,
	"asked" numeric(18, 4),
	"state" text NOT NULL,
	"unit_id" text NOT NULL,
	"proposed_by" text NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"decision" text,
	"amount" numeric(18, 4),
	"decided_in" text,
	"decided_on" date,
	"reference" text,
	"is_demo" boolean DEFAULT false NOT NULL,
	CONSTRAINT "matter_no_unique" UNIQUE("no")
);
--> statement-breakpoint
CREATE TABLE "matter_event" (
	"id" serial PRIMARY KEY NOT NULL,
	"matter_id" integer NOT NULL,
	"state" text NOT NULL,
	"note" text,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "matter_handler" (
	"matter_id" integer NOT NULL,
	"person_id" text NOT NULL,
	"added_by" text NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	CONSTRAINT "matter_handler_matter_id_person_id_pk" PRIMARY KEY("matter_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "milestone" (
	"id" serial PRIMARY KEY NOT NULL,
	"project_id" integer,
	"agreement_id" integer,
	"title" text NOT NULL,
	"due_on" date NOT NULL,
	"owner" text NOT NULL,
	"owner_id" text,
	"done_on" date,
	"added_by" text NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	CONSTRAINT "milestone_of_one" CHECK (num_nonnulls(project_id, agreement_id) = 1)
);
--> statement-breakpoint
CREATE TABLE "project" (
	"id" serial PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"aliases" text[] DEFAULT '{}' NOT NULL,
	"kinds" text[] NOT NULL,
	"level" text NOT NULL,
	"sector" text DEFAULT '工业' NOT NULL,
	"uscc" text,
	"region_code" text,
	"park_id" text,
	"chain" text,
	"owner_unit_id" text,
	"owner" text,
	"owner_id" text,
	"total_investment" numeric(18, 4) NOT NULL,
	"expected_output" numeric(18, 4),
	"expected_tax" numeric(18, 4),
	"tags" text[] DEFAULT '{}' NOT NULL,
	"approval" text,
	"content" text,
	"removed_on" date,
	"is_demo" boolean DEFAULT false NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "project_delay" (
	"id" serial PRIMARY KEY NOT NULL,
	"project_id" integer NOT NULL,
	"tag" text,
	"reason" text NOT NULL,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "project_funding" (
	"project_id" integer NOT NULL,
	"source" text NOT NULL,
	"planned" numeric(18, 4) NOT NULL,
	"arrived" numeric(18, 4) DEFAULT '0' NOT NULL,
	CONSTRAINT "project_funding_project_id_source_pk" PRIMARY KEY("project_id","source")
);
--> statement-breakpoint
CREATE TABLE "project_member" (
	"id" serial PRIMARY KEY NOT NULL,
	"project_id" integer NOT NULL,
	"duty" text NOT NULL,
	"name" text NOT NULL,
	"unit" text,
	"person_id" text,
	"left_on" date
);
--> statement-breakpoint
CREATE TABLE "project_plan" (
	"id" serial PRIMARY KEY NOT NULL,
	"project_id" integer NOT NULL,
	"year" integer NOT NULL,
	"investment" numeric(18, 4) NOT NULL,
	"goal" text,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "project_progress" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"project_id" integer NOT NULL,
	"month" text NOT NULL,
	"cumulative" numeric(18, 4),
	"equipment" numeric(18, 4),
	"note" text,
	"reported_by" text NOT NULL,
	"reported_at" timestamp with time zone NOT NULL,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "project_stage" (
	"project_id" integer NOT NULL,
	"stage" text NOT NULL,
	"planned_on" date,
	"actual_on" date,
	CONSTRAINT "project_stage_project_id_stage_pk" PRIMARY KEY("project_id","stage")
);
--> statement-breakpoint
CREATE TABLE "proposal" (
	"id" serial PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"session" text NOT NULL,
	"number" integer NOT NULL,
	"topic" text NOT NULL,
	"proposer" text NOT NULL,
	"assigned_on" date NOT NULL,
	"extended_to" date,
	"unit_id" text NOT NULL,
	"leader" text,
	"handler" text,
	"handler_id" text,
	"phone" text,
	"copies" text[] DEFAULT '{}' NOT NULL,
	"state" text NOT NULL,
	"grade" text,
	"reply_no" text,
	"replied_on" date,
	"published_on" date,
	"note" text,
	"is_demo" boolean DEFAULT false NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "record_change" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"record" text NOT NULL,
	"record_id" integer NOT NULL,
	"field" text NOT NULL,
	"before" text,
	"after" text,
	"reason" text,
	"changed_by" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "enterprise_change" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"uscc" text NOT NULL,
	"field" text NOT NULL,
	"before" text,
	"after" text,
	"reason" text,
	"changed_by" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"batch_id" integer
);
--> statement-breakpoint
CREATE TABLE "qualification" (
	"id" serial PRIMARY KEY NOT NULL,
	"uscc" text NOT NULL,
	"kind" text NOT NULL,
	"level" text,
	"number" text,
	"from_on" date,
	"expires_on" date,
	"revoked_on" date,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	"batch_id" integer
);
--> statement-breakpoint
CREATE TABLE "qualification_kind" (
	"name" text PRIMARY KEY NOT NULL,
	"aliases" text[] DEFAULT '{}' NOT NULL,
	"source" text NOT NULL,
	"is_confirmed" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "status_period" (
	"id" serial PRIMARY KEY NOT NULL,
	"uscc" text NOT NULL,
	"status" text NOT NULL,
	"from_on" date,
	"to_on" date,
	"entry" text,
	"exit_reason" text,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	"batch_id" integer
);
--> statement-breakpoint
CREATE TABLE "candidate_check" (
	"id" serial PRIMARY KEY NOT NULL,
	"year" integer NOT NULL,
	"uscc" text NOT NULL,
	"unit_id" text NOT NULL,
	"is_passed" boolean NOT NULL,
	"reason" text,
	"checked_by" text NOT NULL,
	"checked_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cycle_candidate" (
	"year" integer NOT NULL,
	"uscc" text NOT NULL,
	"origin" text NOT NULL,
	"receipt_id" bigint NOT NULL,
	"verdict" text NOT NULL,
	"added_by" text NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	CONSTRAINT "cycle_candidate_year_uscc_pk" PRIMARY KEY("year","uscc")
);
--> statement-breakpoint
CREATE TABLE "cycle_step" (
	"id" serial PRIMARY KEY NOT NULL,
	"year" integer NOT NULL,
	"step" text NOT NULL,
	"done_on" date NOT NULL,
	"reference" text,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "membership_change" (
	"id" serial PRIMARY KEY NOT NULL,
	"proposal" integer NOT NULL,
	"roster" text NOT NULL,
	"scope" text DEFAULT '430400' NOT NULL,
	"year" integer NOT NULL,
	"uscc" text NOT NULL,
	"operation" text NOT NULL,
	"origin" text NOT NULL,
	"reason" text NOT NULL,
	"stage" text,
	"receipt_id" bigint,
	"basis" text,
	"state" text NOT NULL,
	"proposed_by" text NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"effective_on" date,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "plan_progress" (
	"id" serial PRIMARY KEY NOT NULL,
	"plan_id" integer NOT NULL,
	"note" text NOT NULL,
	"is_done" boolean NOT NULL,
	"reported_by" text NOT NULL,
	"reported_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "roster_cycle" (
	"year" integer PRIMARY KEY NOT NULL,
	"opened_by" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"published_on" date,
	"published_by" text,
	"receipt_id" bigint
);
--> statement-breakpoint
CREATE TABLE "support_plan" (
	"id" serial PRIMARY KEY NOT NULL,
	"uscc" text NOT NULL,
	"measures" text NOT NULL,
	"owner" text NOT NULL,
	"owner_id" text,
	"due_on" date NOT NULL,
	"problems" text,
	"written_by" text NOT NULL,
	"written_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "indicator_value" (
	"id" serial PRIMARY KEY NOT NULL,
	"place_id" text NOT NULL,
	"indicator" text NOT NULL,
	"subject" text DEFAULT '' NOT NULL,
	"period" text NOT NULL,
	"value" numeric(18, 4),
	"unit" text,
	"growth" numeric(18, 4),
	"rank" integer,
	"ranked_in" text,
	"above_nation" numeric(18, 4),
	"above_province" numeric(18, 4),
	"source" text NOT NULL,
	"published_on" date,
	"reported_by" text NOT NULL,
	"reported_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "per_mu_result" (
	"id" serial PRIMARY KEY NOT NULL,
	"uscc" text NOT NULL,
	"year" integer NOT NULL,
	"land_mu" numeric(18, 4),
	"grade" text,
	"source" text NOT NULL,
	"reported_by" text NOT NULL,
	"reported_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "target" (
	"id" serial PRIMARY KEY NOT NULL,
	"level" text NOT NULL,
	"place_id" text NOT NULL,
	"indicator" text NOT NULL,
	"subject" text DEFAULT '' NOT NULL,
	"year" integer NOT NULL,
	"is_yearly" boolean DEFAULT false NOT NULL,
	"value" numeric(18, 4) NOT NULL,
	"unit" text NOT NULL,
	"is_strict" boolean DEFAULT false NOT NULL,
	"lead" text,
	"document" text NOT NULL,
	"clause" text NOT NULL,
	"status" text NOT NULL,
	"doubt" text,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	"ended_by" text,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "term" (
	"id" serial PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"aliases" text[] DEFAULT '{}' NOT NULL,
	"meaning" text,
	"source" text NOT NULL,
	"status" text NOT NULL,
	"ask_unit_id" text NOT NULL,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
DROP INDEX "incident_uscc_index";--> statement-breakpoint
ALTER TABLE "roster_member" DROP CONSTRAINT "roster_member_roster_year_uscc_pk";--> statement-breakpoint
ALTER TABLE "enterprise" ADD COLUMN "size" text;--> statement-breakpoint
ALTER TABLE "enterprise" ADD COLUMN "land_mu" numeric(12, 2);--> statement-breakpoint
ALTER TABLE "enterprise" ADD COLUMN "listing_stage" text;--> statement-breakpoint
ALTER TABLE "enterprise_alias" ADD COLUMN "kind" text DEFAULT '俗称' NOT NULL;--> statement-breakpoint
ALTER TABLE "figure" ADD COLUMN "batch_id" integer;--> statement-breakpoint
ALTER TABLE "figure" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "incident" ADD COLUMN "detail" text;--> statement-breakpoint
ALTER TABLE "incident" ADD COLUMN "is_level_doubted" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "incident" ADD COLUMN "reported_by" text DEFAULT 'import' NOT NULL;--> statement-breakpoint
ALTER TABLE "incident" ADD COLUMN "recorded_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "incident" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "incident" ADD COLUMN "replaced_by" integer;--> statement-breakpoint
ALTER TABLE "incident" ADD COLUMN "is_withdrawn" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "roster_member" ADD COLUMN "id" serial PRIMARY KEY NOT NULL;--> statement-breakpoint
ALTER TABLE "roster_member" ADD COLUMN "scope" text DEFAULT '430400' NOT NULL;--> statement-breakpoint
ALTER TABLE "roster_member" ADD COLUMN "from_on" date;--> statement-breakpoint
ALTER TABLE "roster_member" ADD COLUMN "to_on" date;--> statement-breakpoint
ALTER TABLE "roster_member" ADD COLUMN "stage" text;--> statement-breakpoint
ALTER TABLE "roster_member" ADD COLUMN "basis" text;--> statement-breakpoint
ALTER TABLE "roster_member" ADD COLUMN "entry_change_id" integer;--> statement-breakpoint
ALTER TABLE "roster_member" ADD COLUMN "exit_change_id" integer;--> statement-breakpoint
ALTER TABLE "chain_name" ADD CONSTRAINT "chain_name_version_id_chain_version_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."chain_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chain_name" ADD CONSTRAINT "chain_name_chain_id_chain_id_fk" FOREIGN KEY ("chain_id") REFERENCES "public"."chain"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chain_slot" ADD CONSTRAINT "chain_slot_chain_id_chain_id_fk" FOREIGN KEY ("chain_id") REFERENCES "public"."chain"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chain_slot" ADD CONSTRAINT "chain_slot_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chain_update" ADD CONSTRAINT "chain_update_chain_id_chain_id_fk" FOREIGN KEY ("chain_id") REFERENCES "public"."chain"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "figure_doubt" ADD CONSTRAINT "figure_doubt_figure_id_figure_id_fk" FOREIGN KEY ("figure_id") REFERENCES "public"."figure"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_result" ADD CONSTRAINT "activity_result_replaces_id_activity_result_id_fk" FOREIGN KEY ("replaces_id") REFERENCES "public"."activity_result"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_report" ADD CONSTRAINT "campaign_report_campaign_id_campaign_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaign"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_absent_id_person_id_fk" FOREIGN KEY ("absent_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_stand_in_id_person_id_fk" FOREIGN KEY ("stand_in_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expansion_plan" ADD CONSTRAINT "expansion_plan_uscc_enterprise_uscc_fk" FOREIGN KEY ("uscc") REFERENCES "public"."enterprise"("uscc") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "liaison" ADD CONSTRAINT "liaison_uscc_enterprise_uscc_fk" FOREIGN KEY ("uscc") REFERENCES "public"."enterprise"("uscc") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "liaison" ADD CONSTRAINT "liaison_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_signal" ADD CONSTRAINT "risk_signal_uscc_enterprise_uscc_fk" FOREIGN KEY ("uscc") REFERENCES "public"."enterprise"("uscc") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit" ADD CONSTRAINT "visit_uscc_enterprise_uscc_fk" FOREIGN KEY ("uscc") REFERENCES "public"."enterprise"("uscc") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit" ADD CONSTRAINT "visit_visitor_id_person_id_fk" FOREIGN KEY ("visitor_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit" ADD CONSTRAINT "visit_replaces_id_visit_id_fk" FOREIGN KEY ("replaces_id") REFERENCES "public"."visit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_uscc_enterprise_uscc_fk" FOREIGN KEY ("uscc") REFERENCES "public"."enterprise"("uscc") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_project_id_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_land_request_id_land_request_id_fk" FOREIGN KEY ("land_request_id") REFERENCES "public"."land_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "award" ADD CONSTRAINT "award_uscc_enterprise_uscc_fk" FOREIGN KEY ("uscc") REFERENCES "public"."enterprise"("uscc") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "award" ADD CONSTRAINT "award_matter_id_matter_id_fk" FOREIGN KEY ("matter_id") REFERENCES "public"."matter"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "award" ADD CONSTRAINT "award_decided_receipt_id_receipt_id_fk" FOREIGN KEY ("decided_receipt_id") REFERENCES "public"."receipt"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "award" ADD CONSTRAINT "award_paid_receipt_id_receipt_id_fk" FOREIGN KEY ("paid_receipt_id") REFERENCES "public"."receipt"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract" ADD CONSTRAINT "contract_project_id_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract" ADD CONSTRAINT "contract_uscc_enterprise_uscc_fk" FOREIGN KEY ("uscc") REFERENCES "public"."enterprise"("uscc") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract" ADD CONSTRAINT "contract_region_code_region_code_fk" FOREIGN KEY ("region_code") REFERENCES "public"."region"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract" ADD CONSTRAINT "contract_park_id_park_id_fk" FOREIGN KEY ("park_id") REFERENCES "public"."park"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idle_asset" ADD CONSTRAINT "idle_asset_uscc_enterprise_uscc_fk" FOREIGN KEY ("uscc") REFERENCES "public"."enterprise"("uscc") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idle_asset" ADD CONSTRAINT "idle_asset_region_code_region_code_fk" FOREIGN KEY ("region_code") REFERENCES "public"."region"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idle_asset" ADD CONSTRAINT "idle_asset_park_id_park_id_fk" FOREIGN KEY ("park_id") REFERENCES "public"."park"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "land_request" ADD CONSTRAINT "land_request_uscc_enterprise_uscc_fk" FOREIGN KEY ("uscc") REFERENCES "public"."enterprise"("uscc") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "land_request" ADD CONSTRAINT "land_request_project_id_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matter" ADD CONSTRAINT "matter_uscc_enterprise_uscc_fk" FOREIGN KEY ("uscc") REFERENCES "public"."enterprise"("uscc") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matter" ADD CONSTRAINT "matter_region_code_region_code_fk" FOREIGN KEY ("region_code") REFERENCES "public"."region"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matter_event" ADD CONSTRAINT "matter_event_matter_id_matter_id_fk" FOREIGN KEY ("matter_id") REFERENCES "public"."matter"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matter_handler" ADD CONSTRAINT "matter_handler_matter_id_matter_id_fk" FOREIGN KEY ("matter_id") REFERENCES "public"."matter"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matter_handler" ADD CONSTRAINT "matter_handler_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "milestone" ADD CONSTRAINT "milestone_project_id_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "milestone" ADD CONSTRAINT "milestone_agreement_id_agreement_id_fk" FOREIGN KEY ("agreement_id") REFERENCES "public"."agreement"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "milestone" ADD CONSTRAINT "milestone_owner_id_person_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project" ADD CONSTRAINT "project_uscc_enterprise_uscc_fk" FOREIGN KEY ("uscc") REFERENCES "public"."enterprise"("uscc") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project" ADD CONSTRAINT "project_region_code_region_code_fk" FOREIGN KEY ("region_code") REFERENCES "public"."region"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project" ADD CONSTRAINT "project_park_id_park_id_fk" FOREIGN KEY ("park_id") REFERENCES "public"."park"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project" ADD CONSTRAINT "project_owner_id_person_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_delay" ADD CONSTRAINT "project_delay_project_id_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_funding" ADD CONSTRAINT "project_funding_project_id_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_member" ADD CONSTRAINT "project_member_project_id_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_member" ADD CONSTRAINT "project_member_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_plan" ADD CONSTRAINT "project_plan_project_id_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_progress" ADD CONSTRAINT "project_progress_project_id_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_stage" ADD CONSTRAINT "project_stage_project_id_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_handler_id_person_id_fk" FOREIGN KEY ("handler_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enterprise_change" ADD CONSTRAINT "enterprise_change_uscc_enterprise_uscc_fk" FOREIGN KEY ("uscc") REFERENCES "public"."enterprise"("uscc") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "qualification" ADD CONSTRAINT "qualification_uscc_enterprise_uscc_fk" FOREIGN KEY ("uscc") REFERENCES "public"."enterprise"("uscc") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "qualification" ADD CONSTRAINT "qualification_kind_qualification_kind_name_fk" FOREIGN KEY ("kind") REFERENCES "public"."qualification_kind"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "status_period" ADD CONSTRAINT "status_period_uscc_enterprise_uscc_fk" FOREIGN KEY ("uscc") REFERENCES "public"."enterprise"("uscc") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "candidate_check" ADD CONSTRAINT "candidate_check_year_roster_cycle_year_fk" FOREIGN KEY ("year") REFERENCES "public"."roster_cycle"("year") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "candidate_check" ADD CONSTRAINT "candidate_check_uscc_enterprise_uscc_fk" FOREIGN KEY ("uscc") REFERENCES "public"."enterprise"("uscc") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cycle_candidate" ADD CONSTRAINT "cycle_candidate_year_roster_cycle_year_fk" FOREIGN KEY ("year") REFERENCES "public"."roster_cycle"("year") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cycle_candidate" ADD CONSTRAINT "cycle_candidate_uscc_enterprise_uscc_fk" FOREIGN KEY ("uscc") REFERENCES "public"."enterprise"("uscc") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cycle_candidate" ADD CONSTRAINT "cycle_candidate_receipt_id_receipt_id_fk" FOREIGN KEY ("receipt_id") REFERENCES "public"."receipt"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cycle_step" ADD CONSTRAINT "cycle_step_year_roster_cycle_year_fk" FOREIGN KEY ("year") REFERENCES "public"."roster_cycle"("year") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership_change" ADD CONSTRAINT "membership_change_uscc_enterprise_uscc_fk" FOREIGN KEY ("uscc") REFERENCES "public"."enterprise"("uscc") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership_change" ADD CONSTRAINT "membership_change_receipt_id_receipt_id_fk" FOREIGN KEY ("receipt_id") REFERENCES "public"."receipt"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_progress" ADD CONSTRAINT "plan_progress_plan_id_support_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."support_plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster_cycle" ADD CONSTRAINT "roster_cycle_receipt_id_receipt_id_fk" FOREIGN KEY ("receipt_id") REFERENCES "public"."receipt"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_plan" ADD CONSTRAINT "support_plan_uscc_enterprise_uscc_fk" FOREIGN KEY ("uscc") REFERENCES "public"."enterprise"("uscc") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_plan" ADD CONSTRAINT "support_plan_owner_id_person_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "per_mu_result" ADD CONSTRAINT "per_mu_result_uscc_enterprise_uscc_fk" FOREIGN KEY ("uscc") REFERENCES "public"."enterprise"("uscc") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "chain_slot_chain_id_slot_index" ON "chain_slot" USING btree ("chain_id","slot");--> statement-breakpoint
CREATE INDEX "chain_update_chain_id_item_id_index" ON "chain_update" USING btree ("chain_id","item","id");--> statement-breakpoint
CREATE INDEX "checklist_item_checklist_index" ON "checklist_item" USING btree ("checklist");--> statement-breakpoint
CREATE UNIQUE INDEX "figure_doubt_figure_id_check_index" ON "figure_doubt" USING btree ("figure_id","check");--> statement-breakpoint
CREATE INDEX "figure_doubt_uscc_state_index" ON "figure_doubt" USING btree ("uscc","state");--> statement-breakpoint
CREATE INDEX "import_batch_file_hash_index" ON "import_batch" USING btree ("file_hash");--> statement-breakpoint
CREATE INDEX "import_batch_state_index" ON "import_batch" USING btree ("state");--> statement-breakpoint
CREATE UNIQUE INDEX "activity_result_replaces_id_index" ON "activity_result" USING btree ("replaces_id");--> statement-breakpoint
CREATE INDEX "activity_result_held_on_index" ON "activity_result" USING btree ("held_on");--> statement-breakpoint
CREATE INDEX "campaign_report_campaign_id_id_index" ON "campaign_report" USING btree ("campaign_id","id");--> statement-breakpoint
CREATE INDEX "delegation_stand_in_id_index" ON "delegation" USING btree ("stand_in_id");--> statement-breakpoint
CREATE INDEX "delegation_absent_id_index" ON "delegation" USING btree ("absent_id");--> statement-breakpoint
CREATE INDEX "expansion_plan_uscc_year_index" ON "expansion_plan" USING btree ("uscc","year");--> statement-breakpoint
CREATE UNIQUE INDEX "liaison_open" ON "liaison" USING btree ("uscc","duty") WHERE to_on is null;--> statement-breakpoint
CREATE INDEX "liaison_person_id_index" ON "liaison" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "risk_signal_uscc_index" ON "risk_signal" USING btree ("uscc");--> statement-breakpoint
CREATE UNIQUE INDEX "risk_signal_form_key_index" ON "risk_signal" USING btree ("form_key");--> statement-breakpoint
CREATE UNIQUE INDEX "visit_replaces_id_index" ON "visit" USING btree ("replaces_id");--> statement-breakpoint
CREATE UNIQUE INDEX "visit_form_key_uscc_index" ON "visit" USING btree ("form_key","uscc");--> statement-breakpoint
CREATE INDEX "visit_uscc_visited_on_index" ON "visit" USING btree ("uscc","visited_on");--> statement-breakpoint
CREATE INDEX "visit_visited_on_index" ON "visit" USING btree ("visited_on");--> statement-breakpoint
CREATE UNIQUE INDEX "agreement_uscc_title_index" ON "agreement" USING btree ("uscc","title");--> statement-breakpoint
CREATE INDEX "award_uscc_year_index" ON "award" USING btree ("uscc","year");--> statement-breakpoint
CREATE UNIQUE INDEX "contract_name_signed_on_index" ON "contract" USING btree ("name","signed_on");--> statement-breakpoint
CREATE INDEX "contract_batch_index" ON "contract" USING btree ("batch");--> statement-breakpoint
CREATE UNIQUE INDEX "idle_asset_region_code_kind_name_index" ON "idle_asset" USING btree ("region_code","kind","name");--> statement-breakpoint
CREATE INDEX "land_request_uscc_index" ON "land_request" USING btree ("uscc");--> statement-breakpoint
CREATE INDEX "matter_uscc_index" ON "matter" USING btree ("uscc");--> statement-breakpoint
CREATE INDEX "matter_state_index" ON "matter" USING btree ("state");--> statement-breakpoint
CREATE INDEX "matter_event_matter_id_index" ON "matter_event" USING btree ("matter_id");--> statement-breakpoint
CREATE UNIQUE INDEX "milestone_project_id_title_index" ON "milestone" USING btree ("project_id","title");--> statement-breakpoint
CREATE UNIQUE INDEX "milestone_agreement_id_title_index" ON "milestone" USING btree ("agreement_id","title");--> statement-breakpoint
CREATE UNIQUE INDEX "project_name_index" ON "project" USING btree ("name");--> statement-breakpoint
CREATE INDEX "project_uscc_index" ON "project" USING btree ("uscc");--> statement-breakpoint
CREATE INDEX "project_region_code_index" ON "project" USING btree ("region_code");--> statement-breakpoint
CREATE INDEX "project_delay_project_id_index" ON "project_delay" USING btree ("project_id");--> statement-breakpoint
CREATE UNIQUE INDEX "project_member_now" ON "project_member" USING btree ("project_id","name") WHERE left_on is null;--> statement-breakpoint
CREATE INDEX "project_plan_project_id_year_index" ON "project_plan" USING btree ("project_id","year");--> statement-breakpoint
CREATE INDEX "project_progress_project_id_month_id_index" ON "project_progress" USING btree ("project_id","month","id");--> statement-breakpoint
CREATE UNIQUE INDEX "proposal_kind_session_number_index" ON "proposal" USING btree ("kind","session","number");--> statement-breakpoint
CREATE INDEX "record_change_record_record_id_index" ON "record_change" USING btree ("record","record_id");--> statement-breakpoint
CREATE INDEX "enterprise_change_uscc_id_index" ON "enterprise_change" USING btree ("uscc","id");--> statement-breakpoint
CREATE INDEX "qualification_uscc_index" ON "qualification" USING btree ("uscc");--> statement-breakpoint
CREATE INDEX "qualification_expires_on_index" ON "qualification" USING btree ("expires_on");--> statement-breakpoint
CREATE INDEX "status_period_uscc_index" ON "status_period" USING btree ("uscc");--> statement-breakpoint
CREATE UNIQUE INDEX "status_period_open" ON "status_period" USING btree ("uscc","status") WHERE to_on is null;--> statement-breakpoint
CREATE INDEX "candidate_check_year_uscc_index" ON "candidate_check" USING btree ("year","uscc");--> statement-breakpoint
CREATE INDEX "cycle_step_year_step_index" ON "cycle_step" USING btree ("year","step");--> statement-breakpoint
CREATE UNIQUE INDEX "membership_change_open" ON "membership_change" USING btree ("roster","scope","year","uscc") WHERE state = 'proposed';--> statement-breakpoint
CREATE INDEX "membership_change_proposal_index" ON "membership_change" USING btree ("proposal");--> statement-breakpoint
CREATE INDEX "membership_change_uscc_index" ON "membership_change" USING btree ("uscc");--> statement-breakpoint
CREATE INDEX "plan_progress_plan_id_index" ON "plan_progress" USING btree ("plan_id");--> statement-breakpoint
CREATE INDEX "support_plan_uscc_index" ON "support_plan" USING btree ("uscc");--> statement-breakpoint
CREATE INDEX "indicator_value_place_id_indicator_period_id_index" ON "indicator_value" USING btree ("place_id","indicator","period","id");--> statement-breakpoint
CREATE INDEX "per_mu_result_uscc_year_id_index" ON "per_mu_result" USING btree ("uscc","year","id");--> statement-breakpoint
CREATE UNIQUE INDEX "target_open" ON "target" USING btree ("place_id","indicator","subject","year") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "term_name_id_index" ON "term" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "incident_standing" ON "incident" USING btree ("uscc") WHERE replaced_by is null and not is_withdrawn;--> statement-breakpoint
CREATE UNIQUE INDEX "roster_member_open" ON "roster_member" USING btree ("roster","scope","year","uscc") WHERE to_on is null;