using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Filtering;

/// <summary>
/// Absurd values in every position that takes a value. Each request succeeds or is rejected with a message; none is an internal error.
/// </summary>
public sealed class AbsurdValuesTests(TestServer server) : IClassFixture<TestServer>, IAsyncLifetime
{
    private static readonly Dictionary<string,
        string> Plurals = new() { ["Article"] = "articles", ["Person"] = "people", ["Place"] = "places", ["Topic"] = "topics" };

    /// <summary>Codes by which a client is told what it got wrong.</summary>
    private static readonly string[] Rejections = ["HC0001", "HC0016", "HC0026", "HC0078", "FILTER_TOO_LARGE"];

    /// <summary>Literals that each scalar takes, so that a document with all of them is valid.</summary>
    private static readonly Dictionary<string, string[]> Valid = new()
    {
        ["String"] =
        [
            "\"\"", "\"%\"", "\"_\"", "\"\\\\\"", "\"'\"", "\"\\\"\"", "\"\\u0000\"", "\"a\\u0000b\"",
                "\"\\uFFFF\"", "\"$1\"", "\"{0}\"", "\"*\"", "\"\\\\u0000\"",
            "\"[[:alpha:]]\"", "\"(?i)a\"", "\"***:a\"", "\"a{2,1}\"", "\"\\n\\r\\t\\u0001\"", "\"👩‍🚀\"",
        ],
        ["Int"] = ["0", "-1", "2147483647", "-2147483648"],
        ["Float"] = ["0", "-0.0", "1.7976931348623157e308", "-1.7976931348623157e308", "1e-300", "9007199254740993",
            "123456789012345678901234567890"],
        ["DateTime"] =
        [
            "\"0001-01-01T00:00:00Z\"", "\"0001-01-01T00:00:00.0000001Z\"", "\"9999-12-31T23:59:59.9999999Z\"",
                "\"9999-12-31T23:59:59+00:00\"", "\"2026-06-30T12:00:00.1234567+14:00\"",
        ],
        ["ID"] = ["\"\"", "\"x\"", "\"QXJ0aWNsZTow\"", "\"UGVyc29uOjkyMjMzNzIwMzY4NTQ3NzU4MDc=\"",
            "\"UGxhY2U6OTIyMzM3MjAzNjg1NDc3NTgwOA==\"", "\"VG9waWM6LTE=\"", "7"],
        ["Boolean"] = ["true", "false"],
    };

    /// <summary>Literals that no scalar takes where it stands; each makes its document invalid.</summary>
    private static readonly Dictionary<string, string[]> Invalid = new()
    {
        ["String"] = ["\"\\uD800\"", "\"x\\uDC00y\"", "1", "true", "{}", "[]", "x"],
        ["Int"] = ["2147483648", "-2147483649", "1.5", "1e3", "99999999999999999999999999", "\"1\"", "true"],
        ["Float"] = ["\"1\"", "NaN", "true", "1e400"],
        ["DateTime"] =
        [
            "\"\"", "\"now\"", "\"2026-01-01\"", "\"2026-01-01T00:00:00\"", "\"0000-01-01T00:00:00Z\"", "\"10000-01-01T00:00:00Z\"",
                "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59-14:00\"",
            "\"2026-02-30T00:00:00Z\"", "\"2026-01-01T25:00:00Z\"", "\"2026-01-01T00:00:00+99:99\"", "\"infinity\"", "0", "1790000000000",
        ],
    };

    public async ValueTask InitializeAsync()
    {
        var newsroom = new TestNewsroom(server.Database.Database);
        await newsroom.PublishAsync("Absurd", TestNewsroom.Person("Ada"), TestNewsroom.Place("Oslo"), TestNewsroom.Topic("Trade"));
    }

