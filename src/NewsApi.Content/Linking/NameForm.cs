namespace NewsApi.Content.Linking;

/// <summary>A form of an entity's name in the index.</summary>
/// <param name="Next">The index of the next form with the same words; negative for the last form.</param>
internal readonly record struct NameForm(NamedEntity Entity, FormKind Kind, FormFlags Flags, int Next);
