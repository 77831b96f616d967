using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsApi.Content.Database.Migrations
{
    /// <summary>
    /// The transaction that wrote the head of the log, beside PostgreSQL's own mark of it (<c>xmin</c>). In a restored dump the two differ,
    /// because the restore wrote the row. The log has then lost the changes after the dump, so the first writer begins a new epoch.
    /// </summary>
    /// <remarks>
    /// A trigger sets the column, so that an older version of the program sets it too. A failover, VACUUM FULL and pg_upgrade keep
    /// <c>xmin</c>. A migration that rewrites this table must update its row afterwards, without the trigger.
    /// </remarks>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261129190000_WireHeadWriter")]
    public class WireHeadWriter : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            alter table wire_head add column written_by xid8;
            create function wire_head_written() returns trigger language plpgsql as $$
            begin
              if old.xmin <> old.written_by::xid then
                new.epoch := ((old.epoch::bigint + 1 + floor(random() * 2147483646)::bigint) % 2147483647)::int;
              end if;
              new.written_by := pg_current_xact_id();
              return new;
            end $$;
            create trigger wire_head_written before update on wire_head for each row execute function wire_head_written();
            update wire_head set position = position;
            """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            drop trigger wire_head_written on wire_head;
            drop function wire_head_written;
            alter table wire_head drop column written_by;
            """);
    }
}
