namespace NewsApi.Content.Reading.Lists;

/// <summary>A section of the news, such as "Economy".</summary>
/// <param name="Name">The name, as in the field <c>section</c> of articles.</param>
/// <param name="Newest">
/// The publication time of the newest article in the section; null if no article of the section has a publication time.
/// </param>
/// <param name="Count">The number of articles in the section; 0 if the articles were not counted.</param>
public sealed record Section(string Name, DateTime? Newest, int Count);
