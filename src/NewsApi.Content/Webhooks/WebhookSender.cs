using System.Globalization;
using System.Net.Http.Headers;

namespace NewsApi.Content.Webhooks;

/// <summary>Sends announcements by HTTP, one attempt a call, as the specification Standard Webhooks (version 1.0) has it.</summary>
internal sealed class WebhookSender(WebhookOptions options, TimeProvider time) : IDisposable
{
    // A redirect is not followed: the signed announcement is for the URL that the operator gave. No trace of this process is sent.
    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Sends an announcement once.</summary>
    /// <returns>Null if the receiver accepted it by a status from 200 to 299.</returns>
    public async Task<WebhookFailure?> TrySendAsync(WebhookClaim webhook, WebhookMessage message, CancellationToken cancellationToken)
    {
        var body = message.ToBody();
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.ParseAdd("NewsApi");
        request.Headers.Add("webhook-id", message.Id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSecret.Sign(webhook.Secret, message.Id, timestamp, body));

        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // The body of the response is not read: only the status counts.
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return response.IsSuccessStatusCode
                ? null
                : new(string.Create(CultureInfo.InvariantCulture, $"status {(int)response.StatusCode}"), IsRefusal: true);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new(
                string.Create(CultureInfo.InvariantCulture, $"no response within {options.Timeout.TotalSeconds} seconds"),
                IsRefusal: false);
        }
        catch (HttpRequestException e)
        {
            // The message of the exception would name the URL.
            return new(
                e.HttpRequestError == HttpRequestError.Unknown ? "the connection failed" : $"the connection failed: {e.HttpRequestError}",
                IsRefusal: false);
        }
    }

    public void Dispose() => _client.Dispose();
}
