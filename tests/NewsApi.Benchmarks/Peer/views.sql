-- What an operator of PostGraphile would publish: public articles, and the people, places and topics that they name. The views are inlined,
-- so that PostgreSQL uses the indexes of the tables. The role may read nothing else.
create schema benchmark_peer;

create view benchmark_peer.article as
  select id, slug, headline, summary, byline, section, language, urgency, word_count, published_at, updated_at, body
  from public.article
  where published_at <= now() and withdrawn_at is null and (expires_at is null or expires_at > now());
comment on view benchmark_peer.article is E'@primaryKey id\n@unique slug';

create view benchmark_peer.person as select id, slug, name from public.entity where kind = 1;
comment on view benchmark_peer.person is '@primaryKey id';
create view benchmark_peer.place as select id, slug, name from public.entity where kind = 2;
comment on view benchmark_peer.place is '@primaryKey id';
create view benchmark_peer.topic as select id, slug, name from public.entity where kind = 3;
comment on view benchmark_peer.topic is '@primaryKey id';

create view benchmark_peer.mention as select article_id, entity_id, kind, ordinal from public.mention;
comment on view benchmark_peer.mention is '@behavior -*';

-- Lists of an article, as computed columns. PostgreSQL inlines such functions too.
create function benchmark_peer.article_people(a benchmark_peer.article) returns setof benchmark_peer.person language sql stable as $$
  select p.* from benchmark_peer.mention m join benchmark_peer.person p on p.id = m.entity_id
  where m.article_id = a.id and m.kind = 1 order by m.ordinal $$;
create function benchmark_peer.article_places(a benchmark_peer.article) returns setof benchmark_peer.place language sql stable as $$
  select p.* from benchmark_peer.mention m join benchmark_peer.place p on p.id = m.entity_id
  where m.article_id = a.id and m.kind = 2 order by m.ordinal $$;
create function benchmark_peer.article_topics(a benchmark_peer.article) returns setof benchmark_peer.topic language sql stable as $$
  select p.* from benchmark_peer.mention m join benchmark_peer.topic p on p.id = m.entity_id
  where m.article_id = a.id and m.kind = 3 order by m.ordinal $$;

create role newsapi_benchmark_peer nologin;
grant usage on schema benchmark_peer to newsapi_benchmark_peer;
grant select on all tables in schema benchmark_peer to newsapi_benchmark_peer;
