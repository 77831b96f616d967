using System.Runtime.CompilerServices;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Wire;
using Npgsql;

namespace NewsApi.Content.Publishing;

/// <summary>
/// The rows of the log for articles that a move or a merge affects. The command does not edit these articles. But a filter by an id, or a
/// filter with <c>within</c>, may give another result for these articles after the command. The caller calls <see cref="BeginAsync"/>
/// before the tree changes, and <see cref="AppendAsync"/> after the change.
/// </summary>
/// <remarks>While <see cref="TreeLock.HoldAsync"/> holds the tree, no article changes, so no article needs a row lock.</remarks>
internal sealed class DependentChanges
{
    /// <summary>How many articles are read and appended at a time.</summary>
    private const int BatchSize = 500;

    private const string Below =
        """
        with recursive below(id) as (
          select id from entity where id = any($1)
          union
          select child.id from entity child join below on child.parent_id = below.id
        )
        select id from below
        """;

    private const string Naming =
        """
        select a.id from article a
        where a.announced and a.id in (select m.article_id from mention m where m.entity_id = any($1)) order by a.id
        """;

    private readonly IReadOnlyDictionary<long, Lineage> _lineages;
    private readonly long[] _articles;

    private DependentChanges(IReadOnlyDictionary<long, Lineage> lineages, long[] articles) => (_lineages, _articles) = (lineages, articles);

    /// <summary>Reads the lineages that may change, and the ids of the articles that depend on them.</summary>
    /// <param name="entities">The entities that will move, be merged, or be merged into.</param>
    public static async Task<DependentChanges> BeginAsync(NpgsqlConnection connection, long[] entities, CancellationToken cancellationToken)
    {
        if (entities.Length == 0)
        {
            return new(new Dictionary<long, Lineage>(), []);
        }

        var below = await IdsAsync(connection, Below, entities, cancellationToken);
        return new(
            await Lineage.ReadAsync(connection, below, cancellationToken),
            below.Length == 0 ? [] : await IdsAsync(connection, Naming, below, cancellationToken));
    }

    /// <summary>
    /// Appends the rows to the log, a batch at a time, so that a hundred thousand articles need little memory. After this call the
    /// transaction may write only to the log.
    /// </summary>
    /// <param name="before">
    /// Returns an article with the mentions that it had before the command. The argument is the article as it is stored now.
    /// </param>
    public async Task AppendAsync(NpgsqlConnection connection, Func<Article, Article> before, CancellationToken cancellationToken)
    {
        await foreach (var entries in ReadAsync(connection, before, cancellationToken))
        {
            if (entries.Count > 0)
            {
                await WireWriter.AppendAsync(connection, entries, cancellationToken);
            }
        }
    }

    /// <summary>Returns the rows for the affected articles, a batch at a time. Writes nothing.</summary>
    /// <param name="before">
    /// Returns an article with the mentions that it had before the command. The argument is the article as it is stored now.
    /// </param>
    public async IAsyncEnumerable<IReadOnlyList<ChangeEntry>> ReadAsync(
        NpgsqlConnection connection, Func<Article, Article> before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var ids in _articles.Chunk(BatchSize))
        {
            var articles = await ArticleStore.LoadAsync(connection, ids, cancellationToken);
            var named = articles.Values.SelectMany(a => a.Mentions).Select(m => m.EntityId);
            var lineages = await Lineage.ReadAsync(connection, named, cancellationToken);

            // The lineage of an entity that is not affected is the same before and after.
            var old = new Dictionary<long, Lineage>(lineages);
            foreach (var (id, lineage) in _lineages)
            {
                old[id] = lineage;
            }

            yield return
            [
                .. articles.Values.OrderBy(a => a.Id)
                    .Select(a => (a.Id, Before: ChangeFacts.Of(before(a), old).ToJson(), After: ChangeFacts.Of(a, lineages).ToJson()))
                    .Where(t => t.Before != t.After).Select(t => ArticleWriter.Entry(t.Id, t.Before, t.After)),
            ];
        }
    }

    private static async Task<long[]> IdsAsync(
        NpgsqlConnection connection, string sql, long[] entities, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = entities });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ids = new List<long>();
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(reader.GetInt64(0));
        }

        return [.. ids];
    }
}
