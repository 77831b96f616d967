using System.Text.Encodings.Web;
using System.Text.Json;
using NewsApi.Content.Importing;
using NewsApi.Content.Publishing;
using NewsApi.Content.Reading;
using NewsApi.Formats;
using NewsApi.Formats.Documents;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Filtering;

namespace NewsApi.GraphQL.Mutations;

/// <summary>Declares <c>ingestNinjs</c>, which imports one item with the rules of <c>newsapi import</c>.</summary>
internal static class IngestMutation
{
    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Mutation Create() => new(
        "ingestNinjs",
        "Imports a ninjs item. A repeated item is recognised by its `uri` and `version`, without an idempotency key. A newer version of an article is applied, an older version is only stored, and an identical item changes "
        + "nothing.",
        ContentTable.Article,
        [typeof(PublishingError.InvalidValue)],
        RunAsync)
    {
        AddInputs = input => input.Field("document", TypeRefs.NonNull("JSON"), "The item: ninjs 1, 2 or 3."),
        MoreFields =
        [
            Mutation.CreatePayloadField(
                "result", TypeRefs.Named("IngestResult"),
                "The effect of the item on the stored content; null if the item was rejected.",
                o => (o.Details as ItemOutcome)?.Result),
            Mutation.CreatePayloadField(
                "warnings", TypeRefs.ListOf("String"),
                "Parts of the item that the importer did not use. They are stored with the item.",
                o => (o.Details as ItemOutcome)?.Warnings.Select(w => w.Message).ToArray()),
        ],
    };

    /// <summary>
    /// Declares the enum of the possible effects of an imported item. The type has no value for a rejected item, because the payload shows
    /// the rejection as an error.
    /// </summary>
    public static EnumerationGraphType CreateResultType()
    {
        var results = new EnumerationGraphType { Name = "IngestResult", Description = "The effect of an item on the stored content." };
        foreach (var result in Enum.GetValues<ItemResult>().Where(r => r != ItemResult.Rejected))
        {
            // Not null: GetValues returns only named values.
            results.Add(result.ToString().ToUpperInvariant(), result, XmlDescriptions.Of(typeof(ItemResult).GetField(result.ToString())!));
        }

        return results;
    }

    private static async Task<MutationOutcome> RunAsync(
        MutationContext context, IDictionary<string, object?> input, CancellationToken cancellationToken)
    {
        var document = JsonSerializer.SerializeToUtf8Bytes(input["document"], Unescaped);
        var source = new SourceDocument(new Origin("input.document", null), document);
        var items = KnownFormats.Read(source, [KnownFormats.Ninjs], strict: false);
        if (items.Count > 1)
        {
            return MutationOutcome.Reject(new PublishingError.InvalidValue(
                "document", $"The document contains {items.Count} items. Send one item, or send all items to POST /ingest/ninjs."));
        }

        // The item is committed before its outcome is returned. Nothing is awaited after that, so no time limit can hide the outcome.
        var outcome = await context.Importer.ImportAsync(items.ToAsyncEnumerable(), new ImportOptions(), cancellationToken)
            .FirstOrDefaultAsync(cancellationToken);
        if (outcome is not { Result: not ItemResult.Rejected, Subject: { } uri })
        {
            return MutationOutcome.Reject(
                new PublishingError.InvalidValue("document", outcome?.Reason ?? "The document contains no item."));
        }

        return new MutationOutcome
        {
            Subject = (ContentTable.Article["Uri"], uri),
            Details = outcome,
            IsWritten = outcome.Result != ItemResult.Unchanged,
            Cursor = outcome.Cursor,
        };
    }
}
