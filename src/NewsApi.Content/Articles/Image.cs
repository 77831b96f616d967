namespace NewsApi.Content.Articles;

/// <summary>A picture of an article.</summary>
public sealed record Image
{
    /// <summary>The URL of the picture in its best rendition.</summary>
    public required string Url { get; init; }

    /// <summary>The caption: what the picture shows.</summary>
    public string? Caption { get; init; }

    /// <summary>The printed name of the person or agency that made the picture.</summary>
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

    /// <summary>The point that must stay visible if the picture is cropped; null if the publisher or editor has given no point.</summary>
    public FocalPoint? FocalPoint { get; init; }

    /// <summary>
    /// The files of the picture in all sizes, in the order that the publisher or editor has given. The best rendition is one of these
    /// files.
    /// </summary>
    public ValueList<Rendition> Renditions { get; init; } = [];

    /// <summary>
    /// Returns the renditions. If no renditions are stored, returns the picture itself as the only rendition. This is needed for articles
    /// that an older version of the program stored without renditions.
    /// </summary>
    public IReadOnlyList<Rendition> AllRenditions() => Renditions.Count > 0
        ? Renditions
        : [new Rendition { Url = Url, Width = Width, Height = Height, ContentType = ContentType, Role = Role }];

    /// <summary>
    /// Returns the URL of the narrowest rendition that has at least the given width. If every rendition is narrower, returns the URL of the
    /// widest rendition. Only renditions that browsers show are considered, and of these only renditions with the shape of the best
    /// rendition if there are other renditions with that shape. A rendition of another shape is a crop. If the width is null or no
    /// rendition has a width, returns the URL of the best rendition.
    /// </summary>
    public string FindUrl(int? width)
    {
        var shown = AllRenditions().Where(r => r.Width is not null && BrowserPictures.IsShown(r.ContentType, r.Url)).OrderBy(r => r.Width);
        var sized = shown.Where(HasShape).ToList() is { Count: > 1 } uncropped ? uncropped : [.. shown];
        return width is null ? Url : (sized.Find(r => r.Width >= width) ?? sized.LastOrDefault())?.Url ?? Url;
    }

    // The heights of scaled files are rounded to pixels, so the ratios differ a little.
    private bool HasShape(Rendition rendition) =>
        Width is not { } width || Height is not { } height || rendition.Height is not { } its
        || Math.Abs(((double)rendition.Width.GetValueOrDefault() * height / ((double)its * width)) - 1) < 0.03;
}
