using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsApi.Content.Database.Migrations
{
    /// <summary>
    /// Articles are found by the names of their people, places and topics. The names and the byline are indexed in the language of the
    /// article, because a search is parsed in that language.
    /// </summary>
    /// <remarks>
    /// The column may be null, so the table is not rewritten. Null means that a program that does not know the column wrote the article.
    /// Such a program goes on writing, and calls the function with six arguments, which therefore stays. The names of the rows that are
    /// there are filled in the background, from the progress stored in <c>name_refresh</c>: no epoch is 0, so every article is compared.
    /// Names are separate lines. A deleted lexeme between two names keeps a phrase from matching across them.
    /// </remarks>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261129150000_SearchNames")]
    public class SearchNames : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            create function article_search(
              language text, headline text, kicker text, summary text, body text, byline text, names text)
            returns tsvector language sql immutable parallel safe
            return setweight(search_vector(search_config(language), left(headline, 10000)), 'A')
            || setweight(search_vector(search_config(language), left(coalesce(kicker || ' / ', '') || coalesce(summary, ''), 10000)), 'B')
            || setweight(search_vector(search_config(language), left(coalesce(body, ''), 100000)), 'C')
            || setweight(ts_delete(search_vector(search_config(language),
              left(coalesce(byline, ''), 1000) || ' 0000000000 ' || replace(left(coalesce(names, ''), 10000), E'\n', ' 0000000000 ')),
              '0000000000'), 'D')
            || (''' ' || search_language(language) || '''')::tsvector;

            create or replace function article_set_search() returns trigger language plpgsql as $$
            begin
              new.search := article_search(
                new.language, new.headline, new.kicker, new.summary, new.body_text, new.byline, new.search_names);
              return new;
            end $$;

            create table name_refresh (
              epoch integer not null, position bigint not null, target bigint, after_id bigint not null, everything boolean not null);
            insert into name_refresh values (0, 0, null, 0, false);

            alter table article add column search_names text collate "C";

            create or replace trigger article_set_search
            before insert or update of language, headline, kicker, summary, body_text, byline, search_names on article
            for each row execute function article_set_search();
            """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new System.NotSupportedException("The column of a search is only ever changed forward; the version before works with it.");
    }
}
