using NewsApi.Content.Importing;
using NewsApi.Tests.Support;

namespace NewsApi.Tests.Host.Access;

/// <summary>
/// Articles that readers may not see, each for another reason. Only these articles name some people, places and topics.
/// </summary>
internal static class HiddenNews
{
    /// <summary>A word in every text of the hidden news.</summary>
    public const string Secret = "zqxsecret";

    /// <summary>A word as long as the secret, in no text at all.</summary>
    public const string Unknown = "zqxunused";

    public static async Task ImportAsync(TestNewsroom newsroom, DateTimeOffset now)
    {
        await newsroom.ImportAsync(Article("draft") with { IsUndated = true });
        await newsroom.ImportAsync(Article("embargoed") with { EmbargoedUntil = now.AddDays(9) });
        await newsroom.ImportAsync(Article("expired") with { Expires = Some.Moment.AddHours(1) });
        await newsroom.ImportAsync(Article("withheld") with { Status = PublishingStatus.Withheld });
        var withdrawn = Article("withdrawn");
        await newsroom.ImportAsync(withdrawn);
        await newsroom.ImportAsync(withdrawn with
        {
            Status = PublishingStatus.Canceled,
            Version = "2",
            VersionCreated = Some.Moment.AddMinutes(2),
            Document = $"{withdrawn.Uri} 2",
        });
    }

    /// <summary>An article whose texts all have the secret. It also names the person, place and topic of the public articles.</summary>
    private static IncomingArticle Article(string why)
    {
        var item = TestNewsroom.Item(
            $"{Secret} {why} headline", TestNewsroom.Person($"{Secret} person"), TestNewsroom.Place($"{Secret} place"),
            TestNewsroom.Topic($"{Secret} topic"), TestNewsroom.Person("Ada"), TestNewsroom.Place("Oslo"), TestNewsroom.Topic("Trade"));
        return item with
        {
            Uri = $"urn:{Secret}:{why}",
            Document = $"{Secret} {why}",
            Content = item.Content with
            {
                Kicker = $"{Secret} kicker",
                Summary = $"{Secret} summary",
                Byline = $"{Secret} byline",
                Dateline = $"{Secret} dateline",
                Body = $"<p>{Secret} body about trade in Oslo</p>",
                Section = $"{Secret} section",
                Genre = $"{Secret} genre",
                Source = $"{Secret} source",
                SeoTitle = $"{Secret} title",
                SeoDescription = $"{Secret} description",
                Urgency = 7,
                Images =
                [
                    new()
                    {
                        Url = $"https://pictures.example/{Secret}.jpg",
                        Caption = $"{Secret} caption",
                        Credit = $"{Secret} credit",
                        AltText = $"{Secret} alternative",
                    },
                ],
            },
        };
    }
}
