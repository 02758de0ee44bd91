CREATE TABLE "published_policy" (
	"id" serial PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"version" text NOT NULL,
	"effective_from" date NOT NULL,
	"effective_to" date,
	"hash" text NOT NULL,
	"document" jsonb NOT NULL,
	"published_by" text NOT NULL,
	"published_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "receipt" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"uscc" text,
	"rule" text NOT NULL,
	"version" text NOT NULL,
	"document" text NOT NULL,
	"as_of" date NOT NULL,
	"rule_hash" text NOT NULL,
	"facts" jsonb NOT NULL,
	"answer" jsonb NOT NULL,
	"purpose" text NOT NULL,
	"asked_by" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rule_text" (
	"hash" text PRIMARY KEY NOT NULL,
	"document" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_rule_hash_rule_text_hash_fk" FOREIGN KEY ("rule_hash") REFERENCES "public"."rule_text"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "receipt_uscc_rule_as_of_index" ON "receipt" USING btree ("uscc","rule","as_of");