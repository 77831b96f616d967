namespace NewsApi.Formats.Feeds;

/// <summary>What a feed says about all its entries.</summary>
/// <param name="Link">The address of the website, which identifies the feed; else the address of the feed.</param>
/// <param name="Author">The author of entries that name none.</param>
internal sealed record FeedChannel(string? Title, string? Link, string? Language, string? Author = null);
