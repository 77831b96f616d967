using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using Npgsql;

namespace NewsApi.Content.Publishing;

/// <summary>Brings what an editor says into an article: checked, sanitised, with the entities that its ids mean.</summary>
internal static class ArticleEdit
{
    // The id that was merged away means the one that stayed.
    private const string Meant =
        """
        select wanted.id, e.id, e.kind from unnest($1) as wanted(id)
        left join merged_entity m on m.id = wanted.id
        join entity e on e.id = coalesce(m.into_id, wanted.id)
        """;

    /// <summary>A body as it is stored; no error unless it cannot be.</summary>
    public static ArticleBody? Body(string? html, List<PublishingError> errors)
    {
        try
        {
            return ArticleBody.Sanitised(html);
        }
        catch (FormatException tooDeep)
        {
            errors.Add(new PublishingError.InvalidValue("body", tooDeep.Message));
            return null;
        }
    }

    /// <summary>Puts the body of a draft into an article.</summary>
    public static void Put(Article article, ArticleDraft draft, ArticleBody body)
    {
        article.Content = draft.Content with { Body = body.Html };
        article.BodyText = body.Text;
        article.WordCount = body.WordCount;
    }

    /// <summary>Puts the mentions of a draft into an article; where the text names them is known as long as the text stays.</summary>
    /// <param name="connection">Under the <see cref="TreeLock"/>, so that what they mean stays.</param>
    public static async Task MentionAsync(
        NpgsqlConnection connection, Article? before, Article article, ValueList<DraftMention> mentions, List<PublishingError> errors, CancellationToken cancellationToken)
    {
        var meant = await MeantAsync(connection, [.. mentions.Select(m => m.EntityId)], cancellationToken);
        article.Mentions.Clear();
        for (var i = 0; i < mentions.Count; i++)
        {
            if (!meant.TryGetValue(mentions[i].EntityId, out var entity))
            {
                errors.Add(new PublishingError.InvalidValue($"mentions[{i}].entityId", "There is no such person, place or topic."));
            }
            else if (!article.Mentions.Exists(m => m.EntityId == entity.Id))
            {
                article.Mentions.Add(new Mention
                {
                    ArticleId = article.Id,
                    EntityId = entity.Id,
                    Kind = entity.Kind,
                    Relation = mentions[i].Relation,
                    Relevance = mentions[i].Relevance,
                    Ordinal = article.Mentions.Count,
                    Spans = before?.BodyText == article.BodyText ? before?.Mentions.Find(m => m.EntityId == entity.Id)?.Spans ?? [] : [],
                });
            }
        }
    }

    /// <summary>Changes an article to what a draft says, its slug included; its times but the expiry are the act's.</summary>
    public static async Task ApplyAsync(
        NpgsqlConnection connection, Article before, Article after, ArticleDraft draft, DateTimeOffset now, List<PublishingError> errors, CancellationToken cancellationToken)
    {
        errors.AddRange(DraftCheck.Of(draft, ArticleDraft.Of(before), now));
        if (errors.Count > 0)
        {
            return;
        }

        if (draft.Content.Body == before.Content.Body)
        {
            after.Content = draft.Content;
        }
        else if (Body(draft.Content.Body, errors) is { } body)
        {
            Put(after, draft, body);
        }

        after.ExpiresAt = DatabaseClock.Milliseconds(draft.ExpiresAt);
        if (after.ExpiresAt != before.ExpiresAt && after.ExpiresAt <= after.PublishedAt)
        {
            errors.Add(new PublishingError.InvalidValue("expiresAt", $"The article becomes public at {after.PublishedAt:O}; it cannot expire before."));
        }

        await MentionAsync(connection, before, after, draft.Mentions, errors, cancellationToken);
        if (errors.Count == 0)
        {
            await NameAsync(connection, before, after, draft.Slug, now, errors, cancellationToken);
        }
    }

    private static async Task NameAsync(
        NpgsqlConnection connection, Article before, Article after, string? wish, DateTimeOffset now, List<PublishingError> errors, CancellationToken cancellationToken)
    {
        var wasSeen = before.WasPublicBy(now);
        if (wish is not null && wish != before.Slug)
        {
            (after.Slug, var error) = await SlugAssignment.WishedAsync(connection, FormerSlug.Article, wish, before.Id, cancellationToken);
            errors.AddRange(error is null ? [] : [error]);
        }
        else if (!wasSeen && SlugAssignment.IsMadeFrom(before.Slug, before.Content.Headline, ArticleCommands.UnnamedSlug)
            && !SlugAssignment.IsMadeFrom(before.Slug, after.Content.Headline, ArticleCommands.UnnamedSlug))
        {
            // Nobody knows the address yet, so it follows the headline.
            after.Slug = await SlugAssignment.MadeAsync(connection, FormerSlug.Article, after.Content.Headline, ArticleCommands.UnnamedSlug, cancellationToken);
        }

        if (errors.Count == 0 && after.Slug != before.Slug)
        {
            await SlugAssignment.ExchangeAsync(connection, FormerSlug.Article, before.Slug, after.Slug, before.Id, wasSeen, cancellationToken);
        }
    }

    private static async Task<Dictionary<long, (long Id, EntityKind Kind)>> MeantAsync(NpgsqlConnection connection, long[] ids, CancellationToken cancellationToken)
    {
        var meant = new Dictionary<long, (long, EntityKind)>();
        if (ids.Length == 0)
        {
            return meant;
        }

        await using var command = new NpgsqlCommand(Meant, connection) { Parameters = { new NpgsqlParameter<long[]> { TypedValue = ids } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            meant[reader.GetInt64(0)] = (reader.GetInt64(1), (EntityKind)reader.GetInt16(2));
        }

        return meant;
    }
}
