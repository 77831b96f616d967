using System.Net;
using System.Security.Claims;
using System.Text.Json;
using NewsApi.Content.Outgoing;
using NewsApi.Formats.Feeds;
using NewsApi.GraphQL.Execution;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Rates;
using NewsApi.Transport.Responses;

namespace NewsApi.Endpoints;

/// <summary>
/// Serves any list of articles as a feed: <c>/lists/{id}/feed.rss</c>, <c>.atom</c> and <c>.json</c> run the persisted operation with that
/// id, with the parameters <c>variables</c> and <c>operationName</c>. The feed has the articles of the first list in its answer.
/// </summary>
internal static class ListFeedEndpoints
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    // A feed is read by programs that have no key.
    private static readonly ClaimsPrincipal Anonymous = new();

    public static void MapListFeeds(this IEndpointRouteBuilder endpoints)
    {
        foreach (var format in FeedFormat.All)
        {
            endpoints.MapMethods($"/lists/{{id}}/feed.{format.Ending}", Methods, context => SendAsync(context, format));
        }
    }

    private static async Task SendAsync(HttpContext context, FeedFormat format)
    {
        var request = new DocumentRequest(context);
        if (!TryReadVariables(context.Request.Query["variables"], out var variables))
        {
            await request.RejectAsync(400, "The parameter `variables` must be a JSON object.");
            return;
        }

        var network = new ClientNetwork(context.RequestServices.GetRequiredService<TransportOptions>().LimitPrivateAddresses);
        var operation = new OperationRequest
        {
            DocumentId = request.Part("id"),
            OperationName = context.Request.Query["operationName"].ToString() is { Length: > 0 } name ? name : null,
            Variables = variables,
            Allowed = OperationKinds.Query,
            Caller = Anonymous,
            Client = Client.Of(Anonymous, network.Find(context.Connection.RemoteIpAddress)),
        };
        var response = await context.RequestServices.GetRequiredService<IOperationExecutor>().ExecuteAsync(operation, request.Aborted);
        if (response is not OperationResponse.Result { Outcome: Outcome.Data } answer)
        {
            await RejectAsync(context, request, response as OperationResponse.Result);
        }
        else if (ListedArticles.FindIds(answer.Body) is { } ids)
        {
            await SendAsync(context, request, format, answer, ids);
        }
        else
        {
            await request.RejectAsync(
                400, "The operation lists no articles with their ids. Select `id` in the `nodes` of its list of articles.");
        }
    }

    private static Task SendAsync(
        HttpContext context, DocumentRequest request, FeedFormat format, OperationResponse.Result answer, IReadOnlyList<long> ids)
    {
        // Only the parameters that decide what the list has, so that others make no further documents in memory.
        string[] names = ["variables", "operationName"];
        var self = $"{request.Self}{QueryString.Create(names.SelectMany(
            name => context.Request.Query[name].Take(1).Select(value => KeyValuePair.Create(name, value))))}";
        var content = context.RequestServices.GetRequiredService<PublicContent>();
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        return request.SendAsync(
            async () =>
            {
                var document = await context.RequestServices.GetRequiredService<PublicDocuments>().FindAsync(
                    $"{self} {string.Join(',', ids)}",
                    cancellation => content.ListAsync(ids, cancellation),
                    list => format.Write(new OutgoingFeed(
                        $"{request.Site.Name}: {request.Part("id")}", self, $"{request.Site.Root ?? request.Service}/", request.Site, now,
                        list.Articles)),
                    null,
                    request.Aborted);
                return document with { Result = document.Result is { } result ? Join(result, answer) : null };
            },
            format.MediaType,
            null,
            () => Task.FromResult((HttpStatusCode.NotFound, "There is no such list.")));
    }

    /// <summary>
    /// Adds what decides which articles the list has. The feed itself depends only on the articles that it shows.
    /// </summary>
    private static OperationResponse.Result Join(OperationResponse.Result feed, OperationResponse.Result answer) => feed with
    {
        FreshFor = feed.FreshFor < answer.FreshFor ? feed.FreshFor : answer.FreshFor,
        Tags = (feed.Tags, answer.Tags) is ({ } own, { } listed)
            ? new ResponseTags(() => [.. own.CacheTag.Split(',').Union(listed.CacheTag.Split(','))])
            : feed.Tags,
    };

    private static Task RejectAsync(HttpContext context, DocumentRequest request, OperationResponse.Result? result)
    {
        if (result?.Rejection is { } rejection)
        {
            RateHeaders.Add(context.Response.Headers, rejection);
            return request.RejectAsync(
                StatusCodes.Status429TooManyRequests,
                $"This address has used the cost that it may use for now. Try again in {rejection.RetryAfter} seconds.");
        }

        var message = result is null ? "The operation is not a query." : FindMessage(result.Body);
        return result?.Outcome is Outcome.Unavailable or Outcome.OutOfService or Outcome.NoData
            ? request.RejectAsync(503, message)
            : request.RejectAsync(404, $"{message} The id must be that of a persisted query that needs no other variables.");
    }

    private static string FindMessage(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.TryGetProperty("errors", out var errors) && errors.GetArrayLength() > 0
            ? errors[0].GetProperty("message").GetString() ?? ""
            : "The operation failed.";
    }

    private static bool TryReadVariables(string? text, out JsonElement variables)
    {
        variables = default;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        try
        {
            variables = JsonElement.Parse(text);
            return variables.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
