using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NewsApi.Content.Access.Keys;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Publishing.Repeats;
using NewsApi.Content.Wire.Rows;

namespace NewsApi.Content.Database;

/// <summary>Defines tables, keys and constraints. A constraint rejects invalid rows even if a bug writes them.</summary>
internal static partial class NewsDbModel
{
    public static void Conventions(ModelConfigurationBuilder conventions)
    {
        // Times are printed in milliseconds. They are stored in the same precision, so that `eq` matches a printed time.
        conventions.Properties<DateTimeOffset>().HavePrecision(3);

        // Text is compared by code point. The locale of the server has no effect. A query that sorts for readers names the ICU root
        // collation.
        conventions.Properties<string>().UseCollation("C");

        // Every index is in Indexes.sql, with the query that it serves. A foreign key gets an index only if a query needs it.
        conventions.Conventions.Remove<ForeignKeyIndexConvention>();

        conventions.Properties<EntityKind>().HaveConversion<short>();
        conventions.Properties<MentionRelation>().HaveConversion<short>();
        conventions.Properties<MentionOrigin>().HaveConversion<short>();
        conventions.Properties<Role>().HaveConversion<short>();
        conventions.Properties<ChangeKind>().HaveConversion<short>();
        Json<Image>(conventions);
        Json<InformationSource>(conventions);
        Json<Correction>(conventions);
        Json<Span>(conventions);
    }

    public static void Build(ModelBuilder model)
    {
        BuildArticle(model.Entity<Article>());
        BuildArticleVersion(model.Entity<ArticleVersion>());
        BuildMention(model.Entity<Mention>());
        BuildIncomingDocument(model.Entity<IncomingDocument>());
        BuildEntities(model);
        BuildFormerNames(model);
        BuildApiKey(model.Entity<ApiKey>());
        BuildCommandRepeat(model.Entity<CommandRepeat>());
        BuildWire(model);
        NameInLowerCase(model);
    }

    private static void BuildArticle(EntityTypeBuilder<Article> article)
    {
        article.ToTable("article", t =>
        {
            t.HasCheckConstraint("article_version_counts_from_1", "version >= 1");
            t.HasCheckConstraint("article_headline_is_not_empty", "headline <> ''");
            t.HasCheckConstraint("article_uri_is_not_empty", "uri <> ''");
            t.HasCheckConstraint("article_slug_is_not_empty", "slug <> ''");
            t.HasCheckConstraint("article_language_is_not_empty", "language <> ''");
            t.HasCheckConstraint("article_urgency_is_1_to_9", "urgency between 1 and 9");
            t.HasCheckConstraint("article_word_count_is_not_negative", "word_count >= 0");
            t.HasCheckConstraint("article_published_once_is_known", "published_at is null or first_published_at is not null");
        });
        article.ComplexProperty(a => a.Content);

        // An older version of the program does not write the column, so it stays false. DueArticles then appends the missing row.
        article.Property(a => a.IsPublicInLog).HasDefaultValue(false);
        article.HasIndex(a => a.Uri).IsUnique();
        article.HasIndex(a => a.Slug).IsUnique();
    }

    private static void BuildArticleVersion(EntityTypeBuilder<ArticleVersion> version)
    {
        version.ToTable("article_version", t => t.HasCheckConstraint("article_version_version_counts_from_1", "version >= 1"));
        version.HasKey(v => new { v.ArticleId, v.Version });
        version.ComplexProperty(v => v.Content);
        version.HasOne<Article>().WithMany().HasForeignKey(v => v.ArticleId).OnDelete(DeleteBehavior.Cascade);
    }

