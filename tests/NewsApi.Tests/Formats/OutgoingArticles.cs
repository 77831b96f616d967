using CsCheck;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Content.Outgoing;

namespace NewsApi.Tests.Formats;

/// <summary>Articles for the tests of the writers.</summary>
internal static class OutgoingArticles
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 24, 9, 30, 0, TimeSpan.Zero);

    private static readonly Gen<string> Words = Pick(
        "Bridge", "AT&T", "Marks &amp; Spencer",
        "<b>bold</b>", "\"quoted\"", "Übergröße", "桥", "\U0001F3C3", "]]>", "a < b", "&lt;", "\\", "'",
        "100 %", "e\u0301");

    private static readonly Gen<string> Line = Words.Array[1, 4].Select(words => string.Join(' ', words));

    private static readonly Gen<string?> MaybeLine = Maybe(Line);

    private static readonly Gen<DateTimeOffset?> MaybeTime =
        Gen.Select(Gen.Int[-5_000_000, 5_000_000], Gen.Bool, (tenths, has) =>
            has ? (DateTimeOffset?)Morning.AddMilliseconds(tenths * 100.0) : null);

    private static readonly Gen<Rendition> AnyRendition = Gen.Select(
        Gen.Int[1, 9_999], Pick(".jpg", ".png", "", ".tiff"), Pick<string?>(null, "image/jpeg", "image/tiff"),
        Maybe(Gen.Const("thumbnail")), Gen.Int[0, 4_000])
        .Select((number, extension, type, role, width) => new Rendition
        {
            Url = $"https://pictures.example/{number}{extension}?a=1&b=2",
            ContentType = type,
            Role = role,
            Width = width == 0 ? null : width,
            Height = width == 0 ? null : 480,
        });

    private static readonly Gen<Image> AnyImage =
        Gen.Select(AnyRendition.Array[1, 3], Gen.Int[0, 2], MaybeLine, MaybeLine, MaybeLine, Maybe(Gen.Const("main")), Gen.Int[-1, 480])
            .Select((all, chosen, caption, credit, alt, role, focus) =>
            {
                Rendition[] renditions = [.. all.DistinctBy(rendition => rendition.Url)];
                var best = renditions[chosen % renditions.Length];
                return new Image
                {
                    Url = best.Url,
                    Width = best.Width,
                    Height = best.Height,
                    ContentType = best.ContentType,
                    Role = role ?? best.Role,
                    Caption = caption,
                    Credit = credit,
                    AltText = alt,
                    FocalPoint = focus < 0 || best.Width is not { } width
                        ? null
                        : new FocalPoint { X = focus % (width + 1) / (double)width, Y = focus / 480.0 },
                    Renditions = [.. renditions],
                };
            });

    private static readonly Gen<OutgoingMention> AnyMention = Gen.Select(
        Gen.Int[0, 2], Gen.Int[0, 999_999], Line, Gen.Bool, Gen.Int[0, 2], Gen.Int[-50, 100], Gen.Double[-90, 90])
        .Select((kind, number, name, hasUri, relation, relevance, latitude) => new OutgoingMention
        {
            Entity = new OutgoingEntity
            {
                Kind = (EntityKind)(kind + (int)EntityKind.Person),
                Slug = "",
                Name = $"{name} {number}",
                Uri = hasUri ? $"urn:example:{number}" : null,
                Latitude = kind == 1 && relevance > 0 ? latitude : null,
                Longitude = kind == 1 && relevance > 0 ? latitude * 2 : null,
            },
            Relation = relation == 0 ? MentionRelation.About
                : relation == 1 && kind == 1 ? MentionRelation.Located
                : MentionRelation.Mentions,
            Relevance = relevance < 0 ? null : relevance,
        });

    private static readonly Gen<InformationSource> AnySource =
        Gen.Select(Line, Maybe(Pick("originator", "distributor")), Maybe(Gen.Const("urn:example:source")))
            .Select((name, role, uri) => new InformationSource { Name = name, Role = role, Uri = uri });

    private static readonly Gen<ArticleContent> Text = Gen.Select(Line, MaybeLine, MaybeLine, MaybeLine, MaybeLine, MaybeLine)
        .Select((headline, kicker, summary, byline, dateline, section) => new ArticleContent
        {
            Headline = headline,
            Kicker = kicker,
            Summary = summary,
            Byline = byline,
            Dateline = dateline,
            Section = section,
            Language = kicker is null ? LanguageTag.Unknown : "en-GB",
            Body = summary is null ? null : $"<p>{summary.Replace("<", "&lt;", StringComparison.Ordinal)}</p>",
        });

    private static readonly Gen<ArticleContent> Rest =
        Gen.Select(MaybeLine, Gen.Int[0, 9], AnySource.Array[0, 3], MaybeLine, MaybeLine, MaybeLine, AnyImage.Array[0, 3])
            .Select((genre, urgency, sources, source, seoTitle, seoDescription, images) => new ArticleContent
            {
                Headline = "",
                Language = "",
                Genre = genre,
                Urgency = urgency == 0 ? null : urgency,
                Sources = [.. sources],
                Source = source ?? MainOf(sources),
                SeoTitle = seoTitle,
                SeoDescription = seoDescription,
                CanonicalUrl = urgency > 4 ? "https://news.example/a?b=1&c=2" : null,
                Images = [.. images.DistinctBy(image => image.Url)],
            });

    /// <summary>Any article that a reader can have made.</summary>
    public static readonly Gen<OutgoingArticle> Any =
        Gen.Select(Text, Rest, AnyMention.Array[0, 4], MaybeTime, MaybeTime, Pick(Enum.GetValues<PublishingStatus>()), MaybeLine)
            .Select((text, rest, mentions, first, second, status, version) => new OutgoingArticle
            {
                Uri = "urn:example:a?b=1",
                Slug = "",
                Version = version,
                VersionCreated = second,
                FirstCreated = first,
                Status = status,
                EmbargoedUntil = second?.AddDays(1),
                Expires = first?.AddDays(9),
                Content = text with
                {
                    Genre = rest.Genre,
                    Urgency = rest.Urgency,
                    Source = rest.Source,
                    Sources = rest.Sources,
                    SeoTitle = rest.SeoTitle,
                    SeoDescription = text.Summary is null ? null : rest.SeoDescription,
                    CanonicalUrl = rest.CanonicalUrl,
                    Images = rest.Images,
                },
                Mentions =
                [
                    .. mentions.DistinctBy(m => m.Entity.Name).DistinctBy(m => m.Entity.Uri ?? m.Entity.Name).OrderBy(m => m.Entity.Kind),
                ],
            });

    /// <summary>An article with a value in every property.</summary>
    public static OutgoingArticle Full { get; } = new()
    {
        Uri = "urn:example:full",
        Slug = "harbour-bridge-reopens",
        Version = "7",
        VersionCreated = Morning.AddHours(1),
        FirstCreated = Morning,
        EmbargoedUntil = Morning.AddMinutes(5),
        Expires = Morning.AddYears(5),
        WordCount = 2,
        Content = new ArticleContent
        {
            Headline = "Harbour bridge reopens",
            Kicker = "Roads",
            Summary = "After nine years & a flood, the first bus crosses.",
            Byline = "By Ada Example",
            Dateline = "Leipzig",
            Language = "en-GB",
            Body = "<p>Nine years.</p>",
            Section = "Economy & trade",
            Genre = "News",
            Urgency = 3,
            Source = "Example Agency",
            CanonicalUrl = "https://agency.example/bridge",
            SeoTitle = "Bridge open again",
            SeoDescription = "All about the bridge.",
            Images =
            [
                new Image
                {
                    Url = "https://pictures.example/bridge.jpg",
                    Width = 1600,
                    Height = 900,
                    ContentType = "image/jpeg",
                    Role = "main",
                    Caption = "The bridge",
                    Credit = "Photo: Bo",
                    AltText = "A bridge at dawn",
                    FocalPoint = new FocalPoint { X = 0.5, Y = 0.25 },
                },
            ],
            Sources = [new InformationSource { Name = "Example Agency", Role = "originator", Uri = "urn:example:agency" }],
        },
        Mentions =
        [
            new OutgoingMention
            {
                Entity = new OutgoingEntity { Kind = EntityKind.Person, Slug = "ada", Name = "Ada Example", Uri = "urn:example:ada" },
            },
            new OutgoingMention
            {
                Entity = new OutgoingEntity
                {
                    Kind = EntityKind.Place, Slug = "leipzig", Name = "Leipzig", Latitude = 51.34, Longitude = 12.37, CountryCode = "DE",
                },
                Relation = MentionRelation.Located,
            },
            new OutgoingMention
            {
                Entity = new OutgoingEntity { Kind = EntityKind.Topic, Slug = "roads", Name = "Roads", Code = "medtop:20000001" },
                Relation = MentionRelation.About,
                Relevance = 90,
            },
        ],
    };

    /// <summary>The article as it would leave, if what came in were stored unchanged.</summary>
    public static OutgoingArticle Of(IncomingArticle article) => new()
    {
        Uri = article.Uri,
        Slug = "",
        Version = article.Version,
        VersionCreated = article.VersionCreated,
        FirstCreated = article.FirstCreated,
        Status = article.Status,
        EmbargoedUntil = article.EmbargoedUntil,
        Expires = article.Expires,
        Content = article.Content with
        {
            Images = [.. article.Content.Images.Select(image => image with { Renditions = [.. image.AllRenditions()] })],
        },
        Mentions =
        [
            .. article.Mentions.OrderBy(mention => mention.Kind).Select(mention => new OutgoingMention
            {
                Entity = new OutgoingEntity
                {
                    Kind = mention.Kind,
                    Slug = "",
                    Name = mention.Name,
                    Uri = mention.Uri,
                    Latitude = mention.Latitude,
                    Longitude = mention.Longitude,
                },
                Relation = mention.Relation,
                Relevance = mention.Relevance,
            }),
        ],
    };

    private static string? MainOf(InformationSource[] sources) =>
        (Array.Find(sources, source => source.Role == "originator") ?? sources.FirstOrDefault())?.Name;

    private static Gen<string?> Maybe(Gen<string> gen) => Gen.Select(gen, Gen.Bool, (value, has) => has ? value : null);

    private static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);
}
