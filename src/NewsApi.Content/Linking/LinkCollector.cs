using NewsApi.Content.Articles;

namespace NewsApi.Content.Linking;

/// <summary>Collects the names that are linked to an entity. Makes one link for each entity, with its spans and its relevance.</summary>
internal static class LinkCollector
{
    private const int Base = 20;
    private const int ForHeadline = 30;
    private const int ForBeginning = 20;
    private const int ForDateline = 10;
    private const int ForRepetition = 5;
    private const int MostForRepetition = 20;
    private const int Beginning = 400; // characters of the body

    public static List<Link> Collect(ItemReading reading, List<FoundName> names)
    {
        var found = new Dictionary<long, Occurrences>();
        var order = new List<Occurrences>();
        var positions = new CodePoints(reading.Item.Text, reading.Item.BodyStart);
        foreach (var name in names)
        {
            if (name.Entity is not { } entity || !IsAllowed(reading, entity))
            {
                continue;
            }

            if (!found.TryGetValue(entity.Id, out var occurrences))
            {
                found.Add(entity.Id, occurrences = new Occurrences(entity));
                order.Add(occurrences);
            }

            occurrences.Add(reading, name, ref positions);
        }

        return order.ConvertAll(o => o.ToLink());
    }

    private static bool IsAllowed(ItemReading reading, NamedEntity entity) => reading.Input.Tagged.Contains(entity.Id)
        || (!reading.Input.TaggedKinds.Contains(entity.Kind) && !reading.Input.Removed.Contains(entity.Id));

    private sealed class Occurrences(NamedEntity entity)
    {
        private readonly List<Span> _spans = [];
        private LinkEvidence _evidence;
        private int _names;
        private bool _isInHeadline;
        private bool _isAtBeginning;

        public void Add(ItemReading reading, in FoundName name, ref CodePoints positions)
        {
            var item = reading.Item;
            _evidence |= name.Evidence;
            _isInHeadline |= item.IsInHeadline(name.First);
            _names += item.IsInDateline(name.First) ? 0 : 1;
            if (!item.IsInBody(name.First))
            {
                return;
            }

            var (start, end) = (item.Tokens[name.First].Start, EndOf(reading, name));
            _isAtBeginning |= start - item.BodyStart < Beginning;
            var first = positions.At(start);
            _spans.Add(new Span(first, positions.At(end)));
        }

        public Link ToLink()
        {
            var relevance = Base + (_isInHeadline ? ForHeadline : 0) + (_isAtBeginning ? ForBeginning : 0)
                + ((_evidence & LinkEvidence.Dateline) != 0 ? ForDateline : 0)
                + Math.Clamp((_names - 1) * ForRepetition, 0, MostForRepetition);
            var evidence = _evidence | (_isInHeadline ? LinkEvidence.Headline : 0) | (_names > 1 ? LinkEvidence.Repeated : 0);
            var isLocated = (_evidence & LinkEvidence.Dateline) != 0;
            return new Link(
                entity, isLocated ? MentionRelation.Located : MentionRelation.Mentions, relevance, [.. _spans], evidence);
        }

        // The full stop of "U.S." belongs to the name.
        private int EndOf(ItemReading reading, in FoundName name)
        {
            var end = reading.Item.Tokens[name.Last].End;
            if (name.Node == 0 || !NameRules.EndsWithDot(reading.Item.Text, end))
            {
                return end;
            }

            return Array.Exists(name.Forms, c => c.Entity == entity && (c.Flags & FormFlags.EndsWithDot) != 0) ? end + 1 : end;
        }
    }
}
