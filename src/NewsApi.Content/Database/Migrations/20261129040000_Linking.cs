using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsApi.Content.Database.Migrations
{
    /// <summary>
    /// Mentions that the service finds in texts: the origin of a mention, the links that editors removed, and how far a renewed linking of
    /// all articles has come.
    /// </summary>
    /// <remarks>
    /// The column has a constant default, so the table is not rewritten, and an older version of the program goes on writing tags. Its
    /// constraint is checked for new rows alone: rows from before have the default.
    /// </remarks>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261129040000_Linking")]
    public class Linking : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            alter table mention add column origin smallint not null default 1;
            alter table mention add constraint mention_origin_is_known check (origin between 1 and 2) not valid;

            create table removed_link (
              article_id bigint not null references article (id) on delete cascade,
              entity_id bigint not null references entity (id) on delete cascade,
              primary key (article_id, entity_id));
            create index removed_link_by_entity on removed_link (entity_id);

            create table relinking (after_id bigint not null);
            """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            drop table relinking;
            drop table removed_link;
            alter table mention drop column origin;
            """);
    }
}
