using Microsoft.Extensions.DependencyInjection;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Publishing;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Subscriptions;

/// <summary>Editors who do everything that editors can, in a random order.</summary>
internal static class RandomEditors
{
    /// <summary>The words of the texts that they write, besides those of their headlines.</summary>
    public static IReadOnlyList<string> Words { get; } =
        ["harbour", "bridges", "bridge", "Häuser", "Haus", "ferry", "night-train", "said", "sailing", "Ærø"];

    /// <summary>The names that they give to people.</summary>
    public static IReadOnlyList<string> Names { get; } = ["Ferry Said", "Oslo", "Nora Bridges", "Øystein Haus"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Everything that editors do, in any order; what is rejected is none of our business here.</summary>
    /// <param name="renames">Whether people get other names too, which lists that ask for people by name do not hear of.</param>
    /// <returns>How many acts were done.</returns>
    public static async Task<int> WriteAsync(TestServer server, Random random, int acts, bool renames = false)
    {
        var newsroom = server.Service.Services.GetRequiredService<ArticleCommands>();
        long[] entities = await server.Database.ScalarAsync<long[]>("select array_agg(id) from entity");
        var desk = server.Service.Services.GetRequiredService<EntityCommands>();
        long[] people = await server.Database.ScalarAsync<long[]>("select array_agg(id) from entity where kind = 1");
        var ids = (await server.Database.ScalarAsync<long[]>("select array_agg(id) from article")).ToList();
        var done = 0;
        for (var i = 0; i < acts; i++)
        {
            if (i % 40 == 39)
            {
                // People, because what lies within what is not told to lists that ask for it by name.
                await desk.MergeAsync(people[random.Next(people.Length)], people[random.Next(people.Length)], Cancel);
            }

            if (renames && i % 10 == 5)
            {
                var person = people[random.Next(people.Length)];
                await desk.UpsertAsync(EntityKind.Person, person, d => Renamed(d ?? new() { Name = "Ada" }), Cancel);
            }

            var id = ids[random.Next(ids.Count)];
            var act = random.Next(9) switch
            {
                0 => newsroom.CreateAsync(Draft(), Cancel),
                1 or 2 => newsroom.PublishAsync(
                    id, null, random.Next(3) == 0 ? DateTimeOffset.UtcNow.AddMilliseconds(random.Next(2_000)) : null, Cancel),
                3 => newsroom.WithdrawAsync(id, null, null, Cancel),
                4 => newsroom.UpdateAsync(
                    id, null, d => d with { ExpiresAt = DateTimeOffset.UtcNow.AddMilliseconds(200 + random.Next(2_000)) }, Cancel),
                5 => newsroom.CorrectAsync(
                    id, null, "A name was wrong.", d => d with { Content = d.Content with { Byline = "By another" } }, Cancel),
                _ => newsroom.UpdateAsync(id, null, _ => Draft() with { Uri = null }, Cancel),
            };
            if (await act is CommandResult<ArticleRef>.Committed { Value: var standing })
            {
                done++;
                ids.Add(standing.Id);
            }
        }

        return done;

        ArticleDraft Draft() => new()
        {
            Content = new ArticleContent
            {
                Headline = random.Next(2) == 0 ? "A northern light" : "The southern harbour, 50% off_season",
                Kicker = random.Next(4) == 0 ? Pick() : null,
                Summary = random.Next(4) == 0 ? Pick() : null,
                Language = random.Next(2) == 0 ? "en" : "de",
                Section = random.Next(3) == 0 ? null : "Economy",
                Urgency = random.Next(2) == 0 ? null : random.Next(1, 10),
                Body = random.Next(8) == 0 ? null : $"<p>It was {Pick()}.</p><ul><li>{Pick()} &amp; {Pick()}</li></ul>",
            },
            Mentions = [.. entities.Where(_ => random.Next(8) == 0).Select(e => new DraftMention(e))],
        };

        EntityDraft Renamed(EntityDraft draft) => random.Next(2) == 0
            ? draft with { Name = $"{Names[random.Next(Names.Count)]} Banks" }
            : draft with { Aliases = random.Next(3) == 0 ? [] : [Names[random.Next(Names.Count)]] };

        string Pick() => Words[random.Next(Words.Count)];
    }
}
