using System.Runtime.CompilerServices;
using NewsApi.Content.Database;
using NewsApi.GraphQL.Loading;
using NewsApi.Hosting;
using NewsApi.Postgres;
using Npgsql;

namespace NewsApi.Doctor;

/// <summary>
/// All checks of <c>newsapi doctor</c>, one after the other. A check that fails is a finding, and the next check runs. Only what cannot be
/// checked without the database is left out if there is no database.
/// </summary>
/// <param name="service">The address of the service as clients have it, through all proxies; null to check no address.</param>
internal sealed class Examination(IConfiguration configuration, Uri? service, ILogger logger)
{
    /// <summary>Runs the checks. Each finding is returned as soon as it is made.</summary>
    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (settings, findings) = SettingsChecks.Run(configuration);
        foreach (var finding in findings)
        {
            yield return finding;
        }

        if (settings is null)
        {
            yield break;
        }

        yield return MachineChecks.CheckOpenFiles();
        yield return await SettingsChecks.CheckOperationsAsync(settings, cancellationToken);
        yield return await SettingsChecks.CheckTokensAsync(settings, cancellationToken);

        var (found, failure) = await OpenAsync(settings, cancellationToken);
        await using var opened = found;
        if (failure is not null)
        {
            yield return failure;
        }

        foreach (var check in opened is null ? [] : DatabaseChecks.Of(opened, settings))
        {
            yield return await GuardAsync(check, cancellationToken);
        }

        if (service is null)
        {
            yield break;
        }

        using var checks = new ServiceChecks(service, settings, opened?.Database);
        foreach (var check in checks.All)
        {
            var result = await GuardAsync(check, cancellationToken);
            yield return result;
            if (result.Severity == Severity.Problem && check == checks.All[0])
            {
                // No service responds there, so the other checks of it would say the same.
                yield break;
            }
        }
    }

    private async Task<(DatabaseStartup? Opened, Finding? Failure)> OpenAsync(Settings settings, CancellationToken cancellationToken)
    {
        try
        {
            return (await DatabaseStartup.OpenUncheckedAsync(
                settings, logger, cancellationToken, settings.Bind<RoleOptions>().OnlyReads), null);
        }
        catch (Exception e) when (e is PostgresUnavailableException or SettingsException)
        {
            return (null, new Finding(Severity.Problem, "database", e.Message));
        }
    }

    private static async Task<Finding> GuardAsync(Check check, CancellationToken cancellationToken)
    {
        try
        {
            return await check.RunAsync(cancellationToken);
        }
        catch (HttpRequestException e)
        {
            return Finding.Problem(
                check.Subject, (e.InnerException ?? e).Message.TrimEnd('.'), "Start the service, or correct the address or the proxy.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Finding.Problem(check.Subject, "no response in time", "Find what keeps the service or the proxy busy.");
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn)
        {
            return Finding.Warning(check.Subject, "cannot be checked before the migrations are applied", "Run `newsapi migrate`.");
        }
        catch (Exception e) when (DatabaseFailure.Find(e) is { } failure)
        {
            return Finding.Problem(check.Subject, failure.Description, failure.Remedy);
        }
    }
}
