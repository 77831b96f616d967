using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using NewsApi.Hosting;

namespace NewsApi.Benchmarks.Cached;

/// <summary>
/// The process of the service, with a second Kestrel beside it that sends a plain text: the most that this process can send.
/// </summary>
internal static class CachedService
{
    public const string Text = "Hello, World!";

    /// <summary>Called in the child: says the addresses of both, and returns when the parent ends it.</summary>
    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var service = await NewsService.StartAsync(["--urls", "http://127.0.0.1:0"], cancellationToken);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var plain = builder.Build();
        plain.Urls.Add("http://127.0.0.1:0");
        var bytes = "Hello, World!"u8.ToArray();
        plain.Run(context =>
        {
            context.Response.ContentType = "text/plain";
            context.Response.ContentLength = bytes.Length;
            return context.Response.Body.WriteAsync(bytes, 0, bytes.Length);
        });
        await plain.StartAsync(cancellationToken);
        ChildProcess.Say($"{service.Addresses.Single()} {plain.Urls.Single()}");
        await ChildProcess.WaitForEndAsync(cancellationToken);
    }
}
