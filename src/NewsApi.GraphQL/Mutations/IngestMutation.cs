using System.Text.Encodings.Web;
using System.Text.Json;
using NewsApi.Content.Importing;
using NewsApi.Content.Publishing;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;
using NewsApi.Formats;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Filtering;

namespace NewsApi.GraphQL.Mutations;

/// <summary><c>ingestNinjs</c>: an item of a feed, by the rules of <c>newsapi import</c>.</summary>
internal static class IngestMutation
{
    private static readonly JsonSerializerOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Format Ninjs = Format.Find("ninjs")!;

    public static Mutation Make() => new(
        "ingestNinjs",
        "Takes in a ninjs item: a newer version of an article is applied, an older one only kept, and the same again changes nothing.",
        ContentTable.Article,
        [typeof(PublishingError.InvalidValue)],
        ActAsync)
    {
        Input = input => input.Field("document", TypeRefs.NonNull("JSON"), "The item: ninjs 1, 2 or 3."),
        More =
        [
            Mutation.Show("result", TypeRefs.Named("IngestResult"), "What the item did; null where it was refused.", o => (o.More as ItemOutcome)?.Result),
            Mutation.Show(
                "warnings", TypeRefs.ListOf("String"), "What of the item was not understood, and kept all the same.",
                o => (o.More as ItemOutcome)?.Warnings.Select(w => w.Message).ToArray()),
        ],
    };

    /// <summary>The results there are; a refusal is an error of the payload.</summary>
    public static EnumerationGraphType Results()
    {
        var results = new EnumerationGraphType { Name = "IngestResult", Description = "What an item did." };
        foreach (var result in Enum.GetValues<ItemResult>().Where(r => r != ItemResult.Refused))
        {
            results.Add(result.ToString().ToUpperInvariant(), result, XmlDescriptions.Of(typeof(ItemResult).GetField(result.ToString())!));
        }

        return results;
    }

    private static async Task<MutationOutcome> ActAsync(CommandSet desk, IDictionary<string, object?> input, CancellationToken cancellationToken)
    {
        var document = JsonSerializer.SerializeToUtf8Bytes(input["document"], AsItIs);
        var items = Format.Read(new SourceDocument(new Origin("input.document", null), document), Ninjs, strict: false);
        ItemOutcome? outcome = null;
        await foreach (var each in desk.Importer.ImportAsync(items.ToAsyncEnumerable(), new ImportOptions(), cancellationToken))
        {
            outcome = each;
            if (each.Result == ItemResult.Refused)
            {
                break;
            }
        }

        if (outcome is not { Result: not ItemResult.Refused, Subject: { } uri })
        {
            return MutationOutcome.Refused(new PublishingError.InvalidValue("document", outcome?.Reason ?? "It holds no item."));
        }

        await using var snapshot = desk.News.Open(Visibility.Everything, readsOnce: true);
        var article = await snapshot.ReadOneAsync(new Selection(ContentTable.Article), ContentTable.Article["Uri"], uri, cancellationToken);
        return new MutationOutcome(article?.Id, snapshot.Cursor) { More = outcome };
    }
}
