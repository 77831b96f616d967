using NewsApi.Content.Articles;
using NewsApi.Content.Entities;

namespace NewsApi.Content.Linking;

/// <summary>The parts of an article that the linker reads.</summary>
public sealed record LinkInput
{
    public string Headline { get; init; } = "";

    public string? Summary { get; init; }

    public string? Dateline { get; init; }

    /// <summary>The plain text of the body. Spans count its code points.</summary>
    public string? Text { get; init; }

    /// <summary>
    /// The ids of the entities that the item or an editor tagged. A tagged entity wins over other entities with its name.
    /// </summary>
    public IReadOnlySet<long> Tagged { get; init; } = new HashSet<long>();

    /// <summary>
    /// The kinds of entity that the item tags itself. The linker links an entity of these kinds only if the entity is in <see
    /// cref="Tagged"/>.
    /// </summary>
    public IReadOnlySet<EntityKind> TaggedKinds { get; init; } = new HashSet<EntityKind>();

    /// <summary>The ids of the entities whose links an editor removed.</summary>
    public IReadOnlySet<long> Removed { get; init; } = new HashSet<long>();

    public static LinkInput Of(ArticleContent content, string? text) =>
        new() { Headline = content.Headline, Summary = content.Summary, Dateline = content.Dateline, Text = text };
}
