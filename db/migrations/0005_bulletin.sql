CREATE TABLE "bulletin_version" (
	"id" serial PRIMARY KEY NOT NULL,
	"bulletin_id" integer NOT NULL,
	"version" integer NOT NULL,
	"content" jsonb NOT NULL,
	"wording" jsonb NOT NULL,
	"why" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
DROP INDEX "bulletin_current";--> statement-breakpoint
ALTER TABLE "bulletin" ADD COLUMN "wording" jsonb DEFAULT '{"remarks":{},"exact":[],"boards":null}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "bulletin" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "bulletin" ADD COLUMN "published_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "bulletin_version" ADD CONSTRAINT "bulletin_version_bulletin_id_bulletin_id_fk" FOREIGN KEY ("bulletin_id") REFERENCES "public"."bulletin"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "bulletin_version_bulletin_id_version_index" ON "bulletin_version" USING btree ("bulletin_id","version");--> statement-breakpoint
CREATE UNIQUE INDEX "bulletin_current" ON "bulletin" USING btree ("period") WHERE state not in ('rejected', 'recalled');--> statement-breakpoint
UPDATE "bulletin" SET "published_at" = "decided_at" WHERE "state" = 'published';--> statement-breakpoint
INSERT INTO "bulletin_version" ("bulletin_id", "version", "content", "wording", "why", "by", "at")
SELECT "id", 1, "content", "wording", '起草', 'job:monthly-bulletin', "drafted_at" FROM "bulletin";
