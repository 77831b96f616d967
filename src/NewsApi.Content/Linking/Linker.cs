using NewsApi.Content.Entities;

namespace NewsApi.Content.Linking;

/// <summary>Finds the people, places and topics that an article names. The README.md of this folder describes the rules.</summary>
internal static class Linker
{
    /// <param name="archive">
    /// For each entity, the number of stored articles that have a tag for it. If null, the result lists the entities that need these
    /// counts.
    /// </param>
    /// <param name="traced">Whether to return every name that was found, with the evidence for or against the link.</param>
    public static LinkedText Link(NameIndex index, LinkInput input, IReadOnlyDictionary<long, int>? archive = null, bool traced = false)
    {
        using var item = new ItemText(input);
        var reading = new ItemReading(index, input, item, archive);

        // 1. Find the names of the index: the longest name at each place.
        NameFinder.Find(index, item, reading.Found, reading.Topics);
        reading.LookUpForms(traced);

        // 2. Collect the countries that the item names.
        PlaceContext.Read(reading);

        // 3. Decide the full names of people. Then decide surnames alone, which may also be names of places.
        var (people, extra) = (new PeopleInItem(), new List<FoundName>());
        FullNames.Read(reading, people, extra);
        SurnameReader.Read(reading, people, extra);

        // 4. Decide places, and people who share a name. Then decide topics among the words that remain.
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
