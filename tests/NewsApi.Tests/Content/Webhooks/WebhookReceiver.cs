using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace NewsApi.Tests.Content.Webhooks;

/// <summary>A receiver on loopback that can be down, and answers each attempt as the test says.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<Attempt> _attempts = [];
    private readonly Func<int, HttpContext, Task> _answer;
    private WebApplication? _app;

    /// <param name="answer">
    /// Answers an attempt: its number, the first is 0, and its request. If it does nothing, the attempt is accepted.
    /// </param>
    public WebhookReceiver(Func<int, HttpContext, Task>? answer = null)
    {
        _answer = answer ?? ((_, _) => Task.CompletedTask);
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        Url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/purge?password=hunter2";
    }

    public string Url { get; }

    public IReadOnlyList<Attempt> Attempts
    {
        get
        {
            lock (_lock)
            {
                return [.. _attempts];
            }
        }
    }

    /// <summary>What it has accepted, in order; a batch that was accepted twice counts once.</summary>
    public IReadOnlyList<Attempt> Accepted => [.. Attempts.Where(a => a.Status is >= 200 and < 300).DistinctBy(a => a.Id)];

    /// <summary>The tags that it has accepted, in order.</summary>
    public IEnumerable<string> Tags => Accepted.SelectMany(a => a.Tags);

    /// <summary>An address that answers with a status.</summary>
    public static Func<int, HttpContext, Task> Status(Func<int, int> status) => (number, context) =>
    {
        context.Response.StatusCode = status(number);
        return Task.CompletedTask;
    };

    /// <summary>Begins to listen. Until then connections are refused.</summary>
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(new Uri(Url).GetLeftPart(UriPartial.Authority));
        _app = builder.Build();
        _app.Run(TakeAsync);
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }

    public static async Task<WebhookReceiver> StartAsync(Func<int, HttpContext, Task>? answer = null)
    {
        var receiver = new WebhookReceiver(answer);
        await receiver.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        context.Request.Body = body;
        var attempt = new Attempt(
            context.Request.Headers["webhook-id"].ToString(), context.Request.Headers["webhook-timestamp"].ToString(),
            context.Request.Headers["webhook-signature"].ToString(), Encoding.UTF8.GetString(body.ToArray()));
        int number;
        lock (_lock)
        {
            number = _attempts.Count;
            _attempts.Add(attempt);
        }

        context.Response.StatusCode = 204;
        await _answer(number, context);
        attempt.Status = context.RequestAborted.IsCancellationRequested ? 0 : context.Response.StatusCode;
    }

    /// <summary>One request to the receiver.</summary>
    internal sealed record Attempt(string Id, string Timestamp, string Signature, string Body)
    {
        /// <summary>The answer; 0 if there was none.</summary>
        public int Status { get; set; }

        public string Cursor => JsonElement.Parse(Body).GetProperty("cursor").GetString()!;

        public IReadOnlyList<string> Tags => [.. JsonElement.Parse(Body).GetProperty("tags").EnumerateArray().Select(t => t.GetString()!)];

        /// <summary>Verifies the signature as a receiver would, by the text of the specification Standard Webhooks.</summary>
        public bool IsSignedWith(string secret)
        {
            var key = Convert.FromBase64String(secret["whsec_".Length..]);
            var expected = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{Id}.{Timestamp}.{Body}"));
            return Signature == "v1," + Convert.ToBase64String(expected);
        }
    }
}
