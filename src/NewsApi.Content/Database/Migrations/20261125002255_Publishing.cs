using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace NewsApi.Content.Database.Migrations
{
    /// <summary>
    /// What writing by hand needs: what the log has said of each article, old ids and slugs that go on leading somewhere, keys.
    /// Generated, but for the first statement's backfill and the triggers at the end.
    /// </summary>
    public partial class Publishing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Added as true, which touches no row, because most articles are public; then only the others are written.
            migrationBuilder.Sql(
                """
                alter table article add column announced boolean not null default true;
                update article set announced = false
                where published_at is null or published_at > now() or withdrawn_at is not null or expires_at <= now();
                alter table article alter column announced set default false;
                """);

            migrationBuilder.AddColumn<string>(
                name: "withdrawal_reason",
                table: "article",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.CreateTable(
                name: "api_key",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    role = table.Column<short>(type: "smallint", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_key", x => x.id);
                    table.CheckConstraint("api_key_hash_is_a_sha256", "octet_length(hash) = 32");
                    table.CheckConstraint("api_key_name_is_not_empty", "name <> ''");
                    table.CheckConstraint("api_key_role_is_known", "role between 1 and 4");
                });

            migrationBuilder.CreateTable(
                name: "former_slug",
                columns: table => new
                {
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    slug = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_former_slug", x => new { x.kind, x.slug });
                    table.CheckConstraint("former_slug_is_not_empty", "slug <> ''");
                    table.CheckConstraint("former_slug_kind_is_known", "kind between 0 and 3");
                });

            migrationBuilder.CreateTable(
                name: "merged_entity",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    uri = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    into_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_merged_entity", x => x.id);
                    table.CheckConstraint("merged_entity_is_not_itself", "into_id <> id");
                    table.ForeignKey(
                        name: "fk_merged_entity_entity_into_id_kind",
                        columns: x => new { x.into_id, x.kind },
                        principalTable: "entity",
                        principalColumns: new[] { "id", "kind" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_api_key_hash",
                table: "api_key",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_api_key_name",
                table: "api_key",
                column: "name",
                unique: true,
                filter: "revoked_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_merged_entity_kind_uri",
                table: "merged_entity",
                columns: new[] { "kind", "uri" },
                unique: true);

            // After the row stands in the unique index of its table: whoever gives the slug up at the same moment has committed by
            // then, and with it the row that is looked for here. It reads as a unique violation, on which every writer tries again.
            migrationBuilder.Sql(
                """
                create function refuse_former_slug() returns trigger language plpgsql as $$
                declare
                  owner_kind smallint := 0;
                begin
                  if tg_op = 'INSERT' or new.slug <> old.slug then
                    if tg_table_name = 'entity' then
                      owner_kind := new.kind;
                    end if;
                    if exists (select from former_slug f where f.kind = owner_kind and f.slug = new.slug and f.subject_id <> new.id) then
                      raise unique_violation using
                        message = format('The slug "%s" belonged to another before.', new.slug), constraint = 'former_slug_is_given_to_nothing_else';
                    end if;
                  end if;
                  return null;
                end $$;
                create trigger former_slug_is_given_to_nothing_else after insert or update of slug on article
                for each row execute function refuse_former_slug();
                create trigger former_slug_is_given_to_nothing_else after insert or update of slug on entity
                for each row execute function refuse_former_slug();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                drop trigger former_slug_is_given_to_nothing_else on entity;
                drop trigger former_slug_is_given_to_nothing_else on article;
                drop function refuse_former_slug();
                """);

            migrationBuilder.DropTable(
                name: "api_key");

            migrationBuilder.DropTable(
                name: "former_slug");

            migrationBuilder.DropTable(
                name: "merged_entity");

            migrationBuilder.DropColumn(
                name: "announced",
                table: "article");

            migrationBuilder.DropColumn(
                name: "withdrawal_reason",
                table: "article");
        }
    }
}
