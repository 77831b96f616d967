using System.Linq;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsApi.Content.Database.Migrations
{
    /// <summary>
    /// Full-text search: a generated column of articles and of entities, the functions that compute it, and the functions that build a
    /// query. Written by hand, because EF cannot declare functions and only SQL uses them.
    /// </summary>
    /// <remarks>
    /// An article is analysed in its own language and has a lexeme that names the language ("english" after a blank, which no
    /// text produces). A query has a part for each language, and each part matches only articles of that language. So one index
    /// condition is exact in every language.
    /// Case is folded by ICU's root locale and not by the server's. Only the first 100 000 characters of a body are indexed,
    /// because a tsvector is limited to a megabyte and an article must not be refused for its length.
    /// </remarks>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261124224000_Search")]
    public class Search : Migration
    {
        /// <summary>
        /// The languages that PostgreSQL 15 can analyse, by BCP 47 primary tag; every other language is analysed as <c>simple</c>.
        /// </summary>
        private static readonly (string Tags, string Language)[] Languages =
        [
            ("ar", "arabic"), ("hy", "armenian"), ("eu", "basque"), ("ca", "catalan"), ("da", "danish"), ("nl", "dutch"), ("en", "english"),
            ("fi", "finnish"), ("fr", "french"), ("de", "german"), ("el", "greek"), ("hi", "hindi"), ("hu", "hungarian"), ("id", "indonesian"),
            ("ga", "irish"), ("it", "italian"), ("lt", "lithuanian"), ("ne", "nepali"), ("no nb nn", "norwegian"), ("pt", "portuguese"),
            ("ro", "romanian"), ("ru", "russian"), ("sr", "serbian"), ("es", "spanish"), ("sv", "swedish"), ("ta", "tamil"), ("tr", "turkish"),
            ("yi", "yiddish"),
        ];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            string Case(string ending) => string.Concat(Languages.SelectMany(l => l.Tags.Split(' ').Select(tag => $"when '{tag}' then '{l.Language}'{ending} ")));
            string Part(string language) =>
                $"""coalesce(''' {language}'''::tsquery && nullif(websearch_to_tsquery('pg_catalog.{language}'::regconfig, lower(query collate "und-x-icu")), ''::tsquery), ''::tsquery)""";

            migrationBuilder.Sql(
                $"""
                create function search_language(tag text) returns text language sql immutable parallel safe
                return case lower(split_part(tag, '-', 1) collate "C") {Case("")} else 'simple' end;

                create function search_config(tag text) returns regconfig language sql immutable parallel safe
                return case lower(split_part(tag, '-', 1) collate "C") {Case("::regconfig")} else 'simple'::regconfig end;

                create function article_search(language text, headline text, summary text, body text, byline text) returns tsvector
                language sql immutable parallel safe
                return setweight(to_tsvector(search_config(language), lower(left(headline, 10000) collate "und-x-icu")), 'A')
                || setweight(to_tsvector(search_config(language), lower(left(coalesce(summary, ''), 10000) collate "und-x-icu")), 'B')
                || setweight(to_tsvector(search_config(language), lower(left(coalesce(body, ''), 100000) collate "und-x-icu")), 'C')
                || setweight(to_tsvector('simple'::regconfig, lower(left(coalesce(byline, ''), 1000) collate "und-x-icu")), 'D')
                || (''' ' || search_language(language) || '''')::tsvector;

                create function article_search_query(query text) returns tsquery language sql immutable parallel safe
                return {string.Join("\n|| ", Languages.Select(l => l.Language).Append("simple").Select(Part))};

                create function entity_search(name text, aliases text[], description text) returns tsvector language sql immutable parallel safe
                return setweight(to_tsvector('simple'::regconfig, lower(left(name, 10000) collate "und-x-icu")), 'A')
                || setweight(to_tsvector('simple'::regconfig, lower(left(array_to_string(aliases, ' / '), 10000) collate "und-x-icu")), 'B')
                || setweight(to_tsvector('simple'::regconfig, lower(left(coalesce(description, ''), 10000) collate "und-x-icu")), 'C');

                create function entity_search_query(query text) returns tsquery language sql immutable parallel safe
                return websearch_to_tsquery('simple'::regconfig, lower(query collate "und-x-icu"));

                alter table article add column search tsvector not null
                generated always as (article_search(language, headline, summary, body_text, byline)) stored;

                alter table entity add column search tsvector not null
                generated always as (entity_search(name, aliases, description)) stored;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            alter table entity drop column search;
            alter table article drop column search;
            drop function entity_search_query(text);
            drop function entity_search(text, text[], text);
            drop function article_search_query(text);
            drop function article_search(text, text, text, text, text);
            drop function search_config(text);
            drop function search_language(text);
            """);
    }
}
