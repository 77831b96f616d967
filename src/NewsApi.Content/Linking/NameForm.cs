namespace NewsApi.Content.Linking;

/// <summary>A form of an entity's name, as the index holds it.</summary>
/// <param name="Next">The next form of the same words; negative after the last.</param>
internal readonly record struct NameForm(NamedEntity Entity, FormKind Kind, FormFlags Flags, int Next);
