CREATE TABLE "confirmation" (
	"id" serial PRIMARY KEY NOT NULL,
	"platform" text NOT NULL,
	"chat_id" text NOT NULL,
	"open_id" text NOT NULL,
	"is_private" boolean NOT NULL,
	"wanted" jsonb NOT NULL,
	"words" text,
	"state" text NOT NULL,
	"said_id" bigint,
	"asked_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deed" (
	"id" serial PRIMARY KEY NOT NULL,
	"platform" text NOT NULL,
	"open_id" text NOT NULL,
	"words" text NOT NULL,
	"undo" jsonb,
	"never" text,
	"cause_id" bigint,
	"said_id" bigint,
	"done_at" timestamp with time zone NOT NULL,
	"undone_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "retraction" (
	"what" text NOT NULL,
	"row_id" bigint NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "retraction_what_row_id_pk" PRIMARY KEY("what","row_id")
);
--> statement-breakpoint
CREATE INDEX "confirmation_platform_open_id_id_index" ON "confirmation" USING btree ("platform","open_id","id");--> statement-breakpoint
CREATE INDEX "deed_platform_open_id_id_index" ON "deed" USING btree ("platform","open_id","id");--> statement-breakpoint
CREATE INDEX "deed_cause_id_index" ON "deed" USING btree ("cause_id");--> statement-breakpoint
CREATE INDEX "deed_said_id_index" ON "deed" USING btree ("said_id");--> statement-breakpoint
CREATE INDEX "case_event_undo" ON "case_event" USING btree ("case_no") WHERE type = 'undo';