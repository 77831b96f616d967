namespace NewsApi.Content.Linking;

/// <summary>A form of a name before it is indexed.</summary>
internal readonly record struct FormText(string Text, FormKind Kind);
