-- Every index beyond keys and unique constraints, with the question it answers.
-- Applied after the migrations; one that exists by name is left alone, so a changed index gets a new name.

-- newest articles overall, and the bound of a page of them
create index article_by_published on article (published_at desc, id desc);

-- lately changed articles
create index article_by_updated on article (updated_at desc, id desc);

-- newest articles of a person, place or topic
create index mention_by_entity on mention (entity_id, published_at desc, article_id desc);

-- what lies within a place, what is narrower than a topic
create index entity_by_parent on entity (parent_id, kind) where parent_id is not null;

-- the entity that an item names
create index entity_by_name_key on entity using gin (name_keys);

-- entities in the order of their names
create index entity_by_name on entity (kind, name collate "und-x-icu", id);

-- articles that hold the words of a search
create index article_by_search on article using gin (search);

-- people, places and topics with those words in their names
create index entity_by_search on entity using gin (search);
