namespace NewsApi.Content.Articles;

/// <summary>A picture of an article.</summary>
public sealed record Image
{
    /// <summary>The URL of the picture in its best rendition.</summary>
    public required string Url { get; init; }

    /// <summary>The caption: what the picture shows.</summary>
    public string? Caption { get; init; }

    /// <summary>The maker of the picture, as it is printed.</summary>
    public string? Credit { get; init; }

    /// <summary>A description for readers who do not see the picture.</summary>
    public string? AltText { get; init; }

    /// <summary>The width in pixels.</summary>
    public int? Width { get; init; }

    /// <summary>The height in pixels.</summary>
    public int? Height { get; init; }

    /// <summary>The IANA media type, such as <c>image/jpeg</c>.</summary>
    public string? ContentType { get; init; }

    /// <summary>The role of the picture in the imported item, such as "main".</summary>
    public string? Role { get; init; }
}
