CREATE TABLE "brief_page" (
	"id" serial PRIMARY KEY NOT NULL,
	"content" jsonb NOT NULL,
	"made_for" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "briefing_hour" (
	"person_id" text PRIMARY KEY NOT NULL,
	"rhythm" jsonb NOT NULL,
	"set_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "briefing_told" (
	"person_id" text NOT NULL,
	"item" text NOT NULL,
	"told_at" timestamp with time zone NOT NULL,
	CONSTRAINT "briefing_told_person_id_item_pk" PRIMARY KEY("person_id","item")
);
--> statement-breakpoint
CREATE TABLE "prospect" (
	"uscc" text NOT NULL,
	"rule" text NOT NULL,
	"year" integer NOT NULL,
	"standing" text NOT NULL,
	"wanting" text[] DEFAULT '{}' NOT NULL,
	"turn" integer NOT NULL,
	"since" timestamp with time zone NOT NULL,
	CONSTRAINT "prospect_uscc_rule_year_pk" PRIMARY KEY("uscc","rule","year")
);
--> statement-breakpoint
CREATE TABLE "prospect_mute" (
	"person_id" text NOT NULL,
	"uscc" text NOT NULL,
	"rule" text NOT NULL,
	"muted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "prospect_mute_person_id_uscc_rule_pk" PRIMARY KEY("person_id","uscc","rule")
);
--> statement-breakpoint
CREATE TABLE "prospect_sweep" (
	"rule" text PRIMARY KEY NOT NULL,
	"rule_hash" text NOT NULL,
	"through_id" bigint NOT NULL,
	"swept_on" date NOT NULL
);
--> statement-breakpoint
ALTER TABLE "brief_page" ADD CONSTRAINT "brief_page_made_for_person_id_fk" FOREIGN KEY ("made_for") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "briefing_hour" ADD CONSTRAINT "briefing_hour_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "briefing_told" ADD CONSTRAINT "briefing_told_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prospect" ADD CONSTRAINT "prospect_uscc_enterprise_uscc_fk" FOREIGN KEY ("uscc") REFERENCES "public"."enterprise"("uscc") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prospect_mute" ADD CONSTRAINT "prospect_mute_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prospect_mute" ADD CONSTRAINT "prospect_mute_uscc_enterprise_uscc_fk" FOREIGN KEY ("uscc") REFERENCES "public"."enterprise"("uscc") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "prospect_since_index" ON "prospect" USING btree ("since");