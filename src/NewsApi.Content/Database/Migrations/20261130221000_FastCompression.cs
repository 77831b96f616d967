using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsApi.Content.Database.Migrations
{
    /// <summary>
    /// Long texts are compressed by LZ4, which takes a tenth of the work of writing an article less than PostgreSQL's own method, and about
    /// the same space.
    /// </summary>
    /// <remarks>
    /// Values that are there stay as they are, and both kinds are read. A server that was built without LZ4 keeps its own method.
    /// </remarks>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261130221000_FastCompression")]
    public class FastCompression : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            do $$
            begin
              alter table article
                alter column body set compression lz4, alter column body_text set compression lz4, alter column search set compression lz4;
              alter table article_version alter column body set compression lz4;
              alter table incoming_document alter column document set compression lz4;
            exception when feature_not_supported then null;
            end $$;
            """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            alter table article alter column body set compression default, alter column body_text set compression default,
              alter column search set compression default;
            alter table article_version alter column body set compression default;
            alter table incoming_document alter column document set compression default;
            """);
    }
}
