using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NewsApi.Content.Wire;
using NewsApi.Hosting;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.House;

/// <summary>The commands of the README run as they are printed, and print what it shows, over the sample content.</summary>
[Trait("Needs", "curl")]
public sealed partial class ReadmeExamplesTests(TestServer server)
    : IClassFixture<TestServer>, IAsyncLifetime
{
    private static readonly string Readme = Repository.Read("README.md");

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await SampleContent.LoadIntoEmptyAsync(server.Database.Database, TimeProvider.System, NullLogger.Instance, Stopping);

        // A subscription begins where the service has read to; the sample came in behind its back.
        var cursor = (await server.QueryAsync("{ wire { cursor } }")).GetProperty("wire").GetProperty("cursor").GetString();
        Assert.True(WireCursor.TryParse(cursor, out var loaded));
        await server.Service.Services.GetRequiredService<NewsWire>().WaitUntilReadAsync(loaded, Stopping);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_queries_of_the_README_give_the_answers_that_it_shows()
    {
        var examples = Query().Matches(Readme);
        Assert.Equal(3, examples.Count);
        foreach (Match example in examples)
        {
            var command = example.Groups["command"].Value;
            using var run = Start(command);
            var answer = await run.StandardOutput.ReadToEndAsync(Stopping);
            var expected = JsonNode.Parse(example.Groups["answer"].Value);
            Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(answer)), $"{command}\nprints\n{answer}");
        }
    }

    [Fact]
    public async Task The_subscription_of_the_README_prints_what_its_import_publishes()
    {
        using var subscription = Start(Subscription().Match(Readme).Groups["command"].Value);
        await ReadAsync(subscription, line => line.StartsWith("id: ", StringComparison.Ordinal));

        using var import = Start(Import().Match(Readme).Groups["command"].Value);
        Assert.Equal("CREATED", JsonElement.Parse(await import.StandardOutput.ReadToEndAsync(Stopping)).GetProperty("result").GetString());

        string[] shown = Event().Match(Readme).Groups["event"].Value.TrimEnd().Split('\n');
        List<string> printed = [];
        while (printed.Count < shown.Length)
        {
            // Comments are signs of life, and an empty line ends an event.
            var line = await ReadAsync(subscription, line => line.Length > 0 && !line.StartsWith(':'));
            printed.Add(Cursor().Replace(line, "5e0c2a17-192"));
        }

        subscription.Kill(entireProcessTree: true);
        Assert.Equal(shown, printed);

        // At the top of the live page, which lists the newest first.
        var newest = await server.QueryAsync("{ articles(first: 1, order: [{ publishedAt: DESC }]) { nodes { headline } } }");
        Assert.Equal(
            "Harbour bridge reopens",
            newest.GetProperty("articles").GetProperty("nodes")[0].GetProperty("headline").GetString());
    }

    [Fact]
    public void The_front_end_of_the_README_is_that_of_the_tests()
    {
        const string Folder = "tests/front-ends/react/";
        var blocks = SourceFile().Matches(Readme);
        Assert.Equal(8, blocks.Count);
        Assert.All(blocks, block => Assert.Equal(Repository.Read(Folder + block.Groups["file"].Value), block.Groups["text"].Value));

        var known = JsonElement.Parse(Repository.Read(Folder + "package.json"));
        string[] packages = [.. new[] { "dependencies", "devDependencies" }.SelectMany(
            kind => known.GetProperty(kind).EnumerateObject().Select(package => package.Name))];
        var installed = Install().Matches(Readme).SelectMany(m => m.Groups["packages"].Value.Split(' '));
        Assert.Empty(installed.Except(packages));
    }

    /// <summary>Starts a command as a shell would, with the address and the database of this test's service.</summary>
    private Process Start(string command)
    {
        Prerequisite.Program("curl");
        var newsapi = $"dotnet {Path.Combine(AppContext.BaseDirectory, "newsapi.dll")}";
        var run = new Process
        {
            StartInfo = new ProcessStartInfo(Prerequisite.Program("bash"), ["-c", command
                .Replace("http://localhost:5080/", server.Address.ToString(), StringComparison.Ordinal)
                .Replace("dotnet run --project src/NewsApi --", newsapi, StringComparison.Ordinal)])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        run.StartInfo.Environment["ConnectionStrings__News"] = server.Database.ConnectionString;
        run.Start();
        return run;
    }

    /// <summary>Returns the next line that fulfils the condition.</summary>
    private static async Task<string> ReadAsync(Process run, Func<string, bool> isNext)
    {
        while (await run.StandardOutput.ReadLineAsync(Stopping) is { } line)
        {
            if (isNext(line))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The command ended: {await run.StandardError.ReadToEndAsync(Stopping)}");
    }

    [GeneratedRegex(@"```sh\n(?<command>curl [^`]+)```\s+```json\n(?<answer>[^`]+)```")]
    private static partial Regex Query();

    [GeneratedRegex(@"```sh\n(?<command>curl -N[^`]+)```")]
    private static partial Regex Subscription();

    [GeneratedRegex(@"```sh\n(?<command>key=[^`]+)```")]
    private static partial Regex Import();

    [GeneratedRegex(@"```\n(?<event>event: next\n[^`]+)```")]
    private static partial Regex Event();

    [GeneratedRegex(@"[0-9a-f]{8}-\d+")]
    private static partial Regex Cursor();

    [GeneratedRegex(@"^```tsx? (?<file>\S+)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex SourceFile();

    [GeneratedRegex(@"^npm install (?:--save-dev )?(?<packages>.+)$", RegexOptions.Multiline)]
    private static partial Regex Install();
}
