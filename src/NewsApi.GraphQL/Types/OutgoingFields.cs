using System.Text.Json;
using NewsApi.Content.Outgoing;
using NewsApi.Content.Reading;
using NewsApi.Formats.JsonLd;
using NewsApi.Formats.Ninjs;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Types;

/// <summary>Declares the fields that show an object in a format of others.</summary>
internal static class OutgoingFields
{
    private const string JsonLdDescription = "as JSON-LD in the vocabulary of schema.org, for an element `script` of its page.";

    public static SelectedField CreateNinjs() => new SelectedField
    {
        Name = "ninjs",
        ResolvedType = TypeRefs.NonNull("JSON"),
        Description = "The article as a ninjs 3.1 item (IPTC), with its people, places, topics and pictures.",
        AddReads = (_, _, parent) => OutgoingRows.AddArticle(parent),
        Value = (row, _) => JsonElement.Parse(NinjsWriter.Write(OutgoingRows.ReadArticle((Row)row))),
    }.WithCost(CostExtension.Read);

    public static SelectedField CreateJsonLdOfArticle() => new SelectedField
    {
        Name = "jsonLd",
        ResolvedType = TypeRefs.NonNull("JSON"),
        Description = $"The article {JsonLdDescription}",
        AddReads = (_, _, parent) => OutgoingRows.AddArticle(parent),
        Value = (row, call) => JsonElement.Parse(JsonLdWriter.Write(OutgoingRows.ReadArticle((Row)row), call.Operation.Options.Site)),
    }.WithCost(CostExtension.Read);

    /// <param name="name">The name of the type in lower case.</param>
    public static SelectedField CreateJsonLdOfEntity(string name) => new SelectedField
    {
        Name = "jsonLd",
        ResolvedType = TypeRefs.NonNull("JSON"),
        Description = $"The {name} {JsonLdDescription}",
        AddReads = (_, _, parent) => OutgoingRows.AddEntity(parent),
        Value = (row, call) => JsonElement.Parse(JsonLdWriter.Write(OutgoingRows.ReadEntity((Row)row), call.Operation.Options.Site)),
    }.WithCost(CostExtension.Read);
}
