using NewsApi.Content.Articles;
using Npgsql;

namespace NewsApi.Content.Publishing;

/// <summary>
/// Assigns the slug of one article or entity. A published article keeps its slug unless the editor requests another. The old slug then
/// still leads to the article.
/// </summary>
internal static class SlugAssignment
{
    private const string Lock = "select pg_advisory_xact_lock(hashtextextended('newsapi slug ' || $1, $2))";

    private const string Taken =
        """
        select exists (select from article where $1 = 0 and slug = $2 and id <> $3)
            or exists (select from entity where kind = $1 and slug = $2 and id <> $3)
            or exists (select from former_slug where kind = $1 and slug = $2 and subject_id <> $3)
        """;

    private const string Keep =
        """
        with mine as (delete from former_slug where kind = $1 and slug = $3 and subject_id = $4)
        insert into former_slug (kind, slug, subject_id) select $1, $2, $4 where $5 on conflict do nothing
        """;

    /// <summary>Locks the requested slug, in the form that <see cref="Slug.From"/> makes, and checks that it is free.</summary>
    /// <param name="owner">The id of the article or entity; 0 for a new one.</param>
    /// <returns>The slug, and an error if the slug is invalid or taken.</returns>
    public static async Task<(string Slug, PublishingError? Error)> TakeAsync(
        NpgsqlConnection connection, short kind, string requested, long owner, CancellationToken cancellationToken)
    {
        var slug = Slug.From(requested, "");
        if (slug.Length == 0)
        {
            return (slug, new PublishingError.InvalidValue("slug", "A slug needs at least one letter or digit."));
        }

        await LockAsync(connection, kind, slug, cancellationToken);
        await using var taken = new NpgsqlCommand(Taken, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<short> { TypedValue = kind },
                new NpgsqlParameter<string> { TypedValue = slug },
                new NpgsqlParameter<long> { TypedValue = owner },
            },
        };
        return (slug, await taken.ExecuteScalarAsync(cancellationToken) is true ? new PublishingError.SlugTaken(slug) : null);
    }

    /// <summary>Makes a free slug from a headline or name.</summary>
    /// <param name="otherwise">The slug of a text without a letter or digit.</param>
    public static async Task<string> MakeAsync(
        NpgsqlConnection connection, short kind, string text, string otherwise, CancellationToken cancellationToken)
    {
        var slug = Slug.From(text, otherwise);
        await LockAsync(connection, kind, slug, cancellationToken);
        var taken = kind == FormerSlug.Article ? SlugAllocator.TakenByArticles : SlugAllocator.TakenByEntities;
        return (await new SlugAllocator().TakeAsync(connection, taken, [(kind, slug)], cancellationToken))[0];
    }

    /// <summary>True if <see cref="MakeAsync"/> can have made the slug from that text.</summary>
    public static bool IsMadeFrom(string slug, string text, string otherwise)
    {
        var made = Slug.From(text, otherwise);
        return slug == made
            || (slug.StartsWith($"{made}-", StringComparison.Ordinal)
            && slug.AsSpan(made.Length + 1).IndexOfAnyExceptInRange('0', '9') < 0);
    }

    /// <summary>
    /// Stores the old slug as a former slug if readers could see the old slug. A former slug still leads to its owner. If the owner takes
    /// one of its former slugs back, the row of that former slug is deleted.
    /// </summary>
    public static async Task ReplaceAsync(
        NpgsqlConnection connection, short kind, string old, string now, long owner, bool wasPublic, CancellationToken cancellationToken)
    {
        await using var keep = new NpgsqlCommand(Keep, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<short> { TypedValue = kind },
                new NpgsqlParameter<string> { TypedValue = old },
                new NpgsqlParameter<string> { TypedValue = now },
                new NpgsqlParameter<long> { TypedValue = owner },
                new NpgsqlParameter<bool> { TypedValue = wasPublic },
            },
        };
        await keep.ExecuteNonQueryAsync(cancellationToken);
    }

    // Serialise per slug. Otherwise concurrent writers compute the same number, and all but one violate the unique index on every retry.
    private static async Task LockAsync(NpgsqlConnection connection, short kind, string slug, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Lock, connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = slug }, new NpgsqlParameter<long> { TypedValue = kind } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
