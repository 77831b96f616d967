using NewsApi.Content.Entities;

namespace NewsApi.Content.Linking;

/// <summary>
/// Decides which topics an item is about. One occurrence suffices for a name of several words and for a keyword of the gazetteer. Any other
/// single word needs three occurrences, and an everyday word ("Trade", "Lead", "Results") needs four. An occurrence in the headline counts
/// twice.
/// </summary>
internal static class TopicRules
{
    private const int Enough = 3;
    private const int EnoughForWord = 4;

    /// <summary>
    /// Decides for every name of a topic whether it is linked. Skips a name if its words are part of another name, or mean a person or
    /// place.
    /// </summary>
    /// <param name="extra">The surnames that are linked in addition to the found names.</param>
    public static void Decide(ItemReading reading, List<FoundName> extra)
    {
        var occurrences = new Dictionary<NamedEntity, Occurrences>();
        for (var i = 0; i < reading.Topics.Count; i++)
        {
            var name = reading.Topics[i];
            if (IsTaken(reading, name, extra) || IsPartOfName(reading, name))
            {
                continue;
            }

            var (topic, evidence) = CandidateChoice.Choose(reading, name, name.Forms);
            if (topic is not null)
            {
                if (!occurrences.TryGetValue(topic, out var its))
                {
                    occurrences.Add(topic, its = new Occurrences());
                }

                its.Add(reading, i, name, evidence);
            }
        }

        foreach (var (topic, its) in occurrences)
        {
            var isEnough = its.IsCertain || reading.Input.Tagged.Contains(topic.Id)
                || its.Weight >= (its.IsWord ? EnoughForWord : Enough);
            foreach (var (i, evidence) in its.Names)
            {
                reading.DecideTopic(i, isEnough ? topic : null, isEnough ? evidence : evidence | LinkEvidence.TooWeak);
            }
        }
    }

    // "Rice" is taken if it means Condoleezza Rice. "Iraq sanctions" is not taken by the shorter name "Iraq".
    private static bool IsTaken(ItemReading reading, in FoundName topic, List<FoundName> extra)
    {
        var (first, last) = (topic.First, topic.Last);
        return extra.Exists(Covers)
            || (reading.NameAt(first) is var at and >= 0 && Covers(reading.Found[at]) && IsMeant(reading.Found[at]));

        bool Covers(FoundName name) => name.First <= first && name.Last >= last;

        static bool IsMeant(FoundName name) => name.Entity is not null || (name.Evidence & LinkEvidence.AnotherPerson) != 0;
    }

    // In "Natural Gas Pipeline Co", a word with a capital among others is part of a name.
    private static bool IsPartOfName(ItemReading reading, in FoundName name) =>
        reading.Item.IsNameLike(name.First) && !reading.Item.BeginsSentence(name.First)
        && Neighbours.Read(reading, name.First, name.Last, EntityKind.Topic, isFull: false, isDotted: false)
            .HasFlag(LinkEvidence.LongerName);

    private sealed class Occurrences
    {
        public List<(int Name, LinkEvidence Evidence)> Names { get; } = [];

        public bool IsCertain { get; private set; }

        public bool IsWord { get; private set; }

        public int Weight { get; private set; }

        public void Add(ItemReading reading, int index, in FoundName name, LinkEvidence evidence)
        {
            Names.Add((index, evidence));
            IsCertain |= name.Tokens > 1 || (evidence & LinkEvidence.Keyword) != 0;
            IsWord |= Words.Is(reading.Item.Tokens[name.First].Hash, WordKinds.Word);
            Weight += reading.Item.IsInHeadline(name.First) ? 2 : 1;
        }
    }
}
