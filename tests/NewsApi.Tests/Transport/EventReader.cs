using System.Text;
using Xunit;

namespace NewsApi.Tests.Transport;

/// <summary>Reads an event stream block by block, as it came, comments included.</summary>
internal sealed class EventReader : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private EventReader(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _lines = new StreamReader(body, new UTF8Encoding(false, throwOnInvalidBytes: true));
    }

    public HttpResponseMessage Response => _response;

    public static async Task<EventReader> OpenAsync(EchoServer server, HttpRequestMessage request)
    {
        if (!request.Headers.Contains("Accept"))
        {
            request.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
        }

        var stopping = TestContext.Current.CancellationToken;
        var response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stopping);
        return new EventReader(response, await response.Content.ReadAsStreamAsync(stopping));
    }

    /// <summary>Opens by POST, and reads past the <c>retry</c>.</summary>
    public static async Task<EventReader> SubscribeAsync(EchoServer server, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = new StringContent($$"""{"query":"{{query}}"}""", Encoding.UTF8, "application/json"),
        };
        var reader = await OpenAsync(server, request);
        Assert.StartsWith("retry: ", await reader.NextAsync(), StringComparison.Ordinal);
        return reader;
    }

    /// <summary>The next block without its blank line; null when the stream has ended.</summary>
    public async Task<string?> NextAsync()
    {
        var block = new StringBuilder();
        while (await _lines.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Length == 0)
            {
                return block.ToString();
            }

            block.Append(block.Length > 0 ? "\n" : "").Append(line);
        }

        Assert.Equal(0, block.Length);
        return null;
    }

    /// <summary>The blocks up to the end of the stream, without comments.</summary>
    public async Task<List<string>> RestAsync()
    {
        var blocks = new List<string>();
        while (await NextAsync() is { } block)
        {
            if (block != ":")
            {
                blocks.Add(block);
            }
        }

        return blocks;
    }

    public void Dispose()
    {
        _lines.Dispose();
        _response.Dispose();
    }
}
