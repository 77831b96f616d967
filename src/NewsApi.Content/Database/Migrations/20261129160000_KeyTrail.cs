using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsApi.Content.Database.Migrations
{
    /// <summary>The note of an API key, who created and revoked it, and its last use. Rows of keys are never deleted.</summary>
    /// <remarks>The columns may be null, so the table is not rewritten, and an older version of the program goes on writing keys.</remarks>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261129160000_KeyTrail")]
    public class KeyTrail : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            alter table api_key add column note text collate "C", add column created_by text collate "C",
              add column last_used_at timestamp(3) with time zone, add column revoked_by text collate "C";
            """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            alter table api_key drop column note, drop column created_by, drop column last_used_at, drop column revoked_by;
            """);
    }
}
