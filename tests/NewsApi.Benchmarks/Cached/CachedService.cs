using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using NewsApi.Hosting;

namespace NewsApi.Benchmarks.Cached;

/// <summary>
/// The process of the service, with a second Kestrel beside it that sends plain texts: the most that this process can send. The path is the
/// length of the text; the path <c>/</c> has <see cref="Text"/>.
/// </summary>
internal static class CachedService
{
    public const string Text = "Hello, World!";

    /// <summary>Returns the plain text of a length in bytes.</summary>
    public static string TextOf(int length) => new('x', length);

    /// <summary>Called in the child: says the addresses of both, and returns when the parent ends it.</summary>
    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var service = await NewsService.StartAsync(["--urls", "http://127.0.0.1:0"], cancellationToken);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var plain = builder.Build();
        plain.Urls.Add("http://127.0.0.1:0");
        var texts = new ConcurrentDictionary<string, byte[]>(StringComparer.Ordinal) { ["/"] = Encoding.UTF8.GetBytes(Text) };
        plain.Run(context =>
        {
            var bytes = texts.GetOrAdd(context.Request.Path.Value ?? "/", static path => Encoding.UTF8.GetBytes(
                TextOf(int.Parse(path.AsSpan(1), CultureInfo.InvariantCulture))));
            context.Response.ContentType = "text/plain";
            context.Response.ContentLength = bytes.Length;
            return context.Response.Body.WriteAsync(bytes, 0, bytes.Length);
        });
        await plain.StartAsync(cancellationToken);
        ChildProcess.Say($"{service.Addresses.Single()} {plain.Urls.Single()}");
        await ChildProcess.WaitForEndAsync(cancellationToken);
    }
}
