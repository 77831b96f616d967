namespace NewsApi.Content.Articles;

/// <summary>An organisation or person that the article comes from, as the publisher names it (ninjs <c>infoSources</c>).</summary>
public sealed record InformationSource
{
    /// <summary>The name of the organisation or person.</summary>
    public required string Name { get; init; }

    /// <summary>The role of the organisation or person, such as "originator" or "distributor".</summary>
    public string? Role { get; init; }

    /// <summary>The identifier of the organisation or person.</summary>
    public string? Uri { get; init; }
}
