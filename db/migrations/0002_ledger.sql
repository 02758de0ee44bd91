CREATE TABLE "case_mute" (
	"person_id" text NOT NULL,
	"case_no" text NOT NULL,
	"muted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "case_mute_person_id_case_no_pk" PRIMARY KEY("person_id","case_no")
);
--> statement-breakpoint
CREATE TABLE "live_card" (
	"platform" text NOT NULL,
	"place" text NOT NULL,
	"case_no" text NOT NULL,
	"message_id" text NOT NULL,
	"version" integer NOT NULL,
	"shown_version" integer NOT NULL,
	"card" jsonb NOT NULL,
	"destination" jsonb NOT NULL,
	"lease_until" timestamp with time zone,
	"sent_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "live_card_platform_place_case_no_pk" PRIMARY KEY("platform","place","case_no")
);
--> statement-breakpoint
CREATE TABLE "sent_file" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"mime" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "anchored_head" (
	"case_no" text NOT NULL,
	"day" date NOT NULL,
	"seq" integer NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "anchored_head_case_no_day_pk" PRIMARY KEY("case_no","day")
);
--> statement-breakpoint
CREATE TABLE "duty" (
	"id" serial PRIMARY KEY NOT NULL,
	"from" date NOT NULL,
	"to" date NOT NULL,
	"person_id" text NOT NULL,
	"phone" text,
	"set_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "file_content" (
	"hash" text PRIMARY KEY NOT NULL,
	"mime" text NOT NULL,
	"size" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	"stored_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "holiday_proposal" (
	"id" serial PRIMARY KEY NOT NULL,
	"year" integer NOT NULL,
	"source" text NOT NULL,
	"days" jsonb NOT NULL,
	"state" text NOT NULL,
	"proposed_by" text NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "ledger_anchor" (
	"day" date PRIMARY KEY NOT NULL,
	"cases" integer NOT NULL,
	"events" integer NOT NULL,
	"prev_hash" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pending_upload" (
	"id" serial PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"files" jsonb NOT NULL,
	"note" text NOT NULL,
	"sent_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "route_suggestion" (
	"id" serial PRIMARY KEY NOT NULL,
	"case_no" text NOT NULL,
	"category" text NOT NULL,
	"region_code" text,
	"from_unit_id" text NOT NULL,
	"to_unit_id" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "taskforce" (
	"id" serial PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"category" text NOT NULL,
	"region_code" text,
	"lead_unit_id" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "about" jsonb;--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "outcome" text;--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "assigned_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "due_days" integer;--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "held_on" date;--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "held_until" date;--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "held_reason" text;--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "request" jsonb;--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "extensions" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "disputed_by" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "former_unit_ids" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "co_units" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "instructions" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "files" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "level" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "supervision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "urges" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "urged_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "master_no" text;--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "taskforce_id" integer;--> statement-breakpoint
ALTER TABLE "route" ADD COLUMN "set_by" text DEFAULT 'base' NOT NULL;--> statement-breakpoint
ALTER TABLE "route" ADD COLUMN "valid_from" timestamp with time zone DEFAULT '2019-12-31T16:00:00.000Z' NOT NULL;--> statement-breakpoint
ALTER TABLE "route" ADD COLUMN "valid_to" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "workday_override" ADD COLUMN "year" integer;--> statement-breakpoint
UPDATE "workday_override" SET "year" = extract(year from "day");--> statement-breakpoint
ALTER TABLE "workday_override" ALTER COLUMN "year" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "route_suggestion" ADD CONSTRAINT "route_suggestion_case_no_case_file_no_fk" FOREIGN KEY ("case_no") REFERENCES "public"."case_file"("no") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "live_card_platform_message_id_index" ON "live_card" USING btree ("platform","message_id");--> statement-breakpoint
CREATE INDEX "live_card_behind" ON "live_card" USING btree ("platform") WHERE shown_version <> version;--> statement-breakpoint
CREATE INDEX "sent_file_created_at_index" ON "sent_file" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "anchored_head_day_index" ON "anchored_head" USING btree ("day");--> statement-breakpoint
CREATE INDEX "duty_from_index" ON "duty" USING btree ("from");--> statement-breakpoint
CREATE INDEX "holiday_proposal_year_index" ON "holiday_proposal" USING btree ("year");--> statement-breakpoint
CREATE INDEX "pending_upload_person_id_index" ON "pending_upload" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "route_suggestion_category_index" ON "route_suggestion" USING btree ("category");--> statement-breakpoint
CREATE INDEX "outbox_address_sent_at_index" ON "outbox" USING btree ("address","sent_at");--> statement-breakpoint
CREATE INDEX "case_file_master_no_index" ON "case_file" USING btree ("master_no");--> statement-breakpoint
CREATE INDEX "case_file_filed_at_index" ON "case_file" USING btree ("filed_at");