namespace NewsApi.Content.Importing;

/// <summary>
/// A warning about an item that was imported nevertheless. Warnings of one <paramref name="Name"/> are reported once, with their count.
/// </summary>
public sealed record ImportWarning(string Name, string Message);