    private static void BuildMention(EntityTypeBuilder<Mention> mention)
    {
        mention.ToTable("mention", t =>
        {
            t.HasCheckConstraint("mention_relation_is_known", "relation between 1 and 3");
            t.HasCheckConstraint("mention_relevance_is_0_to_100", "relevance between 0 and 100");
            t.HasCheckConstraint("mention_origin_is_known", "origin between 1 and 2");
        });

        // An older version of the program does not write the column. It makes only tags, so the default is correct.
        mention.Property(m => m.Origin).HasDefaultValue(MentionOrigin.Tagged).HasSentinel((MentionOrigin)0);
        mention.HasKey(m => new { m.ArticleId, m.EntityId });
        mention.HasOne<Article>().WithMany(a => a.Mentions).HasForeignKey(m => m.ArticleId).OnDelete(DeleteBehavior.Cascade);

        // The key is the id and the kind, so that a mention cannot refer to a place as a person.
        mention.HasOne(m => m.Entity).WithMany().HasForeignKey(m => new { m.EntityId, m.Kind })
            .HasPrincipalKey(e => new { e.Id, e.Kind }).OnDelete(DeleteBehavior.Restrict);
    }

    private static void BuildIncomingDocument(EntityTypeBuilder<IncomingDocument> document)
    {
        document.ToTable("incoming_document");
        document.HasIndex(d => new { d.ArticleId, d.Digest }).IsUnique();
        document.HasOne<Article>().WithMany().HasForeignKey(d => d.ArticleId).OnDelete(DeleteBehavior.Cascade);
    }

    private static void BuildEntities(ModelBuilder model)
    {
        var entity = model.Entity<Entity>();
        entity.ToTable("entity", t =>
        {
            t.HasCheckConstraint("entity_kind_is_known", "kind between 1 and 3");
            t.HasCheckConstraint("entity_name_is_not_empty", "name <> ''");
            t.HasCheckConstraint("entity_slug_is_not_empty", "slug <> ''");
            t.HasCheckConstraint("entity_is_not_its_own_parent", "parent_id <> id");
            t.HasCheckConstraint("entity_person_has_no_parent", "kind <> 1 or parent_id is null");
            t.HasCheckConstraint("entity_code_is_a_topics", "kind = 3 or code is null");
            t.HasCheckConstraint(
                "entity_whereabouts_are_a_places", "kind = 2 or num_nonnulls(place_kind, country_code, latitude, longitude) = 0");
            t.HasCheckConstraint("entity_country_code_is_two_letters", "country_code ~ '^[A-Z]{2}$'");
            t.HasCheckConstraint("entity_latitude_is_on_earth", "latitude between -90 and 90");
            t.HasCheckConstraint("entity_longitude_is_on_earth", "longitude between -180 and 180");
        });

        // An older version of the program does not write the column. It then stays false, which is correct for every entity that such a
        // program makes.
        entity.Property(e => e.KeptBack).HasDefaultValue(false);
        entity.HasDiscriminator(e => e.Kind)
            .HasValue<Person>(EntityKind.Person).HasValue<Place>(EntityKind.Place).HasValue<Topic>(EntityKind.Topic);
        entity.HasIndex(e => new { e.Kind, e.Slug }).IsUnique();
        entity.HasIndex(e => new { e.Kind, e.Uri }).IsUnique();
        entity.HasAlternateKey(e => new { e.Id, e.Kind });

        // The parents of places and the parents of topics share a column. The kind is part of the key, so a topic cannot lie within a
        // place.
        model.Entity<Place>().Property(p => p.ParentId).HasColumnName("parent_id");
        model.Entity<Topic>().Property(t => t.ParentId).HasColumnName("parent_id");
        model.Entity<Place>().HasOne<Entity>().WithMany().HasForeignKey(p => new { p.ParentId, p.Kind })
            .HasPrincipalKey(e => new { e.Id, e.Kind }).HasConstraintName("fk_entity_parent").OnDelete(DeleteBehavior.Restrict);
        model.Entity<Topic>().HasOne<Entity>().WithMany().HasForeignKey(t => new { t.ParentId, t.Kind })
            .HasPrincipalKey(e => new { e.Id, e.Kind }).HasConstraintName("fk_entity_parent").OnDelete(DeleteBehavior.Restrict);
    }

