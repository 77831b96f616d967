using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Access;

/// <summary>What the expiry of a token does to the connections that it opened.</summary>
public sealed class CredentialExpiryTests(TestPostgres postgres)
{
    private const string Subscription = "subscription { articlePublished { article { headline } } }";

    private static readonly TimeSpan Life = TimeSpan.FromSeconds(5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task At_the_expiry_of_its_token_a_socket_closes_with_a_code_after_which_clients_reconnect()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var server = await issuer.StartServiceAsync(postgres);
        using var socket = await SocketClient.SubscribeAsync(
            server.Address, Subscription, connectionParameters: new { Authorization = $"Bearer {issuer.Sign(until: Life)}" });
        while (await socket.NextAsync() is not null)
        {
            // Events before the expiry.
        }

        Assert.Equal((WebSocketCloseStatus)4403, socket.CloseStatus);
        using var renewed = await SocketClient.SubscribeAsync(
            server.Address, "{ __typename }", connectionParameters: new { Authorization = $"Bearer {issuer.Sign()}" });
        Assert.NotNull(await renewed.NextAsync());
    }

    [Fact]
    public async Task At_the_expiry_of_its_token_an_event_stream_ends_without_complete_and_the_old_token_is_refused()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var server = await issuer.StartServiceAsync(postgres);
        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", issuer.Sign(until: Life));
        using var stream = await EventStreamClient.OpenAsync(client, Subscription);
        while (await stream.NextAsync() is not null)
        {
            // Events before the expiry.
        }

        Assert.False(stream.IsComplete);
        using var again = await client.GetAsync(new Uri("graphql?query=%7B__typename%7D", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
    }
}
