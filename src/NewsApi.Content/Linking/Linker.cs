using NewsApi.Content.Entities;

namespace NewsApi.Content.Linking;

/// <summary>Finds the people, places and topics that an article names. README.md has the rules.</summary>
internal static class Linker
{
    /// <param name="archive">How often the archive names an entity; null to learn which names only that could decide.</param>
    /// <param name="traced">Whether to return every name that was found, with the reason.</param>
    public static LinkedText Link(NameIndex index, LinkInput input, IReadOnlyDictionary<long, int>? archive = null, bool traced = false)
    {
        using var item = new ItemText(input);
        var reading = new ItemReading(index, input, item, archive);

        // 1. Every name of the index, the longest at each place.
        NameFinder.Find(index, item, reading.Found, reading.Topics);
        reading.LookUpForms(traced);

        // 2. The countries that the item speaks of.
        PlaceContext.Read(reading);

        // 3. Full names of people; then surnames alone, which may be places too.
        var (people, extra) = (new PeopleInItem(), new List<FoundName>());
        FullNames.Read(reading, people, extra);
        SurnameReader.Read(reading, people, extra);

        // 4. Places, and people of one name; then topics, which are what is left.
        for (var i = 0; i < reading.Found.Count; i++)
        {
            Decide(reading, i);
        }

        TopicRules.Decide(reading, extra);

        var names = reading.Found.Concat(extra).Concat(reading.Topics).Where(n => n.IsDecided).OrderBy(n => n.First).ToList();
        return new LinkedText(LinkCollector.Collect(reading, names), [.. reading.Undecided.Order()])
        {
            Traces = traced ? [.. names.Select(n => Trace(reading, n))] : [],
        };
    }

    private static void Decide(ItemReading reading, int i)
    {
        var name = reading.Found[i];
        if (name.IsDecided)
        {
            return;
        }

        if (name.Forms.Length == 0 || (name.IsOfLargeVocabulary && !NameRules.Matters(reading, name)))
        {
            reading.Decide(i, null, LinkEvidence.TooWeak);
            return;
        }

        var people = Array.FindAll(name.Forms, c => c.Entity.Kind == EntityKind.Person);
        var places = Array.FindAll(name.Forms, c => c.Entity.Kind == EntityKind.Place && c.Kind != FormKind.Demonym);
        var (entity, evidence) = (default(NamedEntity), LinkEvidence.None);
        if (places.Length > 0)
        {
            (entity, evidence) = NameRules.Place(reading, name, places);
        }

        if (people.Length > 0 && (entity is null || (evidence & LinkEvidence.Locative) == 0))
        {
            var (person, its) = NameRules.Person(reading, name, people);
            if (person is not null && (entity is null || (its & (LinkEvidence.Title | LinkEvidence.Tagged)) != 0
                || entity.IsOfLargeVocabulary))
            {
                (entity, evidence) = (person, its);
            }
            else if (places.Length == 0)
            {
                evidence = its;
            }
        }

        if (people.Length + places.Length > 0)
        {
            reading.Decide(i, entity, evidence);
        }
    }

    private static LinkTrace Trace(ItemReading reading, in FoundName name)
    {
        var (start, end) = (reading.Item.Tokens[name.First].Start, reading.Item.Tokens[name.Last].End);
        return new LinkTrace(
            reading.Item.Text[start..end], start, name.Entity, name.Evidence, [.. name.Forms.Select(c => c.Entity)]);
    }
}
