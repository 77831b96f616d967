using System.Text.Json;
using NewsApi.Content;
using NewsApi.Content.Entities;
using NewsApi.Content.Publishing;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Filtering;

namespace NewsApi.GraphQL.Mutations;

/// <summary>The mutations of people, places and topics: the same three for each.</summary>
internal static class EntityMutations
{
    public static IEnumerable<Mutation> All() => Enum.GetValues<EntityKind>().SelectMany(Of);

    private static IEnumerable<Mutation> Of(EntityKind kind)
    {
        var table = ContentTable.Of(kind);
        var thing = table.Name.ToLowerInvariant();
        yield return new(
            $"upsert{table.Name}",
            $"Makes a {thing}, or changes one. What is left out stays; null takes away.",
            table,
            [
                typeof(PublishingError.NotFound), typeof(PublishingError.InvalidValue), typeof(PublishingError.UriTaken),
                typeof(PublishingError.SlugTaken), typeof(PublishingError.Circle), typeof(PublishingError.Busy),
            ],
            async (desk, input, token) => Refused(input) ?? Standing(await desk.Entities.UpsertAsync(kind, Id(input, "id", table), Edit(kind, input), token)))
        {
            Input = input =>
            {
                input.Field("id", TypeRefs.Named("ID"), $"Which {thing} to change; a new one is made where it is left out.");
                Said(kind, input);
            },
        };
        yield return new(
            $"merge{table.Name}",
            $"Merges a {thing} into another. Articles that named it name the other, and its id and slug lead there.",
            table,
            [typeof(PublishingError.NotFound), typeof(PublishingError.InvalidValue), typeof(PublishingError.Circle), typeof(PublishingError.Busy)],
            async (desk, input, token) => Standing(await desk.Entities.MergeAsync(Id(input, "id", table)!.Value, Id(input, "into", table)!.Value, token)))
        {
            Input = input =>
            {
                input.Field("id", TypeRefs.NonNull("ID"), $"The {thing} that is to be no more.");
                input.Field("into", TypeRefs.NonNull("ID"), $"The {thing} that stays.");
            },
        };
        yield return new(
            $"delete{table.Name}",
            $"Deletes a {thing} that no article names and nothing lies within.",
            table,
            [typeof(PublishingError.NotFound), typeof(PublishingError.EntityInUse), typeof(PublishingError.Busy)],
            async (desk, input, token) => Standing(await desk.Entities.DeleteAsync(Id(input, "id", table)!.Value, token)))
        {
            Input = input => input.Field("id", TypeRefs.NonNull("ID"), $"The {thing}."),
            ShowsThing = false,
        };
    }

    private static void Said(EntityKind kind, InputObjectGraphType input)
    {
        void Say(string property, IGraphType type, Type? of = null) => input.Field(
            JsonNamingPolicy.CamelCase.ConvertName(property == nameof(Place.PlaceKind) ? "Kind" : property), type, XmlDescriptions.Of((of ?? typeof(Entity)).GetProperty(property)!));

        input.Field("name", TypeRefs.Named("String"), $"{XmlDescriptions.Of(typeof(Entity).GetProperty(nameof(Entity.Name))!)} A new one needs it.");
        Say(nameof(Entity.Slug), TypeRefs.Named("String"));
        Say(nameof(Entity.Uri), TypeRefs.Named("String"));
        Say(nameof(Entity.Description), TypeRefs.Named("String"));
        Say(nameof(Entity.Aliases), TypeRefs.ListOf("String"));
        Say(nameof(Entity.SameAs), TypeRefs.ListOf("URL"));
        if (kind == EntityKind.Place)
        {
            Say(nameof(Place.PlaceKind), TypeRefs.Named("String"), typeof(Place));
            Say(nameof(Place.CountryCode), TypeRefs.Named("String"), typeof(Place));
            Say(nameof(Place.Latitude), TypeRefs.Named("Float"), typeof(Place));
            Say(nameof(Place.Longitude), TypeRefs.Named("Float"), typeof(Place));
            input.Field("within", TypeRefs.Named("ID"), "The id of the place it lies within.");
        }
        else if (kind == EntityKind.Topic)
        {
            Say(nameof(Topic.Code), TypeRefs.Named("String"), typeof(Topic));
            input.Field("broader", TypeRefs.Named("ID"), "The id of its broader topic.");
        }
    }

    private static Func<EntityDraft?, EntityDraft> Edit(EntityKind kind, IDictionary<string, object?> input)
    {
        var (above, table) = (kind == EntityKind.Place ? "within" : "broader", ContentTable.Of(kind));
        var parent = Id(input, above, table);
        return before =>
        {
            var draft = before ?? new EntityDraft { Name = "" };
            return draft with
            {
                Name = Given("name", draft.Name) ?? "",
                Slug = Given("slug", draft.Slug),
                Uri = Given("uri", draft.Uri),
                Description = Given("description", draft.Description),
                Aliases = Texts("aliases", draft.Aliases),
                SameAs = Texts("sameAs", draft.SameAs),
                PlaceKind = Given("kind", draft.PlaceKind),
                CountryCode = Given("countryCode", draft.CountryCode),
                Latitude = Given("latitude", draft.Latitude),
                Longitude = Given("longitude", draft.Longitude),
                Code = Given("code", draft.Code),
                ParentId = input.ContainsKey(above) ? parent : draft.ParentId,
            };
        };

        T? Given<T>(string name, T? otherwise) => input.TryGetValue(name, out var value) ? (T?)value : otherwise;

        ValueList<string> Texts(string name, ValueList<string> otherwise) =>
            input.TryGetValue(name, out var value) ? [.. (value as IEnumerable<object?> ?? []).Cast<string>()] : otherwise;
    }

    private static MutationOutcome? Refused(IDictionary<string, object?> input) => input.TryGetValue("name", out var name) && name is null
        ? MutationOutcome.Refused(new PublishingError.InvalidValue("name", "It cannot be null; leave it out to keep it as it is."))
        : null;

    private static long? Id(IDictionary<string, object?> input, string name, ContentTable table) =>
        input.TryGetValue(name, out var id) && id is string text ? GlobalId.Parse(text, table) : null;

    private static MutationOutcome Standing(CommandResult<EntityRef> published) => MutationOutcome.Of(published, e => e.Id);
}
