CREATE TABLE "duty_done" (
	"source" text NOT NULL,
	"item" text NOT NULL,
	"done_by" text NOT NULL,
	"done_at" timestamp with time zone NOT NULL,
	CONSTRAINT "duty_done_source_item_pk" PRIMARY KEY("source","item")
);
--> statement-breakpoint
CREATE TABLE "duty_said" (
	"source" text NOT NULL,
	"item" text NOT NULL,
	"reader" text NOT NULL,
	"due_on" date NOT NULL,
	"rung" text NOT NULL,
	"said_at" timestamp with time zone NOT NULL,
	CONSTRAINT "duty_said_source_item_reader_due_on_rung_pk" PRIMARY KEY("source","item","reader","due_on","rung")
);
--> statement-breakpoint
CREATE TABLE "push_copy" (
	"id" serial PRIMARY KEY NOT NULL,
	"topic" text NOT NULL,
	"source" text,
	"reader" text NOT NULL,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "push_hours" (
	"reader" text PRIMARY KEY NOT NULL,
	"quiet_from" text,
	"quiet_to" text,
	"paused_from" date,
	"paused_to" date,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reminder" (
	"id" serial PRIMARY KEY NOT NULL,
	"set_by" text NOT NULL,
	"readers" text[] NOT NULL,
	"words" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"rhythm" jsonb,
	"state" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "subscription" (
	"reader" text NOT NULL,
	"topic" text NOT NULL,
	"is_off" boolean NOT NULL,
	"rhythm" jsonb,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	CONSTRAINT "subscription_reader_topic_pk" PRIMARY KEY("reader","topic")
);
--> statement-breakpoint
ALTER TABLE "case_mute" RENAME COLUMN "person_id" TO "reader";--> statement-breakpoint
UPDATE "case_mute" SET "reader" = 'person:' || "reader";--> statement-breakpoint
DROP INDEX "outbox_address_sent_at_index";--> statement-breakpoint
ALTER TABLE "case_mute" DROP CONSTRAINT "case_mute_person_id_case_no_pk";--> statement-breakpoint
ALTER TABLE "live_card" ALTER COLUMN "card" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "case_mute" ADD CONSTRAINT "case_mute_reader_case_no_pk" PRIMARY KEY("reader","case_no");--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "counted_on" date;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "gathered_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "push_copy_topic_index" ON "push_copy" USING btree ("topic");--> statement-breakpoint
CREATE INDEX "push_copy_reader_index" ON "push_copy" USING btree ("reader");--> statement-breakpoint
CREATE INDEX "reminder_state_at_index" ON "reminder" USING btree ("state","at");--> statement-breakpoint
CREATE INDEX "reminder_set_by_index" ON "reminder" USING btree ("set_by");--> statement-breakpoint
CREATE INDEX "live_card_case_no_index" ON "live_card" USING btree ("case_no");--> statement-breakpoint
CREATE INDEX "outbox_address_counted_on_index" ON "outbox" USING btree ("address","counted_on");--> statement-breakpoint
CREATE INDEX "outbox_gathered" ON "outbox" USING btree ("address") WHERE state = 'gathered';