using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using NewsApi.Access;
using NewsApi.Content.Access;
using NewsApi.Content.Caching;
using NewsApi.Content.Database;
using NewsApi.Content.Importing;
using NewsApi.Content.Wire;
using NewsApi.Formats;
using NewsApi.Formats.Sources;
using NewsApi.GraphQL.Loading;

namespace NewsApi.Endpoints;

/// <summary>
/// <c>POST /ingest/ninjs</c>: imports one item, a JSON array of items, or one item on each line. The body may be compressed with gzip. The
/// rules are the same as for <c>newsapi import</c>. The response has one line of JSON for each item. The line is sent when the item is
/// committed, so the client knows at any moment which items are stored.
/// </summary>
internal static class IngestEndpoint
{
    public const string Path = "/ingest/ninjs";

    private const string JsonLines = "application/x-ndjson; charset=utf-8";

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapIngest(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(Path, HandleAsync).WithDisplayName("Ingest ninjs");

    private static async Task HandleAsync(HttpContext context)
    {
        var role = context.RequestServices.GetRequiredService<RoleOptions>();
        var rejection = Rejection.FindForWriter(context.User.FindWriteAccess())
            ?? (role.OnlyReads ? Rejection.OnlyReads(role.Message) : null);
        if (rejection is not null)
        {
            await rejection.SendAsync(context);
            return;
        }

        // A feed may have any length. ItemSource limits the size of each document.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        var aborted = context.RequestAborted;
        var source = new ItemSource { StandardInput = () => context.Request.Body };
        var items = new IncomingReader(source, [KnownFormats.Ninjs]).ReadAsync(["-"], aborted);
        var importer = context.RequestServices.GetRequiredService<Importer>();
        var periods = context.RequestServices.GetRequiredService<PublicPeriods>();
        context.Response.ContentType = JsonLines;
        try
        {
            WireCursor? committed = null;
            await foreach (var outcome in importer.ImportAsync(items, new ImportOptions(), aborted))
            {
                if (outcome.Cursor != committed)
                {
                    // Before the client learns of the commit: from here on it may expect the item in every answer.
                    periods.Invalidate();
                    committed = outcome.Cursor;
                }

                WriteOutcome(context.Response.BodyWriter, outcome);
                await context.Response.BodyWriter.FlushAsync(aborted);
            }
        }
        catch (ImportStoppedException stopped)
        {
            // An item is stored only if the response has a line for it. The last line shows the client where the import ended.
            periods.Invalidate();
            LogStop(context, stopped);
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                if (stopped.Outage is { MayPass: true })
                {
                    context.Response.Headers.RetryAfter = "2"; // seconds, as for GraphQL
                }
            }

            WriteStop(context.Response.BodyWriter, stopped.Outage);
            await context.Response.BodyWriter.FlushAsync(aborted);
        }
        finally
        {
            // The last commit of an import may have no line.
            periods.Invalidate();
        }
    }

    private static void WriteOutcome(IBufferWriter<byte> output, ItemOutcome outcome)
    {
        using (var json = new Utf8JsonWriter(output, Relaxed))
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

    private static void LogStop(HttpContext context, ImportStoppedException stopped)
    {
        if (stopped.Outage is { } outage)
        {
            context.RequestServices.GetRequiredService<DatabaseIncidents>().Record(outage, Path, isOperation: true);
        }
        else
        {
            context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(IngestEndpoint))
                .LogError(stopped, "An ingest stopped before its end");
        }
    }

    private static void WriteStop(IBufferWriter<byte> output, DatabaseFailure? outage)
    {
        using var json = new Utf8JsonWriter(output, Relaxed);
        json.WriteStartObject();
        json.WriteString("result", "STOPPED");
        json.WriteString(
            "reason", $"{outage?.ClientMessage ?? "The database failed."} The items above are stored. Send the other items again.");
        json.WriteEndObject();
    }
}
