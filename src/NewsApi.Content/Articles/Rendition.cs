namespace NewsApi.Content.Articles;

/// <summary>One file of a picture, in one size.</summary>
public sealed record Rendition
{
    /// <summary>The URL of the file.</summary>
    public required string Url { get; init; }

    /// <summary>Width in pixels.</summary>
    public int? Width { get; init; }

    /// <summary>Height in pixels.</summary>
    public int? Height { get; init; }

    /// <summary>The IANA media type, such as <c>image/jpeg</c>.</summary>
    public string? ContentType { get; init; }

    /// <summary>The role of the file in the item it came with, such as "thumbnail".</summary>
    public string? Role { get; init; }
}
