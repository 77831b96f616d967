using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsApi.Content.Database.Migrations
{
    /// <summary>
    /// The index of names takes new names at once, and not by a list of pending entries: each batch of an import would read that list, up
    /// to 4 MB, from end to end. A new database gets the index with this setting.
    /// </summary>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261129030000_NameKeysAtOnce")]
    public class NameKeysAtOnce : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            alter index if exists entity_by_name_key set (fastupdate = off);
            select gin_clean_pending_list(to_regclass('entity_by_name_key'));
            """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql("alter index if exists entity_by_name_key set (fastupdate = on)");
    }
}
