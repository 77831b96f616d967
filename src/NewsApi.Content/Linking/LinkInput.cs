using NewsApi.Content.Articles;
using NewsApi.Content.Entities;

namespace NewsApi.Content.Linking;

/// <summary>What the linker reads of an article.</summary>
public sealed record LinkInput
{
    public string Headline { get; init; } = "";

    public string? Summary { get; init; }

    public string? Dateline { get; init; }

    /// <summary>The plain text of the body; spans count its code points.</summary>
    public string? Text { get; init; }

    /// <summary>The ids of what the item or an editor tagged. They win over other meanings of their names.</summary>
    public IReadOnlySet<long> Tagged { get; init; } = new HashSet<long>();

    /// <summary>The kinds of which only <see cref="Tagged"/> are linked, because the item tags that kind itself.</summary>
    public IReadOnlySet<EntityKind> TaggedKinds { get; init; } = new HashSet<EntityKind>();

    /// <summary>The ids of links that an editor removed.</summary>
    public IReadOnlySet<long> Removed { get; init; } = new HashSet<long>();

    public static LinkInput Of(ArticleContent content, string? text) =>
        new() { Headline = content.Headline, Summary = content.Summary, Dateline = content.Dateline, Text = text };
}
