namespace NewsApi.Content.Articles;

/// <summary>The point of a picture that must stay visible if the picture is cropped.</summary>
public sealed record FocalPoint
{
    /// <summary>The distance from the left edge, as a share of the width: from 0 to 1.</summary>
    public required double X { get; init; }

    /// <summary>The distance from the top edge, as a share of the height: from 0 to 1.</summary>
    public required double Y { get; init; }
}
