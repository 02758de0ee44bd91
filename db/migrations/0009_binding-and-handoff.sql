CREATE TABLE "handoff" (
	"id" serial PRIMARY KEY NOT NULL,
	"platform" text NOT NULL,
	"open_id" text NOT NULL,
	"who" text NOT NULL,
	"phone" text,
	"about" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"taken_by" text,
	"taken_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "binding_request" ALTER COLUMN "uscc" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "binding_request" ADD COLUMN "role" text;--> statement-breakpoint
ALTER TABLE "binding_request" ADD COLUMN "scope_id" text;--> statement-breakpoint
ALTER TABLE "binding_request" ADD COLUMN "name" text;--> statement-breakpoint
ALTER TABLE "binding_request" ADD COLUMN "place" text;--> statement-breakpoint
ALTER TABLE "handoff" ADD CONSTRAINT "handoff_taken_by_person_id_fk" FOREIGN KEY ("taken_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;