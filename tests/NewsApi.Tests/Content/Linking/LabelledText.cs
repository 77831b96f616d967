namespace NewsApi.Tests.Content.Linking;

/// <summary>A text with what must be linked in it, what may be, and what must not.</summary>
internal sealed record LabelledText(string Text, string[] Kinds, List<Label> Expected, List<Label> Optional, List<Label> Forbidden);
