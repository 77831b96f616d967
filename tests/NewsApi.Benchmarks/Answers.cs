using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace NewsApi.Benchmarks;

/// <summary>Asks both sides everything once, before anything is timed: each must answer, and both the same.</summary>
internal sealed class Answers(HttpClient http, string service, string limit)
{
    /// <summary>The exchanges of a query with either side, to be repeated under load.</summary>
    /// <exception cref="DisagreementException">A side fails, or they say different things.</exception>
    public async Task<(Exchange[] Service, Exchange[] Limit)> CompareAsync(Query query, CancellationToken cancellationToken)
    {
        var (ofService, ofLimit) = (new List<Exchange>(), new List<Exchange>());
        foreach (var variant in query.Variants)
        {
            var ours = await AskAsync(query.Document, variant.Variables, cancellationToken);
            using var response = await http.GetAsync(limit + variant.LimitPath, cancellationToken);
            var theirs = await response.Content.ReadAsStringAsync(cancellationToken);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw new DisagreementException(
                    $"{query.Name}: the limit answers {variant.LimitPath} with {(int)response.StatusCode} {theirs}");
            }

            if (!JsonElement.DeepEquals(JsonDocument.Parse(ours).RootElement, JsonDocument.Parse(theirs).RootElement))
            {
                throw new DisagreementException(
                    $"{query.Name}: {variant.LimitPath} is answered differently.\nservice: {ours}\nlimit:   {theirs}");
            }

            ofService.Add(new Exchange(Mix.ServiceRequest(query, variant), ours));
            ofLimit.Add(new Exchange(Mix.LimitRequest(variant.LimitPath), theirs));
        }

        return ([.. ofService], [.. ofLimit]);
    }

    /// <summary>The exchanges of a query with the service alone.</summary>
    public async Task<Exchange[]> OfServiceAsync(Query query, CancellationToken cancellationToken)
    {
        var exchanges = new List<Exchange>();
        foreach (var variant in query.Variants)
        {
            exchanges.Add(new Exchange(
                Mix.ServiceRequest(query, variant), await AskAsync(query.Document, variant.Variables, cancellationToken)));
        }

        return [.. exchanges];
    }

    /// <summary>Whether articles can be searched by now.</summary>
    public async Task<bool> CanSearchAsync(CancellationToken cancellationToken)
    {
        var answer = await AskAsync("""{ __type(name: "Query") { fields { name args { name } } } }""", new { }, cancellationToken);
        return JsonDocument.Parse(answer).RootElement.GetProperty("data").GetProperty("__type").GetProperty("fields").EnumerateArray()
            .Single(f => f.GetProperty("name").GetString() == "articles").GetProperty("args").EnumerateArray()
            .Any(a => a.GetProperty("name").GetString() == "search");
    }

    /// <summary>The cursor of the row at that depth, got as a client gets it: page by page.</summary>
    public async Task<string> WalkAsync(int depth, CancellationToken cancellationToken)
    {
        string? after = null;
        for (var walked = 0; walked < depth;)
        {
            var first = Math.Min(50, depth - walked);
            var answer = await AskAsync(
                "query Walk($first: Int!, $after: String) { articles(first: $first, after: $after) { pageInfo { endCursor } } }",
                    new { first, after }, cancellationToken);
            after = JsonDocument.Parse(answer).RootElement.GetProperty("data").GetProperty("articles").GetProperty("pageInfo")
                .GetProperty("endCursor").GetString();
            walked += first;
        }

        return after ?? throw new DisagreementException("The articles end before the deep page.");
    }

    /// <summary>One operation, as a client sends it.</summary>
    public async Task<string> AskAsync(string query, object variables, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync($"{service}/graphql", new { query, variables }, cancellationToken);
        var answer = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.StatusCode == HttpStatusCode.OK && !JsonDocument.Parse(answer).RootElement.TryGetProperty("errors", out _)
            ? answer
            : throw new DisagreementException($"The service answers {query} with {(int)response.StatusCode} {answer}");
    }
}
