using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsApi.Content.Database.Migrations
{
    /// <summary>
    /// A writer may give the words of an article's texts in the column <c>given_search</c>. The importer computes them on another connection
    /// before its transaction, which is half of the work of writing an article.
    /// </summary>
    /// <remarks>
    /// The trigger adds the words of the byline and the names, which may change until the transaction, and empties the column. A row without
    /// given words, for example from an older version of the program, gets all its words from the trigger as before. The words are the same,
    /// byte for byte.
    /// A later migration that changes the words must also replace the trigger, so that it does not use what a program of this version gives.
    /// </remarks>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261130220000_GivenSearch")]
    public class GivenSearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            create function article_text_search(language text, headline text, kicker text, summary text, body text)
            returns tsvector language sql immutable parallel safe
            return setweight(search_vector(search_config(language), left(headline, 10000)), 'A')
            || setweight(search_vector(search_config(language), left(coalesce(kicker || ' / ', '') || coalesce(summary, ''), 10000)), 'B')
            || setweight(search_vector(search_config(language), left(coalesce(body, ''), 100000)), 'C');

            create function article_search(given tsvector, language text, byline text, names text)
            returns tsvector language sql immutable parallel safe
            return given
            || setweight(ts_delete(search_vector(search_config(language),
              left(coalesce(byline, ''), 1000) || ' 0000000000 ' || replace(left(coalesce(names, ''), 10000), E'\n', ' 0000000000 ')),
              '0000000000'), 'D')
            || (''' ' || search_language(language) || '''')::tsvector;

            alter table article add column given_search tsvector;

            create or replace function article_set_search() returns trigger language plpgsql as $$
            begin
              if new.given_search is null then
                new.search := article_search(
                  new.language, new.headline, new.kicker, new.summary, new.body_text, new.byline, new.search_names);
              else
                new.search := article_search(new.given_search, new.language, new.byline, new.search_names);
                new.given_search := null;
              end if;
              return new;
            end $$;
            """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new System.NotSupportedException("This migration cannot be undone. The previous version of the program works with it.");
    }
}