    [Fact]
    public async Task Every_operator_of_every_field_accepts_every_valid_value_of_its_scalar()
    {
        var types = await InputTypes.OfAsync(server);
        var (asked, begin) = (0, Random.Shared.Next(TestSize.Stride));
        foreach (var type in Plurals.Keys)
        {
            foreach (var (path, scalar) in Positions(types, type).Where((_, i) => i % TestSize.Stride == begin))
            {
                if (Valid.TryGetValue(scalar, out var values))
                {
                    foreach (var chunk in values.Chunk(100))
                    {
                        var lists = chunk.Select(
                            (value, i) => $"a{i}: {Plurals[type]}(where: {path.Replace("VALUE", value, StringComparison.Ordinal)}) {{ totalCount nodes {{ id }} }}");
                        await BearsAsync($"{{ {string.Join('\n', lists)} }}");
                        asked += chunk.Length;
                    }
                }
            }
        }

        Assert.True(asked > 3000 / TestSize.Stride / 2, $"{asked} values");
    }

    [Fact]
    public async Task An_invalid_value_of_a_scalar_is_rejected_with_a_message()
    {
        var types = await InputTypes.OfAsync(server);
        var seen = new HashSet<string>();
        foreach (var type in Plurals.Keys)
        {
            foreach (var (path, scalar) in Positions(types, type).Where(p => seen.Add(p.Scalar)))
            {
                foreach (var value in Invalid.GetValueOrDefault(scalar, []))
                {
                    var result = await BearsAsync(
                        $"{{ {Plurals[type]}(where: {path.Replace("VALUE", value, StringComparison.Ordinal)}) {{ totalCount }} }}");
                    Assert.True(result.TryGetProperty("errors", out _), $"{path} takes {value}");
                }
            }
        }
    }

    [Theory]
    [InlineData("first: 0", null)]
    [InlineData("last: 0", null)]
    [InlineData("first: 2147483647", "HC0051")]
    [InlineData("first: -2147483648", "HC0079")]
    [InlineData("first: 2147483648", "HC0001")]
    [InlineData("first: 1.0", "HC0001")]
    [InlineData("first: null, last: null, after: null, before: null, where: null, order: null, search: null", null)]
    [InlineData("order: []", null)]
    [InlineData("order: [{}]", null)]
    [InlineData("order: [{headline: null}]", null)]
    [InlineData("order: [{headline: ASC}, {headline: DESC}]", null)]
    public async Task A_page_with_an_absurd_size_or_order_is_returned_or_rejected_with_its_code(string arguments, string? code)
    {
        var result = await server.PostAsync($"{{ articles({arguments}) {{ nodes {{ id }} pageInfo {{ hasNextPage endCursor }} }} }}");
        var error = result.TryGetProperty("errors", out var errors) ? errors[0] : default;
        Assert.Equal(code, code is null ? (error.ValueKind == JsonValueKind.Undefined ? null : error.ToString())
            : error.GetProperty("extensions").GetProperty("code").GetString());
    }

    [Fact]
    public async Task An_order_has_a_limit_of_sort_keys_and_nested_steps()
    {
        static object Up(int steps) => steps == 0 ? new { name = "ASC" } : new { within = Up(steps - 1) };
        foreach (var (order, code) in new (object, string?)[]
        {
            (new[] { Up(5) }, null), (new[] { Up(6) }, "ORDER_TOO_LARGE"), (Enumerable.Range(0, 6).Select(Up), null),
            (Enumerable.Range(0, 6).SelectMany(
                i => new[] { "name", "slug", "uri", "kind" }.Select(field => Enumerable.Range(0, i).Aggregate(
                (object)new Dictionary<string, object> { [field] = "ASC" }, (of, _) => new { within = of }))), "ORDER_TOO_LARGE"),
        })
        {
            var result = await server.PostAsync(
                "query($order: [PlaceSortInput!]) { places(order: $order) { edges { cursor } } }", new { order });
            Assert.Equal(code, result.TryGetProperty("errors", out var errors)
                ? errors[0].GetProperty("extensions").GetProperty("code").GetString() : null);
        }
    }

