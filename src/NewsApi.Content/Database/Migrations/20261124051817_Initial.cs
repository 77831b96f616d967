using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace NewsApi.Content.Database.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "article",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    uri = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    slug = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    body_text = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    word_count = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: true),
                    first_published_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: true),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: true),
                    withdrawn_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: true),
                    corrections = table.Column<string>(type: "jsonb", nullable: false),
                    feed_version = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    feed_version_created = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: true),
                    body = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    byline = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    dateline = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    genre = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    headline = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    images = table.Column<string>(type: "jsonb", nullable: false),
                    language = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    section = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    source = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    sources = table.Column<string>(type: "jsonb", nullable: false),
                    summary = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    urgency = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_article", x => x.id);
                    table.CheckConstraint("article_headline_is_not_empty", "headline <> ''");
                    table.CheckConstraint("article_language_is_not_empty", "language <> ''");
                    table.CheckConstraint("article_published_once_is_known", "published_at is null or first_published_at is not null");
                    table.CheckConstraint("article_slug_is_not_empty", "slug <> ''");
                    table.CheckConstraint("article_urgency_is_1_to_9", "urgency between 1 and 9");
                    table.CheckConstraint("article_uri_is_not_empty", "uri <> ''");
                    table.CheckConstraint("article_version_counts_from_1", "version >= 1");
                    table.CheckConstraint("article_word_count_is_not_negative", "word_count >= 0");
                });

            migrationBuilder.CreateTable(
                name: "entity",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    uri = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    slug = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    description = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    aliases = table.Column<string[]>(type: "text[]", nullable: false),
                    name_keys = table.Column<string[]>(type: "text[]", nullable: false),
                    same_as = table.Column<string[]>(type: "text[]", nullable: false),
                    curated = table.Column<bool>(type: "boolean", nullable: false),
                    document = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    place_kind = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    country_code = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    latitude = table.Column<double>(type: "double precision", nullable: true),
                    longitude = table.Column<double>(type: "double precision", nullable: true),
                    parent_id = table.Column<long>(type: "bigint", nullable: true),
                    code = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_entity", x => x.id);
                    table.UniqueConstraint("ak_entity_id_kind", x => new { x.id, x.kind });
                    table.CheckConstraint("entity_code_is_a_topics", "kind = 3 or code is null");
                    table.CheckConstraint("entity_country_code_is_two_letters", "country_code ~ '^[A-Z]{2}$'");
                    table.CheckConstraint("entity_is_not_its_own_parent", "parent_id <> id");
                    table.CheckConstraint("entity_kind_is_known", "kind between 1 and 3");
                    table.CheckConstraint("entity_latitude_is_on_earth", "latitude between -90 and 90");
                    table.CheckConstraint("entity_longitude_is_on_earth", "longitude between -180 and 180");
                    table.CheckConstraint("entity_name_is_not_empty", "name <> ''");
                    table.CheckConstraint("entity_person_has_no_parent", "kind <> 1 or parent_id is null");
                    table.CheckConstraint("entity_slug_is_not_empty", "slug <> ''");
                    table.CheckConstraint("entity_whereabouts_are_a_places", "kind = 2 or num_nonnulls(place_kind, country_code, latitude, longitude) = 0");
                    table.ForeignKey(
                        name: "fk_entity_parent",
                        columns: x => new { x.parent_id, x.kind },
                        principalTable: "entity",
                        principalColumns: new[] { "id", "kind" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "wire_change",
                columns: table => new
                {
                    position = table.Column<long>(type: "bigint", nullable: false),
                    committed_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    subject_id = table.Column<long>(type: "bigint", nullable: false),
                    @internal = table.Column<bool>(name: "internal", type: "boolean", nullable: false),
                    before = table.Column<string>(type: "jsonb", nullable: true),
                    after = table.Column<string>(type: "jsonb", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_wire_change", x => x.position);
                    table.CheckConstraint("wire_change_kind_is_known", "kind in (1, 2)");
                });

            migrationBuilder.CreateTable(
                name: "wire_head",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    epoch = table.Column<int>(type: "integer", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_wire_head", x => x.id);
                    table.CheckConstraint("wire_head_is_one_row", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "article_version",
                columns: table => new
                {
                    article_id = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    replaced_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: true),
                    body = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    byline = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    dateline = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    genre = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    headline = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    images = table.Column<string>(type: "jsonb", nullable: false),
                    language = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    section = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    source = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    sources = table.Column<string>(type: "jsonb", nullable: false),
                    summary = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    urgency = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_article_version", x => new { x.article_id, x.version });
                    table.CheckConstraint("article_version_version_counts_from_1", "version >= 1");
                    table.ForeignKey(
                        name: "fk_article_version_article_article_id",
                        column: x => x.article_id,
                        principalTable: "article",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "incoming_document",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    article_id = table.Column<long>(type: "bigint", nullable: false),
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    format = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    feed_version = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    feed_version_created = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: true),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    document = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_incoming_document", x => x.id);
                    table.ForeignKey(
                        name: "fk_incoming_document_article_article_id",
                        column: x => x.article_id,
                        principalTable: "article",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "mention",
                columns: table => new
                {
                    article_id = table.Column<long>(type: "bigint", nullable: false),
                    entity_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    relation = table.Column<short>(type: "smallint", nullable: false),
                    relevance = table.Column<int>(type: "integer", nullable: true),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    spans = table.Column<string>(type: "jsonb", nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mention", x => new { x.article_id, x.entity_id });
                    table.CheckConstraint("mention_relation_is_known", "relation between 1 and 3");
                    table.CheckConstraint("mention_relevance_is_0_to_100", "relevance between 0 and 100");
                    table.ForeignKey(
                        name: "fk_mention_article_article_id",
                        column: x => x.article_id,
                        principalTable: "article",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_mention_entity_entity_id_kind",
                        columns: x => new { x.entity_id, x.kind },
                        principalTable: "entity",
                        principalColumns: new[] { "id", "kind" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_article_slug",
                table: "article",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_article_uri",
                table: "article",
                column: "uri",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_entity_kind_slug",
                table: "entity",
                columns: new[] { "kind", "slug" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_entity_kind_uri",
                table: "entity",
                columns: new[] { "kind", "uri" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_incoming_document_article_id_digest",
                table: "incoming_document",
                columns: new[] { "article_id", "digest" },
                unique: true);

            // All positions are taken from this row. The epoch distinguishes this log from every other log.
            migrationBuilder.Sql("insert into wire_head (id, epoch, position) values (1, floor(random() * 2147483647)::int, 0)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "article_version");

            migrationBuilder.DropTable(
                name: "incoming_document");

            migrationBuilder.DropTable(
                name: "mention");

            migrationBuilder.DropTable(
                name: "wire_change");

            migrationBuilder.DropTable(
                name: "wire_head");

            migrationBuilder.DropTable(
                name: "article");

            migrationBuilder.DropTable(
                name: "entity");
        }
    }
}
