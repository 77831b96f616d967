using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace NewsApi.Tests.Host.Hostile;

/// <summary>The service under attack, and what an attacker can learn of it.</summary>
/// <param name="Address">Where the service listens.</param>
/// <param name="EditorKey">The secret of an editor's API key, for attacks that a writer would have to bear.</param>
/// <param name="Tokens">Tokens, true and forged.</param>
/// <param name="Article">The global id of an article.</param>
/// <param name="Person">The global id of a person.</param>
/// <param name="PageCursor">A cursor of the list of articles.</param>
/// <param name="WireCursor">A position of the change log.</param>
/// <param name="Section">The section of the articles of <see cref="LiteralTexts"/>, and of no others.</param>
internal sealed record HostileTarget(
    Uri Address, string EditorKey, HostileTokens Tokens, string Article, string Person, string PageCursor, string WireCursor,
    string Section)
{
    /// <summary>The address of this machine that the requests come from; null for any.</summary>
    public IPAddress? From { get; init; }

    /// <summary>Opens a connection to the service.</summary>
    public async Task<TcpClient> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = From is null ? new TcpClient() : new TcpClient(new IPEndPoint(From, 0));
        connection.NoDelay = true;
        await connection.ConnectAsync(Address.Host, Address.Port, cancellationToken);
        return connection;
    }

    /// <summary>Writes the articles that the cases look for, and reads the ids and cursors that they forge.</summary>
    /// <exception cref="InvalidOperationException">The service does not take the articles.</exception>
    public static async Task<HostileTarget> PrepareAsync(
        Uri address, string editorKey, HostileTokens tokens, CancellationToken cancellationToken)
    {
        using var editor = new HttpClient { BaseAddress = address };
        editor.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", editorKey);
        var section = $"Hostile {Guid.NewGuid():N}";
        const string person = "mutation { upsertPerson(input: { name: \"Ada Hostile\" }) { person { id } errors { __typename } } }";
        var ada = (await AskAsync(editor, person, null, cancellationToken)).GetProperty("upsertPerson").GetProperty("person")
            .GetProperty("id").GetString() ?? "";
        for (var i = 0; i < LiteralTexts.Headlines.Length; i++)
        {
            const string create =
                "mutation($input: CreateArticleInput!) { createArticle(input: $input) { article { id } errors { __typename } } }";
            var input = new { headline = LiteralTexts.Headlines[i], byline = LiteralTexts.ByLine(i), section, language = "en" };
            var id = (await AskAsync(editor, create, new { input }, cancellationToken)).GetProperty("createArticle")
                .GetProperty("article").GetProperty("id").GetString();
            const string publish = "mutation($id: ID!) { publishArticle(input: { id: $id }) { article { id } errors { __typename } } }";
            await AskAsync(editor, publish, new { id }, cancellationToken);
        }

        var list = (await AskAsync(
            editor, "{ articles(first: 1) { edges { cursor node { id } } wireCursor } }", null, cancellationToken)).GetProperty("articles");
        var edge = list.GetProperty("edges")[0];
        return new HostileTarget(
            address, editorKey, tokens, edge.GetProperty("node").GetProperty("id").GetString() ?? "", ada,
            edge.GetProperty("cursor").GetString() ?? "", list.GetProperty("wireCursor").GetString() ?? "", section);
    }

    private static async Task<JsonElement> AskAsync(
        HttpClient client, string query, object? variables, CancellationToken cancellationToken)
    {
        using var response = await client.PostAsJsonAsync("graphql", new { query, variables }, cancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return answer.TryGetProperty("errors", out _) || !answer.TryGetProperty("data", out var data)
            || data.GetRawText().Contains("__typename", StringComparison.Ordinal)
            ? throw new InvalidOperationException($"The service answered {query} with {answer}")
            : data;
    }
}
