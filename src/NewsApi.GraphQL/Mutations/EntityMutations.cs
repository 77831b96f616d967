using System.Text.Json;
using NewsApi.Content;
using NewsApi.Content.Entities;
using NewsApi.Content.Publishing;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Filtering;

namespace NewsApi.GraphQL.Mutations;

/// <summary>Declares the mutations of people, places and topics: upsert, merge and delete for each kind.</summary>
internal static class EntityMutations
{
    /// <summary>The fields that a client may leave out but may not set to null.</summary>
    private static readonly string[] NotNull = ["name", "public"];

    public static IEnumerable<Mutation> CreateAll() => Enum.GetValues<EntityKind>().SelectMany(CreateAll);

    private static IEnumerable<Mutation> CreateAll(EntityKind kind)
    {
        var table = ContentTable.Of(kind);
        var noun = table.Name.ToLowerInvariant();
        yield return new(
            $"upsert{table.Name}",
            $"Creates or changes a {noun}. A field that is left out keeps its value; null removes the value.",
            table,
            [
                typeof(PublishingError.NotFound), typeof(PublishingError.InvalidValue), typeof(PublishingError.UriTaken),
                typeof(PublishingError.SlugTaken), typeof(PublishingError.Circle), typeof(PublishingError.Busy),
            ],
            async (context, input, token) =>
                RejectNulls(input)
                ?? Show(table, await context.Entities.UpsertAsync(kind, ReadId(input, "id", table), ReadEdit(kind, input), token)))
        {
            // A person has no parent, so it cannot lie within itself.
            UnusedErrors = kind == EntityKind.Person ? [typeof(PublishingError.Circle)] : [],
            AddInputs = input =>
            {
                input.Field("id", TypeRefs.Named("ID"), $"The {noun} to change. If it is left out, a new {noun} is created.");
                AddContent(kind, input);
            },
        };
        yield return new(
            $"merge{table.Name}",
            $"Merges a {noun} (`id`) into another (`into`). Articles that mention the first then mention the second. The id and the slug "
            + "of the first lead to the second.",
            table,
            [
                typeof(PublishingError.NotFound), typeof(PublishingError.InvalidValue), typeof(PublishingError.Circle),
                typeof(PublishingError.Busy),
            ],
            async (context, input, token) =>
                Show(table, await context.Entities.MergeAsync(
                    ReadRequiredId(input, "id", table), ReadRequiredId(input, "into", table), token)))
        {
            // A merge into a descendant does not make a circle: the descendant first gets the parent of the merged entity.
            UnusedErrors = [typeof(PublishingError.Circle)],
            AddInputs = input =>
            {
                input.Field("id", TypeRefs.NonNull("ID"), $"The {noun} to merge; it is removed afterwards.");
                input.Field("into", TypeRefs.NonNull("ID"), $"The {noun} that stays and gets the mentions.");
            },
        };
        yield return new(
            $"delete{table.Name}",
            $"Deletes a {noun}, if no article mentions it and nothing is below it.",
            table,
            [typeof(PublishingError.NotFound), typeof(PublishingError.EntityInUse), typeof(PublishingError.Busy)],
            async (context, input, token) => Show(table, await context.Entities.DeleteAsync(ReadRequiredId(input, "id", table), token)))
        {
            AddInputs = input => input.Field("id", TypeRefs.NonNull("ID"), $"The {noun} to delete."),
            ReturnsRow = false,
        };
    }

