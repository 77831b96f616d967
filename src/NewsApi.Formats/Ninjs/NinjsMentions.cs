using System.Globalization;
using System.Text.Json;
using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Formats.Items;
using NewsApi.Formats.Json;

namespace NewsApi.Formats.Ninjs;

/// <summary>Reads the people, places and topics of an item.</summary>
internal static class NinjsMentions
{
    /// <returns>
    /// The mentions: first the people, then the places, then the topics. Within each kind, the mentions have the order of the item. Each
    /// entity occurs once, with the strongest of its relations.
    /// </returns>
    public static ValueList<IncomingMention> Read(NinjsItem item, JsonFieldReader reading)
    {
        var mentions = new MentionList();
        Add(EntityKind.Person, NinjsProperty.People);
        Add(EntityKind.Place, NinjsProperty.Places);
        Add(EntityKind.Topic, NinjsProperty.Subjects);
        return mentions.ToValueList();

        void Add(EntityKind kind, NinjsProperty property)
        {
            var list = item.NameOf(property);
            foreach (var (i, value) in reading.List(item[property], list).Index())
            {
                if (!IsSectionOnly(value) && Mention(kind, value, $"{list}[{i}]", reading) is { } mention)
                {
                    mentions.Add(mention);
                }
            }
        }
    }

    /// <summary>
    /// Returns the section. ninjs has no property for the section, but some feeds use a subject whose <c>rel</c> ends with "section".
    /// </summary>
    public static string? Section(NinjsItem item, JsonFieldReader reading)
    {
        foreach (var subject in reading.List(item[NinjsProperty.Subjects], item.NameOf(NinjsProperty.Subjects)))
        {
            if (subject.ValueKind == JsonValueKind.Object
                && JsonFieldReader.Property(subject, "rel") is { ValueKind: JsonValueKind.String } rel
                && rel.GetString() is { } relation && relation.EndsWith("section", StringComparison.OrdinalIgnoreCase))
            {
                return NinjsConcept.Read(subject, item.NameOf(NinjsProperty.Subjects), reading)?.DisplayName;
            }
        }

        return null;
    }

    private static IncomingMention? Mention(EntityKind kind, JsonElement value, string path, JsonFieldReader reading)
    {
        if (NinjsConcept.Read(value, path, reading) is not { } concept || concept.DisplayName is not { } name)
        {
            return null;
        }

        var (relation, relevance) = SplitRelation(concept.Relation);
        var point = kind == EntityKind.Place ? Position(value, path, reading) : null;
        return new IncomingMention
        {
            Kind = kind,
            Name = name,
            Uri = concept.Uri,
            Relation = Relation(kind, relation),
            Relevance = reading.Whole(JsonFieldReader.Property(value, "relevance"), $"{path}.relevance", 0, 100) ?? relevance,
            Latitude = point?.Latitude,
            Longitude = point?.Longitude,
        };
    }

    /// <summary>Returns true for the section of an item that <see cref="NinjsWriter"/> wrote, which is no topic.</summary>
    private static bool IsSectionOnly(JsonElement value) => value.ValueKind == JsonValueKind.Object
        && JsonFieldReader.Property(value, "rel") is { ValueKind: JsonValueKind.String } rel
        && rel.ValueEquals(NinjsMentionWriter.SectionOnly);

    /// <summary>Splits a <c>rel</c> into the relation and the relevance that <see cref="NinjsMentionWriter"/> adds to it.</summary>
    private static (string? Relation, int? Relevance) SplitRelation(string? rel) =>
        rel?.IndexOf(NinjsMentionWriter.RelevanceMark, StringComparison.Ordinal) is >= 0 and { } mark
        && int.TryParse(
            rel.AsSpan(mark + NinjsMentionWriter.RelevanceMark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var percent)
        && percent <= 100
            ? (rel[..mark], percent)
            : (rel, null);

    private static (double Latitude, double Longitude)? Position(JsonElement place, string path, JsonFieldReader reading)
    {
        var geoJson = JsonFieldReader.Property(place, "geoJSON", "geojson");
        if (!JsonFieldReader.IsAbsent(geoJson))
        {
            if (GeoJson.FindProblem(geoJson) is { } problem)
            {
                reading.Warn($"{path}.geoJSON", $"The position '{path}.geoJSON' was left out: {problem}.");
            }

            return GeoJson.Point(geoJson);
        }

        // In 1.x the name of the property is "geometry_" with the kind of geometry.
        foreach (var property in place.EnumerateObject())
        {
            if (property.Name.StartsWith("geometry_", StringComparison.Ordinal) && GeoJson.Point(property.Value) is { } point)
            {
                return point;
            }
        }

        return null;
    }

    /// <summary>
    /// Converts a <c>rel</c>, which is free text. For a person or a place, an unknown value becomes the relation "mentions". For a subject,
    /// an unknown value becomes the relation "about".
    /// </summary>
    private static MentionRelation Relation(EntityKind kind, string? rel)
    {
        if (rel is null)
        {
            return kind == EntityKind.Topic ? MentionRelation.About : MentionRelation.Mentions;
        }

        if (rel.Equals("about", StringComparison.OrdinalIgnoreCase))
        {
            return MentionRelation.About;
        }

        if (kind == EntityKind.Place && rel.Contains("locat", StringComparison.OrdinalIgnoreCase))
        {
            return MentionRelation.Located;
        }

        return kind == EntityKind.Topic
            && !rel.Equals("mentions", StringComparison.OrdinalIgnoreCase) && !rel.Equals("partOf", StringComparison.OrdinalIgnoreCase)
            ? MentionRelation.About
            : MentionRelation.Mentions;
    }
}
