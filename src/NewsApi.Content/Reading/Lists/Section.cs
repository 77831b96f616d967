namespace NewsApi.Content.Reading.Lists;

/// <summary>A section of the news, such as "Economy".</summary>
/// <param name="Name">The name, as articles have it in `section`.</param>
/// <param name="Newest">When the newest article of the section was published; null if none was.</param>
/// <param name="Count">How many articles the section has.</param>
public sealed record Section(string Name, DateTime? Newest, int Count);
