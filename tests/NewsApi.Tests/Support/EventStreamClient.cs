using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace NewsApi.Tests.Support;

/// <summary>A deliberately naive client of event streams: reads lines, keeps the last id, knows nothing else.</summary>
internal sealed class EventStreamClient : IDisposable
{
    /// <summary>Longer than any event takes: whoever waits in vain fails and does not hang.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private EventStreamClient(HttpResponseMessage response, Stream body) => (_response, _lines) = (response, new StreamReader(body));

    /// <summary>The last id that came.</summary>
    public string? LastId { get; private set; }

    /// <summary>True once the stream has said that it is over.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Subscribes, and returns when the stream is open.</summary>
    public static async Task<EventStreamClient> OpenAsync(
        HttpClient http, string query, object? variables = null, string? lastEventId = null, CancellationToken? cancellationToken = null)
    {
        var cancel = cancellationToken ?? TestContext.Current.CancellationToken;
        using var request = new HttpRequestMessage(HttpMethod.Post, "graphql") { Content = JsonContent.Create(new { query, variables }) };
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        response.EnsureSuccessStatusCode();
        return new EventStreamClient(response, await response.Content.ReadAsStreamAsync(cancel)) { LastId = lastEventId };
    }

    /// <summary>The next event; null when the stream has ended, whichever way.</summary>
    public async Task<StreamedEvent?> NextAsync(CancellationToken? cancellationToken = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var (data, name, id) = ("", "", (string?)null);
        while (await (cancellationToken is { } given ? _lines.ReadLineAsync(given) : LineAsync(patience.Token)) is { } line)
        {
            switch (line)
            {
                case var _ when line.StartsWith("data: ", StringComparison.Ordinal):
                    data += line[6..];
                    break;
                case var _ when line.StartsWith("event: ", StringComparison.Ordinal):
                    name = line[7..];
                    break;
                case var _ when line.StartsWith("id: ", StringComparison.Ordinal):
                    LastId = id = line[4..];
                    break;
                case "" when name == "complete":
                    IsComplete = true;
                    return null;
                case "" when data.Length > 0:
                    return new StreamedEvent(id, JsonDocument.Parse(data).RootElement);
                case "":
                    (name, id) = ("", null);
                    break;
            }
        }

        return null;
    }

    /// <summary>The id that comes before the first event: where the stream begins.</summary>
    public async Task<string> BeginningAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (await LineAsync(patience.Token) is { } line)
        {
            Assert.False(line.StartsWith("data:", StringComparison.Ordinal), "An event came first.");
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                return LastId = line[4..];
            }
        }

        throw new Xunit.Sdk.XunitException("The stream ended without an id.");
    }

    /// <summary>As many events as that.</summary>
    public async Task<List<StreamedEvent>> NextAsync(int count)
    {
        var events = new List<StreamedEvent>();
        while (events.Count < count)
        {
            events.Add(await NextAsync()
                ?? throw new Xunit.Sdk.XunitException($"The stream ended after {events.Count} events of {count}."));
        }

        return events;
    }

    private async ValueTask<string?> LineAsync(CancellationToken patience)
    {
        try
        {
            return await _lines.ReadLineAsync(patience);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"No event came after {LastId}.");
        }
    }

    public void Dispose()
    {
        _lines.Dispose();
        _response.Dispose();
    }
}
