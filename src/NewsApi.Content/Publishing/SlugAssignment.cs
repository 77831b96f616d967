using NewsApi.Content.Articles;
using Npgsql;

namespace NewsApi.Content.Publishing;

/// <summary>
/// The slug that an article or entity is to have, and what becomes of the one it had. What could once be seen keeps its slug
/// unless the editor asks for another; the old one then leads there still.
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

    /// <summary>The slug that was asked for.</summary>
    /// <param name="owner">The id of whom it is for; 0 where there is none yet.</param>
    public static async Task<(string Slug, PublishingError? Error)> WishedAsync(
        NpgsqlConnection connection, short kind, string wish, long owner, CancellationToken cancellationToken)
    {
        var slug = Slug.From(wish, "");
        if (slug.Length == 0)
        {
            return (slug, new PublishingError.InvalidValue("slug", "A slug needs a letter or a digit."));
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

    /// <summary>A free slug from a headline or name.</summary>
    public static async Task<string> MadeAsync(NpgsqlConnection connection, short kind, string text, string otherwise, CancellationToken cancellationToken)
    {
        var slug = Slug.From(text, otherwise);
        await LockAsync(connection, kind, slug, cancellationToken);
        var taken = kind == FormerSlug.Article ? SlugAllocator.TakenByArticles : SlugAllocator.TakenByEntities;
        return (await new SlugAllocator().TakeAsync(connection, taken, [(kind, slug)], cancellationToken))[0];
    }

    /// <summary>Whether a slug was made from that text.</summary>
    public static bool IsMadeFrom(string slug, string text, string otherwise)
    {
        var made = Slug.From(text, otherwise);
        return slug == made || (slug.StartsWith($"{made}-", StringComparison.Ordinal) && slug.AsSpan(made.Length + 1).IndexOfAnyExceptInRange('0', '9') < 0);
    }

    /// <summary>Makes the old slug lead to its owner still, where it could be seen; one that it had before and has again leads there by itself.</summary>
    public static async Task ExchangeAsync(
        NpgsqlConnection connection, short kind, string old, string now, long owner, bool wasSeen, CancellationToken cancellationToken)
    {
        await using var keep = new NpgsqlCommand(Keep, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<short> { TypedValue = kind },
                new NpgsqlParameter<string> { TypedValue = old },
                new NpgsqlParameter<string> { TypedValue = now },
                new NpgsqlParameter<long> { TypedValue = owner },
                new NpgsqlParameter<bool> { TypedValue = wasSeen },
            },
        };
        await keep.ExecuteNonQueryAsync(cancellationToken);
    }

    // Of many that want one slug each would find the same number free, and all but one fail on it, again and again.
    private static async Task LockAsync(NpgsqlConnection connection, short kind, string slug, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Lock, connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = slug }, new NpgsqlParameter<long> { TypedValue = kind } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
