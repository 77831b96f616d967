using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsApi.Content.Database.Migrations
{
    /// <summary>The trace that caused a change, so that the rendering of an event can link to it.</summary>
    /// <remarks>The column may be null, so the table is not rewritten, and an older version of the program goes on appending.</remarks>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261129170000_WireTrace")]
    public class WireTrace : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            alter table wire_change add column trace_parent text collate "C";
            """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new System.NotSupportedException("The columns of the log are only ever changed forward; the version before works with it.");
    }
}
