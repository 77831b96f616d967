using System.Data.Common;
using System.Text;
using NewsApi.Content.Database;

namespace NewsApi.Hosting;

/// <summary>What operators ask the service: is it alive, may it have traffic.</summary>
internal static class Health
{
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(2);

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        var readiness = new Readiness(
            endpoints.ServiceProvider.GetRequiredService<NewsDatabase>(),
            endpoints.ServiceProvider.GetRequiredService<IHostApplicationLifetime>());

        // Live says only that the process answers: restarting it would not bring a lost database back.
        endpoints.MapGet("/health/live", context => Write(context, StatusCodes.Status200OK, "live"));
        endpoints.MapGet("/health/ready", async context =>
        {
            var trouble = await readiness.TroubleAsync(context.RequestAborted);
            await Write(context, trouble is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, trouble ?? "ready");
        });
    }

    private static Task Write(HttpContext context, int status, string word)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($$"""{"status":"{{word}}"}"""), context.RequestAborted).AsTask();
    }

    private sealed class Readiness(NewsDatabase database, IHostApplicationLifetime lifetime)
    {
        private volatile bool _migrated;

        /// <summary>Null when the service may have traffic; else one word on why not, which tells a stranger nothing of the machine.</summary>
        public async Task<string?> TroubleAsync(CancellationToken cancellationToken)
        {
            if (lifetime.ApplicationStopping.IsCancellationRequested)
            {
                return "draining";
            }

            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(ProbeLimit);
            try
            {
                await using var connection = await database.Source.OpenConnectionAsync(limit.Token);
                await using var ask = connection.CreateCommand();
                ask.CommandText = "select 1";
                await ask.ExecuteScalarAsync(limit.Token);

                // Migrations only go forward, so this need not be asked again once it held.
                _migrated = _migrated || (await database.PendingMigrationsAsync(limit.Token)).Count == 0;
                return _migrated ? null : "migrating";
            }
            catch (Exception e) when (e is DbException or TimeoutException
                || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                return "no database";
            }
        }
    }
}
