using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using NewsApi.Access;
using NewsApi.Content.Importing;
using NewsApi.Formats;
using NewsApi.Formats.Sources;

namespace NewsApi.Endpoints;

/// <summary>
/// <c>POST /ingest/ninjs</c>: one item, a JSON array of them or one a line, gzip or not; as <c>newsapi import</c> takes them. The answer is a line of
/// JSON an item, sent when the item is committed, so that a sender of many knows at every moment what is in.
/// </summary>
internal static class IngestEndpoint
{
    public const string Path = "/ingest/ninjs";

    private const string JsonLines = "application/x-ndjson; charset=utf-8";

    private static readonly JsonWriterOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapIngest(this IEndpointRouteBuilder endpoints) => endpoints.MapPost(Path, HandleAsync).WithDisplayName("Ingest ninjs");

    private static async Task HandleAsync(HttpContext context)
    {
        if (Authentication.RefusalToWrite(context.User) is { } refusal)
        {
            await Authentication.RefuseAsync(context, refusal);
            return;
        }

        // A feed may be of any length; each document in it is bounded by the source.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        var left = context.RequestAborted;
        var source = new ItemSource { StandardInput = () => context.Request.Body };
        var items = new IncomingReader(source, [KnownFormats.Ninjs]).ReadAsync(["-"], left);
        var importer = context.RequestServices.GetRequiredService<Importer>();
        context.Response.ContentType = JsonLines;
        try
        {
            await foreach (var outcome in importer.ImportAsync(items, new ImportOptions(), left))
            {
                Write(context.Response.BodyWriter, outcome);
                await context.Response.BodyWriter.FlushAsync(left);
            }
        }
        catch (ImportStoppedException stopped)
        {
            // What was told above is in; the rest is not, and the sender must know where it ends.
            context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(IngestEndpoint)).LogError(stopped, "An ingest stopped half way");
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            }

            WriteStop(context.Response.BodyWriter);
            await context.Response.BodyWriter.FlushAsync(left);
        }
    }

    private static void Write(IBufferWriter<byte> output, ItemOutcome outcome)
    {
        using (var json = new Utf8JsonWriter(output, AsItIs))
        {
            json.WriteStartObject();
            if (outcome.Origin.Line is { } line)
            {
                json.WriteNumber("line", line);
            }

            json.WriteString("uri", outcome.Subject);
            json.WriteString("result", JsonNamingPolicy.SnakeCaseUpper.ConvertName(outcome.Result.ToString()));
            if (outcome.Reason is not null)
            {
                json.WriteString("reason", outcome.Reason);
            }

            if (outcome.Warnings.Count > 0)
            {
                json.WriteStartArray("warnings");
                foreach (var warning in outcome.Warnings)
                {
                    json.WriteStringValue(warning.Message);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void WriteStop(IBufferWriter<byte> output) => output.Write(
        """{"result":"STOPPED","reason":"The database could not go on. What is answered above is in; send the rest again, twice does no harm."}"""u8);
}
