using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsApi.Content.Database.Migrations
{
    /// <summary>The results of commands that had an idempotency key.</summary>
    /// <remarks>A new table, which an older version of the program does not use.</remarks>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261129171000_CommandRepeats")]
    public class CommandRepeats : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            create table command_repeat (
              id bytea not null,
              request bytea not null,
              result jsonb not null,
              epoch integer not null,
              position bigint not null,
              created_at timestamp(3) with time zone not null,
              constraint pk_command_repeat primary key (id)
            );
            create index ix_command_repeat_created_at on command_repeat (created_at);
            """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop table command_repeat;");
    }
}
