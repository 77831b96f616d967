using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsApi.Content.Database.Migrations
{
    /// <summary>The canonical address, the texts for search engines, and the reading time.</summary>
    /// <remarks>
    /// The columns may be null, so the tables are not rewritten, and an older version of the program goes on writing rows. The reading time
    /// of a row without one is computed from its number of words.
    /// </remarks>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261129083700_SearchEngines")]
    public class SearchEngines : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            alter table article add column canonical_url text collate "C", add column seo_title text collate "C",
              add column seo_description text collate "C", add column reading_minutes integer;
            alter table article_version add column canonical_url text collate "C", add column seo_title text collate "C",
              add column seo_description text collate "C";
            """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            alter table article drop column canonical_url, drop column seo_title, drop column seo_description,
              drop column reading_minutes;
            alter table article_version drop column canonical_url, drop column seo_title, drop column seo_description;
            """);
    }
}
