using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsApi.Content.Database.Migrations
{
    /// <summary>The feeds that are followed: what the last response said, and when the next request is due.</summary>
    /// <remarks>A new table, which an older version of the program does not use.</remarks>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261130130000_FollowedFeeds")]
    public class FollowedFeeds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            create table followed_feed (
              url text collate "C" not null,
              read_as text collate "C" not null,
              validated_url text collate "C",
              etag text collate "C",
              last_modified text collate "C",
              digest bytea,
              moved_to text collate "C",
              ttl interval,
              imported_at timestamp(3) with time zone,
              next_at timestamp(3) with time zone not null,
              failures integer not null default 0,
              last_failure text collate "C",
              constraint pk_followed_feed primary key (url)
            );
            """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop table followed_feed;");
    }
}
