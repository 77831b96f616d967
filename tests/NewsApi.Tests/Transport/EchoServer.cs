using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NewsApi.Transport;
using NewsApi.Transport.Http;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Repeats;
using Xunit;

namespace NewsApi.Tests.Transport;

/// <summary>The transport alone on a real port. On the other side of its seam stands an executor that tells what it was asked.</summary>
internal sealed class EchoServer : IAsyncDisposable
{
    public const string Sdl = "type Query {\n  \"Grüße\"\n  hello: String\n}\n";

    private readonly WebApplication _app;

    private EchoServer(WebApplication app, EchoExecutor executor, LogLines log)
    {
        _app = app;
        Executor = executor;
        Log = log;
        Address = new Uri(app.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Client = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    /// <summary>Sends no Accept of its own.</summary>
    public HttpClient Client { get; }

    public EchoExecutor Executor { get; }

    public LogLines Log { get; }

    public static async Task<EchoServer> StartAsync(
        TransportOptions? options = null, Action<KestrelServerOptions>? configure = null, int port = 0,
            Action<IServiceCollection>? services = null, Action<ListenOptions>? listen = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            configure?.Invoke(kestrel);
            kestrel.Listen(IPAddress.Loopback, port, listen ?? (static endpoint => endpoint.UseEventStreamHandover()));
        });
        builder.Services.AddRoutingCore();
        var executor = new EchoExecutor();
        var log = new LogLines();
        builder.Services.AddSingleton<IOperationExecutor>(executor);
        builder.Services.AddSingleton<SchemaText>(() => Sdl);
        builder.Services.AddSingleton(options ?? new TransportOptions());

        // The executor keeps no answers. But each small body is looked at before it is read.
        builder.Services.AddSingleton(new RepeatedRequests(1_000_000, _ => { }));
        services?.Invoke(builder.Services);
        builder.Logging.AddProvider(log);
        var app = builder.Build();
        app.UseRepeatedRequests();
        app.UseRouting();
        app.MapGraphQL();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new EchoServer(app, executor, log);
    }

    /// <summary>POSTs a body; no Accept unless one is given.</summary>
    public Task<HttpResponseMessage> PostAsync(string body, string? accept = null, string contentType = "application/json") =>
        PostAsync(Encoding.UTF8.GetBytes(body), accept, contentType);

    public async Task<HttpResponseMessage> PostAsync(byte[] body, string? accept = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return await SendAsync(request, accept);
    }

    public async Task<HttpResponseMessage> GetAsync(string query, string? accept = null, string path = "/graphql")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path + query);
        return await SendAsync(request, accept);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string? accept = null)
    {
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>A bare connection, for what no well-mannered client would send.</summary>
    public async Task<TcpClient> ConnectAsync()
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(Address.Host, Address.Port, TestContext.Current.CancellationToken);
        return socket;
    }

    /// <summary>Stops as the service does on SIGTERM; done when it has stopped.</summary>
    public Task StopAsync() => _app.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
