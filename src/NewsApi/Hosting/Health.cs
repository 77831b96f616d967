using System.Data.Common;
using System.Text;
using NewsApi.Content.Database;

namespace NewsApi.Hosting;

/// <summary>Health checks for operators: one for a live process, and one for a process that may get traffic.</summary>
internal static class Health
{
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(2);

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        var readiness = new Readiness(
            endpoints.ServiceProvider.GetRequiredService<NewsDatabase>(),
            endpoints.ServiceProvider.GetRequiredService<IHostApplicationLifetime>());

        // A live process answers, with or without its database: a restart would not bring the database back.
        endpoints.MapGet("/health/live", context => WriteAsync(context, StatusCodes.Status200OK, "live"));
        endpoints.MapGet("/health/ready", async context =>
        {
            var problem = await readiness.FindProblemAsync(context.RequestAborted);
            var status = problem is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            await WriteAsync(context, status, problem ?? "ready");
        });
    }

    private static Task WriteAsync(HttpContext context, int status, string word)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($$"""{"status":"{{word}}"}"""), context.RequestAborted).AsTask();
    }

    private sealed class Readiness(NewsDatabase database, IHostApplicationLifetime lifetime)
    {
        private volatile bool _migrated;

        /// <summary>
        /// Returns null if the service may get traffic; otherwise the reason, in words that reveal nothing about the machine.
        /// </summary>
        public async Task<string?> FindProblemAsync(CancellationToken cancellationToken)
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
                await using var probe = connection.CreateCommand();
                probe.CommandText = "select 1";
                await probe.ExecuteScalarAsync(limit.Token);

                // Migrations only go forward, so one success is enough.
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