    private static void AddContent(EntityKind kind, InputObjectGraphType input)
    {
        void Add(string property, IGraphType type, Type? of = null) => input.Field(
            JsonNamingPolicy.CamelCase.ConvertName(property == nameof(Place.PlaceKind) ? "Kind" : property),
            type,
            XmlDescriptions.Of((of ?? typeof(Entity)).GetProperty(property)!)); // The name comes from nameof.

        input.Field(
            "name", TypeRefs.Named("String"),
            $"{XmlDescriptions.Of(typeof(Entity).GetProperty(nameof(Entity.Name))!)} Required for a new one.");
        Add(nameof(Entity.Slug), TypeRefs.Named("String"));
        Add(nameof(Entity.Uri), TypeRefs.Named("String"));
        Add(nameof(Entity.Description), TypeRefs.Named("String"));
        Add(nameof(Entity.Aliases), TypeRefs.ListOf("String"));
        Add(nameof(Entity.SameAs), TypeRefs.ListOf("URL"));
        if (kind == EntityKind.Place)
        {
            Add(nameof(Place.PlaceKind), TypeRefs.Named("String"), typeof(Place));
            Add(nameof(Place.CountryCode), TypeRefs.Named("String"), typeof(Place));
            Add(nameof(Place.Latitude), TypeRefs.Named("Float"), typeof(Place));
            Add(nameof(Place.Longitude), TypeRefs.Named("Float"), typeof(Place));
            input.Field("within", TypeRefs.Named("ID"), "The id of the place that directly contains this place.");
        }
        else if (kind == EntityKind.Topic)
        {
            Add(nameof(Topic.Code), TypeRefs.Named("String"), typeof(Topic));
            input.Field("broader", TypeRefs.Named("ID"), "The id of the topic directly above this topic.");
        }

        input.Field(
            "public", TypeRefs.Named("Boolean"),
            $"True: readers see the {ContentTable.Of(kind).Name.ToLowerInvariant()} at once. False: readers see it only while a public "
            + "article mentions it, so that a name that only drafts mention stays hidden. The default for a new object is true. If the "
            + "field is left out, an existing object keeps its value.");
    }

    private static Func<EntityDraft?, EntityDraft> ReadEdit(EntityKind kind, IDictionary<string, object?> input)
    {
        var (above, table) = (kind == EntityKind.Place ? "within" : "broader", ContentTable.Of(kind));
        var parent = ReadId(input, above, table);
        return before =>
        {
            var draft = before ?? new EntityDraft { Name = "" };
            return draft with
            {
                Name = Read("name", draft.Name) ?? "",
                Slug = Read("slug", draft.Slug),
                Uri = Read("uri", draft.Uri),
                Description = Read("description", draft.Description),
                Aliases = ReadTexts("aliases", draft.Aliases),
                SameAs = ReadTexts("sameAs", draft.SameAs),
                PlaceKind = Read("kind", draft.PlaceKind),
                CountryCode = Read("countryCode", draft.CountryCode),
                Latitude = Read("latitude", draft.Latitude),
                Longitude = Read("longitude", draft.Longitude),
                Code = Read("code", draft.Code),
                ParentId = input.ContainsKey(above) ? parent : draft.ParentId,
                IsPublic = Read("public", draft.IsPublic),
            };
        };

        T? Read<T>(string name, T? otherwise) => input.TryGetValue(name, out var value) ? (T?)value : otherwise;

        ValueList<string> ReadTexts(string name, ValueList<string> otherwise) =>
            input.TryGetValue(name, out var value) ? [.. (value as IEnumerable<object?> ?? []).Cast<string>()] : otherwise;
    }

    private static MutationOutcome? RejectNulls(IDictionary<string, object?> input) =>
        NotNull.Where(field => input.TryGetValue(field, out var value) && value is null).ToArray() is { Length: > 0 } nulls
            ? MutationOutcome.Reject(
                [.. nulls.Select(f => new PublishingError.InvalidValue(f, "The value cannot be null. Leave the field out to keep it."))])
            : null;

    private static long? ReadId(IDictionary<string, object?> input, string name, ContentTable table) =>
        input.TryGetValue(name, out var id) && id is string text ? GlobalId.Parse(text, table) : null;

    private static long ReadRequiredId(IDictionary<string, object?> input, string name, ContentTable table) =>
        // Not null: the schema declares the field non-null.
        GlobalId.Parse((string)input[name]!, table);

    private static MutationOutcome Show(ContentTable table, CommandResult<EntityRef> result) =>
        MutationOutcome.Of(result, table, e => e.Id);
}
