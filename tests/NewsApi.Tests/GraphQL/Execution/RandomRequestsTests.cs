using System.Net;
using System.Text.Json;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Support;
using NewsApi.Tests.Transport;
using Xunit;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>The service executes any request or rejects it with a message. No request causes an internal error.</summary>
public sealed class RandomRequestsTests(TestServer server, ITestOutputHelper output) : IClassFixture<TestServer>
{
    private static readonly int Requests = TestSize.Requests;

    [Fact]
    public async Task Twenty_thousand_generated_requests_succeed_or_are_rejected_with_a_message()
    {
        await server.Newsroom.PublishAsync("Absurd", TestNewsroom.Person("Ada"), TestNewsroom.Place("Oslo"), TestNewsroom.Topic("Trade"));
        var data = await server.QueryAsync("{ articles { nodes { id people { id } places { id } topics { id } } } }");
        string[] ids = [.. Ids(data).Distinct()];
        using var editor = await server.ClientOfAsync(Role.Editor);
        var generator = new RequestGenerator(await SchemaModel.ReadAsync(server), ids);
        var seed = Environment.GetEnvironmentVariable("CsCheck_Seed") ?? PCG.ThreadPCG.ToString();
        output.WriteLine($"CsCheck_Seed={seed}");
        var log = new LogLines();
        server.Service.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        var answered = 0;
        await generator.SampleAsync(
            async request =>
            {
                var hasData = await HoldsAsync(request.AsEditor ? editor : server.Client, request, log);
                Interlocked.Add(ref answered, hasData ? 1 : 0);
            },
            seed: seed, iter: Requests, threads: 4,
            print: request => request.Describe());
        Assert.InRange(answered, Requests / 20, Requests);
        Assert.Empty(log.Errors);
    }

    /// <returns>True where there is data.</returns>
    private static async Task<bool> HoldsAsync(HttpClient client, RandomRequest request, LogLines log)
    {
        using var message = request.ToMessage();
        using var response = await client.SendAsync(message, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(
            response.StatusCode < HttpStatusCode.InternalServerError, $"{response.StatusCode} {text}\n{string.Join('\n', log.Errors)}");
        var result = JsonSerializer.Deserialize<JsonElement>(text);
        if (result.TryGetProperty("errors", out var errors))
        {
            Assert.All(errors.EnumerateArray(), error => Assert.DoesNotContain(
                "Unexpected Execution Error", error.GetProperty("message").GetString(), StringComparison.Ordinal));
        }

        return result.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object;
    }

    private static IEnumerable<string> Ids(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Ids),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(p => p.Name == "id" ? [p.Value.GetString() ?? ""] : Ids(p.Value)),
        _ => [],
    };
}
