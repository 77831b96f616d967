using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsApi.Content.Database.Migrations
{
    /// <summary>
    /// Adds the column of people, places and topics that an editor keeps back. PostgreSQL adds a column with a constant default without
    /// rewriting the table, and a version of the program that does not know it writes the default.
    /// </summary>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261129013000_KeptBack")]
    public class KeptBack : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(name: "kept_back", table: "entity", type: "boolean", nullable: false, defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(name: "kept_back", table: "entity");
        }
    }
}
