namespace NewsApi.Content.Reading.Lists;

/// <summary>Where the rows of a list come from, which decides what some columns are called there.</summary>
internal enum Scope
{
    /// <summary>The list's own table.</summary>
    Everything,

    /// <summary>The mentions of an entity, and the articles with them.</summary>
    OfEntity,
}