    [Fact]
    public async Task A_forged_cursor_gives_a_page_or_the_documented_error()
    {
        string[] values =
        [
            "null", "true", "0", "-1", "1e999", "-1e999", "1e30", "1.5", "99999999999999999999", "\"\"", "\"x\"", "\"\\u0000\"",
                "\"\\ud800\"", "\"\\\\ud800\"", "[]", "{}", "[[[[1]]]]",
            "\"0001-01-01T00:00:00Z\"", "\"0001-01-01T00:00:00\"", "\"9999-12-31T23:59:59.9999999Z\"", "\"-4713-01-01T00:00:00Z\"",
                "\"294277-01-01T00:00:00Z\"", "\"infinity\"",
            $"\"{new string('x', 100_000)}\"", "\"2026-01-01T00:00:00+14:00\"",
        ];
        var types = await InputTypes.OfAsync(server);
        foreach (var (type, plural) in Plurals)
        {
            foreach (var field in types[$"{type}SortInput"])
            {
                var order = field.Type == "SortEnumType" ? $"{field.Name}: ASC" : $"{field.Name}: {{name: DESC}}";
                var page = await server.QueryAsync($"{{ list: {plural}(first: 1, order: [{{{order}}}]) {{ edges {{ cursor }} }} }}");
                var written = Encoding.UTF8.GetString(
                    Base64Url.DecodeFromChars(page.GetProperty("list").GetProperty("edges")[0].GetProperty("cursor").GetString()));
                var digest = written[1..written.IndexOf(',', StringComparison.Ordinal)];
                foreach (var forged in values.Select(v => $"[{digest},{v},1]").Concat(values.Select(v => $"[{digest},null,{v}]"))
                    .Append($"[{digest}]").Append($"[{digest},1,1,1]"))
                {
                    var cursor = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(forged));
                    await BearsAsync(
                        $"query($c: String) {{ a: {plural}(after: $c, order: [{{{order}}}]) {{ nodes {{ id }} }} b: {plural}(before: $c, order: [{{{order}}}]) {{ nodes {{ id }} }} }}",
                        new { c = cursor });
                }
            }
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>
    /// Filters with a hole, one for each operator of each field, within and outside of a relation; and which scalar fits the hole.
    /// </summary>
    private static IEnumerable<(string Path, string Scalar)> Positions(InputTypes types, string type, int relations = 1)
    {
        foreach (var field in types[$"{type}FilterInput"].Where(f => f.Name is not ("and" or "or" or "not")))
        {
            if (Valid.ContainsKey(field.Type))
            {
                yield return ($"{{{field.Name}: VALUE}}", field.Type);
            }
            else if (field.Type.StartsWith("ListFilterInputTypeOf", StringComparison.Ordinal))
            {
                foreach (var (path, scalar) in relations == 0 ? []
                    : Positions(types, field.Type["ListFilterInputTypeOf".Length..^"FilterInput".Length], relations - 1))
                {
                    yield return ($"{{{field.Name}: {{all: {path}}}}}", scalar);
                }
            }
            else if (field.Type.EndsWith("OperationFilterInput", StringComparison.Ordinal))
            {
                var (input, before, after) = field.Type == "ListStringOperationFilterInput" ? ("StringOperationFilterInput", "{some: ", "}")
                    : (field.Type, "", "");
                foreach (var operation in types[input].Where(o => o.Name is not ("and" or "or")))
                {
                    yield return ($"{{{field.Name}: {before}{{{operation.Name}: {(operation.IsList ? "[VALUE]" : "VALUE")}}}{after}}}",
                        operation.Type);
                }
            }
        }
    }

    private async Task<JsonElement> BearsAsync(string query, object? variables = null)
    {
        using var response = await server.Client.PostAsJsonAsync(
            "graphql", new { query, variables }, TestContext.Current.CancellationToken);
        var result = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest || !result.TryGetProperty("data", out var data)
            || data.ValueKind == JsonValueKind.Null, $"{response.StatusCode} {query}: {result}");
        if (result.TryGetProperty("errors", out var errors))
        {
            Assert.All(errors.EnumerateArray(), error => Assert.True(
                !error.TryGetProperty("extensions", out var extensions)
                    || Rejections.Contains(extensions.GetProperty("code").GetString()), $"{query}: {error}"));
        }

        return result;
    }
}
