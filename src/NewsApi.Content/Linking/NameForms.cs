using NewsApi.Content.Entities;

namespace NewsApi.Content.Linking;

/// <summary>The forms in which a text may name an entity.</summary>
internal static class NameForms
{
    public static IEnumerable<FormText> Of(NamedEntity entity)
    {
        foreach (var (i, name) in entity.Aliases.Prepend(entity.Name).Index())
        {
            var bare = entity.Kind == EntityKind.Person ? PersonName.WithoutTitles(name) : name;
            yield return new(bare, i == 0 ? FormKind.Name : IsSurname(bare, entity) ? FormKind.Surname : FormKind.Alias);
            if (AcronymVariant(bare) is { } acronym)
            {
                yield return new(acronym, FormKind.Alias);
            }

            if (entity.Kind == EntityKind.Person && PersonName.WithoutInitials(bare) is { } shorter)
            {
                yield return new(shorter, FormKind.Shortened);
            }

            if (entity.Kind == EntityKind.Place && Unqualified(bare) is { } unqualified)
            {
                yield return new(unqualified, FormKind.Unqualified);
            }
        }

        if (entity is { OwnsSurname: true, Surname: { } surname })
        {
            yield return new(surname, FormKind.Surname);
        }

        foreach (var keyword in entity.Keywords)
        {
            yield return new(keyword, FormKind.Keyword);
        }

        foreach (var demonym in entity.Demonyms)
        {
            yield return new(demonym, FormKind.Demonym);
        }
    }

    private static bool IsSurname(string alias, NamedEntity entity) => entity.Kind == EntityKind.Person
        && (alias == entity.Surname || (!alias.Contains(' ') && entity.Name.Contains(' ')));

    /// <summary>Returns "U.S." for "US", and "US" for "U.S."; null if the name is not an acronym.</summary>
    private static string? AcronymVariant(string name)
    {
        if (name.Length is >= 2 and <= 5 && name.All(char.IsAsciiLetterUpper))
        {
            return $"{string.Join('.', name.AsEnumerable())}.";
        }

        return name.Length is >= 4 and <= 10 && name.Length % 2 == 0
            && name.Index().All(c => c.Index % 2 == 0 ? char.IsAsciiLetterUpper(c.Item) : c.Item == '.')
                ? name.Replace(".", "", StringComparison.Ordinal)
                : null;
    }

    /// <summary>Returns a name of exactly three words without its first word; null for any other name.</summary>
    private static string? Unqualified(string name)
    {
        var first = name.IndexOf(' ', StringComparison.Ordinal);
        return first > 0 && name.AsSpan(first + 1).Count(' ') == 1 && char.IsUpper(name[first + 1]) && !name.Contains(',')
            ? name[(first + 1)..]
            : null;
    }
}
