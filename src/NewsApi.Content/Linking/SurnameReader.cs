using NewsApi.Content.Entities;

namespace NewsApi.Content.Linking;

/// <summary>Finds surnames that stand alone, after the full name.</summary>
internal static class SurnameReader
{
    /// <summary>
    /// Links each surname that stands alone after the full name. A place or topic with the same letters is then not linked at these tokens.
    /// </summary>
    public static void Read(ItemReading reading, PeopleInItem people, List<FoundName> extra)
    {
        var tokens = reading.Item.Tokens;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Shape is TokenShape.Lower or TokenShape.Number
                || !people.TryFind(tokens, i, !reading.Item.IsInBody(i), out var person, out var last))
            {
                continue;
            }

            var at = reading.NameAt(i);
            if (at >= 0 && IsFirmer(reading, reading.Found[at], i, last))
            {
                i = reading.Found[at].Last;
                continue;
            }

            var neighbours = Neighbours.Read(reading, i, last, EntityKind.Person, isFull: false, isDotted: false);
            if (!NameRules.IsSurname(reading, i, last, neighbours))
            {
                continue;
            }

            if (at >= 0)
            {
                reading.Decide(at, null, LinkEvidence.AnotherPerson);
            }

            if (person is not null)
            {
                extra.Add(new FoundName(i, last, 0, false)
                {
                    Entity = person,
                    Evidence = LinkEvidence.SurnameAfterName | (neighbours & LinkEvidence.Title),
                    IsDecided = true,
                });
            }

            i = last;
        }
    }

    // Whether another name takes precedence over the surname: a longer or decided name, or a place after a word such as "in" ("in
    // Jackson").
    private static bool IsFirmer(ItemReading reading, in FoundName name, int first, int last)
    {
        if (name.Entity is not null || name.First < first || name.Last > last)
        {
            return true;
        }

        return Array.Exists(name.Forms, c => c.Entity.Kind == EntityKind.Place)
            && (Neighbours.Read(reading, first, last, EntityKind.Place, isFull: false, isDotted: false) & LinkEvidence.Locative) != 0;
    }
}
