using Microsoft.EntityFrameworkCore;
using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Entities;

namespace NewsApi.Content.Publishing;

/// <summary>Merges a person, place or topic into another.</summary>
internal static class EntityMerger
{
    // An article that names both keeps one mention, the stronger in everything; then the rest names the one that stays.
    private const string Rename =
        """
        update mention stays set
          relation = case when 1 in (stays.relation, goes.relation) then 1 when 3 in (stays.relation, goes.relation) then 3 else 2 end,
          relevance = greatest(stays.relevance, goes.relevance), ordinal = least(stays.ordinal, goes.ordinal), spans = stays.spans || goes.spans
        from mention goes where stays.article_id = goes.article_id and goes.entity_id = $1 and stays.entity_id = $2
        """;

    private static readonly string[] Steps =
    [
        Rename,
        "delete from mention goes where entity_id = $1 and exists (select from mention stays where stays.article_id = goes.article_id and stays.entity_id = $2)",
        "update mention set entity_id = $2 where entity_id = $1",
        "update merged_entity set into_id = $2 where into_id = $1",

        // A uri that it took over from one merged into it before leads on by that one's row.
        """
        insert into merged_entity (id, kind, uri, into_id)
        select e.id, e.kind, case when not exists (select from merged_entity m where m.kind = e.kind and m.uri = e.uri) then e.uri end, $2
        from entity e where e.id = $1
        """,
        "update former_slug f set subject_id = $2 from entity e where e.id = $1 and f.kind = e.kind and f.subject_id = e.id",
        "insert into former_slug (kind, slug, subject_id) select kind, slug, $2 from entity where id = $1",
        "delete from entity where id = $1 and id <> $2",
    ];

    public static async Task<CommandDraft<EntityRef>> RunAsync(EntityUnitOfWork scene, long id, long into, CancellationToken cancellationToken)
    {
        // 1. Both, in one order.
        into = await scene.ResolveMergedAsync(into, cancellationToken);
        var first = await scene.LockAsync(Math.Min(id, into), cancellationToken);
        var second = await scene.LockAsync(Math.Max(id, into), cancellationToken);
        var (goes, stays) = id < into ? (first, second) : (second, first);
        if (Refusal(id, into, goes, stays) is { } refusal)
        {
            return CommandDraft<EntityRef>.Refused(refusal);
        }

        // 2. How the articles stand that will be told of: those under either of the two.
        var retelling = await DependentChanges.BeginAsync(scene.Connection, [id, into], cancellationToken);
        var mentions = await MentionsAsync(scene, id, into, cancellationToken);

        // 3. What lay within the one lies within the other; where the other itself did, it comes out first.
        var now = await DatabaseClock.ReadAsync(scene.Connection, cancellationToken);
        if ((await scene.WithinAsync(into, cancellationToken)).Contains(id))
        {
            stays!.LieWithin(goes!.Parent());
            await scene.ScalarAsync("update entity set parent_id = (select parent_id from entity where id = $1) where id = $2", cancellationToken, id, into);
        }

        var children = (long[])(await scene.ScalarAsync(
            """
            with moved as (update entity set parent_id = $2, updated_at = $3 where parent_id = $1 returning id)
            select coalesce(array_agg(id order by id), '{}') from moved
            """,
            cancellationToken, id, into, now))!;

        // 4. The names of the one lead to the other, and what the other lacked it takes.
        foreach (var step in Steps)
        {
            await scene.ScalarAsync(step, cancellationToken, id, into);
        }

        Join(goes!, stays!);
        stays!.UpdatedAt = now;
        await scene.UpdateAsync(stays, cancellationToken);

        // 5. The log: the articles, a batch at a time; then the things themselves.
        await scene.AppendDependentAsync(retelling, article => AsBefore(article, into, mentions), cancellationToken);
        return new([.. children.Append(id).Append(into).Select(EntityUnitOfWork.Entry)], [], new(into, stays.Kind));
    }

    private static PublishingError? Refusal(long id, long into, Entity? goes, Entity? stays) => (goes, stays) switch
    {
        (null, _) => new PublishingError.NotFound("entity", id),
        (_, null) => new PublishingError.NotFound("entity", into),
        _ when id == into => new PublishingError.InvalidValue("into", "It is the same; nothing is merged into itself."),
        _ when goes.Kind != stays.Kind => new PublishingError.InvalidValue("into", "The two are of different kinds; only a person is merged into a person."),
        _ => null,
    };

    /// <summary>Every mention of the one, and of the other where an article names both.</summary>
    private static async Task<ILookup<long, Mention>> MentionsAsync(EntityUnitOfWork scene, long id, long into, CancellationToken cancellationToken)
    {
        await using var db = NewsDbContext.On(scene.Connection);
        var naming = db.Mentions.Where(m => m.EntityId == id).Select(m => m.ArticleId);
        var mentions = await db.Mentions.Where(m => m.EntityId == id || (m.EntityId == into && naming.Contains(m.ArticleId)))
            .AsNoTracking().ToListAsync(cancellationToken);
        return mentions.ToLookup(m => m.ArticleId);
    }

    private static Article AsBefore(Article article, long into, ILookup<long, Mention> mentions)
    {
        var before = article.Copy();
        if (mentions.Contains(article.Id))
        {
            before.Mentions.RemoveAll(m => m.EntityId == into);
            before.Mentions.AddRange(mentions[article.Id]);
            before.Mentions.Sort((a, b) => a.Ordinal.CompareTo(b.Ordinal));
        }

        return before;
    }

    private static void Join(Entity goes, Entity stays)
    {
        var known = NameKey.Of(stays.Name, stays.Aliases).ToHashSet(StringComparer.Ordinal);
        stays.Aliases = [.. stays.Aliases, .. goes.Aliases.Prepend(goes.Name).Where(name => known.Add(NameKey.Of(name)))];
        stays.NameKeys = NameKey.Of(stays.Name, stays.Aliases);
        stays.SameAs = [.. stays.SameAs.Union(goes.SameAs, StringComparer.Ordinal)];
        stays.Uri ??= goes.Uri;
        stays.Description ??= goes.Description;
        stays.Curated |= goes.Curated;
        if ((goes, stays) is (Place from, Place to))
        {
            (to.PlaceKind, to.CountryCode) = (to.PlaceKind ?? from.PlaceKind, to.CountryCode ?? from.CountryCode);
            (to.Latitude, to.Longitude) = to.Latitude is null || to.Longitude is null ? (from.Latitude, from.Longitude) : (to.Latitude, to.Longitude);
        }
        else if ((goes, stays) is (Topic broad, Topic topic))
        {
            topic.Code ??= broad.Code;
        }
    }
}
