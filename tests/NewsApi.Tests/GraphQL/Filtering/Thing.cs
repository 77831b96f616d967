using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using NewsApi.Tests.Support;

namespace NewsApi.Tests.GraphQL.Filtering;

/// <summary>An article, person, place, topic or mention as a front end knows it: values by the names of the schema.</summary>
internal sealed class Thing(string type, long id)
{
    /// <summary>The type's name in the schema.</summary>
    public string Type => type;

    public long Id => id;

    public string GlobalId { get; } = GlobalIdOf(type, id);

    /// <summary>
    /// Scalars as string, int, double, DateTime or <see cref="Choice"/>; texts as array; related things as list or <see cref="One"/>.
    /// </summary>
    public Dictionary<string, object?> Values { get; } = [];

    /// <summary>The place around it, the topic above it; null if the public does not see that one.</summary>
    public Thing? Parent { get; set; }

    /// <summary>
    /// The global ids of the thing itself and of everything above it, and their slugs unless they are hidden. A hidden place or topic does
    /// not end the chain.
    /// </summary>
    public IReadOnlyList<string> Chain { get; private set; } = [GlobalIdOf(type, id)];

    /// <summary>A value of an enum: what the schema calls it, and where it sorts.</summary>
    public sealed record Choice(string Name, int Order);

    /// <summary>One related thing at most.</summary>
    public sealed record One(Thing? Of);

    /// <summary>Everything in a database that everybody may see, by type.</summary>
    public static async Task<ILookup<string, Thing>> AllPublicAsync(TestDatabase database, DateTimeOffset now)
    {
        await using var db = NewsDbContext.On(database.Source);
        var articles = await db.Articles.Include(a => a.Mentions).AsNoTracking().ToListAsync(Xunit.TestContext.Current.CancellationToken);
        articles.RemoveAll(a => a.PublishedAt is null || a.PublishedAt > now || a.WithdrawnAt is not null || a.ExpiresAt <= now);
        var named = articles.SelectMany(a => a.Mentions).Select(m => m.EntityId).ToHashSet();
        var stored = await db.Entities.AsNoTracking().ToDictionaryAsync(e => e.Id, Xunit.TestContext.Current.CancellationToken);
        var entities = stored.Values
            .Where(e => e.Curated || named.Contains(e.Id)).ToDictionary(e => e.Id, e => (Row: e, Thing: Of(e.GetType().Name, e.Id, e)));
        foreach (var (row, thing) in entities.Values)
        {
            thing.Parent = ParentOf(row) is { } parent && entities.TryGetValue(parent, out var above) ? above.Thing : null;
            var chain = new List<string>();
            for (var at = row; at is not null; at = ParentOf(at) is { } next ? stored[next] : null)
            {
                chain.AddRange([GlobalIdOf(at.GetType().Name, at.Id), .. entities.ContainsKey(at.Id) ? [at.Slug] : Array.Empty<string>()]);
            }

            thing.Chain = chain;
        }

        foreach (var (row, thing) in entities.Values.Where(e => e.Row is Place or Topic))
        {
            Thing[] below = [.. entities.Values.Select(e => e.Thing).Where(e => e.Parent == thing)];
            thing.Values[row is Place ? "directlyWithin" : "broader"] = new One(thing.Parent);
            thing.Values[row is Place ? "contains" : "narrower"] = below;
        }

        var things = articles.Select(a => Article(a, id => entities[id].Thing)).Concat(entities.Values.Select(e => e.Thing));
        return things.ToLookup(t => t.Type);
    }

    private static long? ParentOf(Entity row) => (row as Place)?.ParentId ?? (row as Topic)?.ParentId;

    private static string GlobalIdOf(string type, long id) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{type}:{id}")));

    private static Thing Article(Article article, Func<long, Thing> entity)
    {
        var thing = Of("Article", article.Id, article, article.Content);
        thing.Values["status"] = new Choice("PUBLISHED", 2);
        Thing[] named = [.. article.Mentions.Select(m => entity(m.EntityId))];
        (thing.Values["people"], thing.Values["places"], thing.Values["topics"]) = (OfType("Person"), OfType("Place"), OfType("Topic"));
        thing.Values["mentions"] = article.Mentions.ConvertAll(m =>
        {
            var mention = Of("Mention", 0, m);
            var mentioned = entity(m.EntityId);
            (mention.Values["rel"], mention.Values["entityId"]) = (mention.Values["relation"], mentioned.GlobalId);
            foreach (var type in new[] { "Person", "Place", "Topic" })
            {
                mention.Values[type.ToLowerInvariant()] = new One(mentioned.Type == type ? mentioned : null);
            }

            return mention;
        }).ToArray();
        return thing;

        Thing[] OfType(string type) => [.. named.Where(n => n.Type == type)];
    }

    private static Thing Of(string type, long id, params object[] rows)
    {
        var thing = new Thing(type, id);
        foreach (var row in rows)
        {
            foreach (var property in row.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                thing.Values[JsonNamingPolicy.CamelCase.ConvertName(property.Name)] = Plain(property.GetValue(row));
            }
        }

        thing.Values["id"] = thing.GlobalId;
        if (thing.Values.TryGetValue("placeKind", out var kind))
        {
            thing.Values["kind"] = kind;
        }

        return thing;
    }

    private static object? Plain(object? value) => value switch
    {
        Enum choice => new Choice(
            JsonNamingPolicy.SnakeCaseUpper.ConvertName(choice.ToString()), Convert.ToInt32(choice, CultureInfo.InvariantCulture)),
        DateTimeOffset time => time.UtcDateTime,
        _ => value,
    };
}
