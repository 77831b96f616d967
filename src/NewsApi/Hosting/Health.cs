using System.Text;
using NewsApi.Content.Database;
using NewsApi.Content.Wire;
using NewsApi.GraphQL.Loading;

namespace NewsApi.Hosting;

/// <summary>
/// Health checks for operators. One check shows whether the process is alive. The other check shows whether the process may get traffic.
/// </summary>
internal static class Health
{
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(2);

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        var readiness = new Readiness(
            endpoints.ServiceProvider.GetRequiredService<NewsDatabase>(),
            endpoints.ServiceProvider.GetRequiredService<NewsWire>(),
            endpoints.ServiceProvider.GetRequiredService<StandbyLag>(),
            endpoints.ServiceProvider.GetRequiredService<RoleOptions>(),
            endpoints.ServiceProvider.GetRequiredService<StopDelay>());

        // Live means only that the process responds. If the database is lost, a restart of the process would not help.
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

    private sealed class Readiness(
        NewsDatabase database, NewsWire wire, StandbyLag lag, RoleOptions role, StopDelay stop)
    {
        private volatile bool _migrated;

        /// <summary>
        /// Returns null if the service may get traffic. Otherwise returns the reason in one or two words. These words reveal nothing about
        /// the machine.
        /// </summary>
        public async Task<string?> FindProblemAsync(CancellationToken cancellationToken)
        {
            if (stop.IsStopping)
            {
                return "draining";
            }

            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(ProbeLimit);
            try
            {
                await database.ProbeAsync(limit.Token);

                // When all migrations are applied, this stays true, so it is not checked again.
                _migrated = _migrated || (await database.PendingMigrationsAsync(limit.Token)).Count == 0;
                return !_migrated ? "migrating"
                    : wire.StandsStill ? "log not read"
                    : role.MaxLag > TimeSpan.Zero && lag.Time > role.MaxLag ? "standby behind"
                    : null;
            }
            catch (Exception e) when (DatabaseFailure.Find(e) is not null
                || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                return "no database";
            }
        }
    }
}
