namespace NewsApi.Content.Articles;

/// <summary>An origin of an article, as the source names it (ninjs <c>infoSources</c>).</summary>
public sealed record InformationSource
{
    /// <summary>The name of the organisation or person.</summary>
    public required string Name { get; init; }

    /// <summary>Its role, such as "originator" or "distributor".</summary>
    public string? Role { get; init; }

    /// <summary>Its identifier.</summary>
    public string? Uri { get; init; }
}
