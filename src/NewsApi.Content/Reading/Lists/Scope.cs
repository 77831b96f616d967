namespace NewsApi.Content.Reading.Lists;

/// <summary>The source from which a statement takes the rows of a list. The source decides the names of some columns.</summary>
internal enum Scope
{
    /// <summary>The list's own table.</summary>
    Table,

    /// <summary>The mentions of an entity, joined with their articles.</summary>
    Mentions,
}
