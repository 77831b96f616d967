using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsApi.Content.Database.Migrations
{
    /// <summary>
    /// The kicker is searched too. A generated column cannot be given another expression without rewriting the table under a lock, so a
    /// trigger makes the column of articles from here on; rows that are there get the kicker's words from <see cref="SearchRebuild"/>.
    /// </summary>
    /// <remarks>
    /// A version of the program that does not know the kicker in the column writes and searches as before.
    /// </remarks>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261129020000_SearchColumn")]
    public class SearchColumn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            create function article_search(language text, headline text, kicker text, summary text, body text, byline text)
            returns tsvector language sql immutable parallel safe
            return setweight(search_vector(search_config(language), left(headline, 10000)), 'A')
            || setweight(search_vector(search_config(language), left(coalesce(kicker || ' / ', '') || coalesce(summary, ''), 10000)), 'B')
            || setweight(search_vector(search_config(language), left(coalesce(body, ''), 100000)), 'C')
            || setweight(search_vector('pg_catalog.simple'::regconfig, left(coalesce(byline, ''), 1000)), 'D')
            || (''' ' || search_language(language) || '''')::tsvector;

            create function article_set_search() returns trigger language plpgsql as $$
            begin
              new.search := article_search(new.language, new.headline, new.kicker, new.summary, new.body_text, new.byline);
              return new;
            end $$;

            alter table article alter column search drop expression;

            create trigger article_set_search
            before insert or update of language, headline, kicker, summary, body_text, byline on article
            for each row execute function article_set_search();

            drop function article_search(text, text, text, text, text);

            with unfinished as (delete from search_rebuild where subject = 'article' returning subject)
            insert into search_rebuild
            select 'article', max(id) + 1 from article where kicker <> '' or exists (select from unfinished) having count(*) > 0;
            """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new System.NotSupportedException("The column of a search is only ever changed forward; the version before works with it.");
    }
}
