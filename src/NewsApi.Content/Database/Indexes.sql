-- Every index beyond keys and unique constraints, with the query that it serves.
-- Applied after the migrations. An index whose name exists is not created again, so a changed index needs a new name.

-- the newest articles of all, and the number of all articles
create index article_newest on article (published_at desc, id desc) include (withdrawn_at, expires_at);

-- the newest articles of a section, the number of its articles, and articles by section
create index article_by_section on article (section collate "und-x-icu", published_at desc, id desc) include (withdrawn_at, expires_at);

-- the few published articles that may be hidden; they are subtracted from a count (Publicity.HiddenSql)
create index article_hidden on article (id) include (withdrawn_at, expires_at) where withdrawn_at is not null or expires_at is not null;

-- articles that are public but not announced in the log yet, and the time of the next one; few rows are scanned, because articles that
-- expired before they were announced lie before the range (Publicity.AppearingSql, ToAppearSql):
--   where not announced and withdrawn_at is null and published_at is not null
--     and coalesce(expires_at, 'infinity') > $now and published_at <= $now     (or: min(published_at) for the next)
create index article_to_appear on article (coalesce(expires_at, 'infinity'::timestamptz), published_at)
  where not announced and withdrawn_at is null and published_at is not null;

-- articles that have expired but are still announced, and the time of the next one (Publicity.LeavingSql, ToLeaveSql):
--   where announced and expires_at <= $now     (or: min(expires_at) where announced)
create index article_to_leave on article (expires_at) where announced and expires_at is not null;

-- recently changed articles
create index article_by_updated on article (updated_at desc, id desc);

-- newest articles of a person, place or topic
create index mention_by_entity on mention (entity_id, published_at desc, article_id desc);

-- the places within a place, the topics below a topic
create index entity_by_parent on entity (parent_id, kind) where parent_id is not null;

-- the entity that an item names; without a list of pending entries, which each lookup of an import would read from end to end
create index entity_by_name_key on entity using gin (name_keys) with (fastupdate = off);

-- the entity whose code or whose other addresses an item names
create index entity_by_code on entity (code) where code is not null;
create index entity_by_same_as on entity using gin (same_as);

-- the ids that were merged into an entity
create index merged_entity_by_survivor on merged_entity (into_id);

-- the slugs that an entity had, when it is merged or deleted
create index former_slug_by_subject on former_slug (subject_id, kind);

-- entities in the order of their names
create index entity_by_name on entity (kind, name collate "und-x-icu", id);

-- articles that contain the words of a search
create index article_by_search on article using gin (search);

-- the languages of the articles, one index step for each language (TextSearch)
create index article_by_language on article (search_language(language));

-- people, places and topics with the words of a search in their names
create index entity_by_search on entity using gin (search);

-- whether a person, place or topic was edited after a position of the log (SlugIds)
create index wire_change_of_entity on wire_change (subject_id, position) where kind = 2;