    private static void BuildFormerNames(ModelBuilder model)
    {
        var merged = model.Entity<MergedEntity>();
        merged.ToTable("merged_entity", t => t.HasCheckConstraint("merged_entity_is_not_itself", "into_id <> id"));
        merged.Property(m => m.Id).ValueGeneratedNever();
        merged.HasIndex(m => new { m.Kind, m.Uri }).IsUnique();

        // The survivor is of the same kind. When it is deleted, the ids that lead to it are deleted too.
        merged.HasOne<Entity>().WithMany().HasForeignKey(m => new { m.IntoId, m.Kind })
            .HasPrincipalKey(e => new { e.Id, e.Kind }).OnDelete(DeleteBehavior.Cascade);

        var former = model.Entity<FormerSlug>();
        former.ToTable("former_slug", t =>
        {
            t.HasCheckConstraint("former_slug_kind_is_known", "kind between 0 and 3");
            t.HasCheckConstraint("former_slug_is_not_empty", "slug <> ''");
        });
        former.HasKey(f => new { f.Kind, f.Slug });
    }

    private static void BuildApiKey(EntityTypeBuilder<ApiKey> key)
    {
        key.ToTable("api_key", t =>
        {
            t.HasCheckConstraint("api_key_name_is_not_empty", "name <> ''");
            t.HasCheckConstraint("api_key_role_is_known", "role between 1 and 4");
            t.HasCheckConstraint("api_key_hash_is_a_sha256", "octet_length(hash) = 32");
        });
        key.HasIndex(k => k.Hash).IsUnique();

        // A name in a log file must identify one key. The name of a revoked key can be used again.
        key.HasIndex(k => k.Name).IsUnique().HasFilter("revoked_at is null");
    }

    private static void BuildCommandRepeat(EntityTypeBuilder<CommandRepeat> repeat)
    {
        repeat.ToTable("command_repeat");
        repeat.Property(r => r.Result).HasColumnType("jsonb").UseCollation(null);
        repeat.HasIndex(r => r.CreatedAt);
    }

    private static void BuildWire(ModelBuilder model)
    {
        var change = model.Entity<Change>();
        change.ToTable("wire_change", t => t.HasCheckConstraint("wire_change_kind_is_known", "kind in (1, 2)"));
        change.HasKey(c => c.Position);
        change.Property(c => c.Position).ValueGeneratedNever();
        change.Property(c => c.Before).HasColumnType("jsonb").UseCollation(null);
        change.Property(c => c.After).HasColumnType("jsonb").UseCollation(null);

        var head = model.Entity<WireHead>();
        head.ToTable("wire_head", t => t.HasCheckConstraint("wire_head_is_one_row", "id = 1"));
        head.Property(h => h.Id).ValueGeneratedNever();
    }

    private static void NameInLowerCase(ModelBuilder model)
    {
        foreach (var type in model.Model.GetEntityTypes())
        {
            var complex = type.GetComplexProperties().SelectMany(c => c.ComplexType.GetProperties());
            foreach (var property in type.GetProperties().Concat(complex))
            {
                var named = property.FindAnnotation(RelationalAnnotationNames.ColumnName)?.Value as string;
                property.SetColumnName(named ?? Snake(property.Name));
            }

            foreach (var key in type.GetKeys())
            {
                key.SetName(key.GetName()?.ToLowerInvariant());
            }

            foreach (var key in type.GetForeignKeys())
            {
                key.SetConstraintName(key.GetConstraintName()?.ToLowerInvariant());
            }

            foreach (var index in type.GetIndexes())
            {
                index.SetDatabaseName(index.GetDatabaseName()?.ToLowerInvariant());
            }
        }
    }

    private static void Json<T>(ModelConfigurationBuilder conventions) =>
        conventions.Properties<ValueList<T>>().HaveConversion<JsonConverter<T>, ValueListComparer<T>>().HaveColumnType("jsonb");

    public static string Snake(string name) => WordStart().Replace(name, "_$0").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]")]
    private static partial Regex WordStart();

    private sealed class JsonConverter<T>() : ValueConverter<ValueList<T>, string>(
        list => JsonSerializer.Serialize<IReadOnlyList<T>>(list, ContentJson.Options),
        json => new ValueList<T>(JsonSerializer.Deserialize<T[]>(json, ContentJson.Options) ?? Array.Empty<T>()));

    private sealed class ValueListComparer<T>() : ValueComparer<ValueList<T>>(
        (a, b) => object.Equals(a, b), list => list.GetHashCode(), list => list);
}
