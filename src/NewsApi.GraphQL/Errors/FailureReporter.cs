using System.Data.Common;
using GraphQL.Execution;
using Microsoft.Extensions.Logging;

namespace NewsApi.GraphQL.Errors;

/// <summary>
/// Turns exceptions into errors that clients may see: the one place for queries, mutations and subscriptions. A
/// <see cref="RequestError"/> is for the client already; any other exception is logged, and the client sees only that something failed.
/// </summary>
public sealed class FailureReporter(ILogger<FailureReporter> log)
{
    /// <summary>The message to clients while PostgreSQL does not answer.</summary>
    public const string DatabaseUnreachable = "The database cannot be reached at the moment. Try again in a few seconds.";

    /// <summary>The message to clients where the service has a bug.</summary>
    private const string Unexpected = "Unexpected Execution Error";

    /// <param name="place">Where the exception was thrown, for the log: a field, an event.</param>
    internal ExecutionError Report(Exception exception, string place)
    {
        if (exception is RequestError refused)
        {
            return refused;
        }

        if (exception is DbException { IsTransient: true } or TimeoutException)
        {
            log.LogError(exception, "The database did not answer {Place}", place);
            return new UnhandledError(DatabaseUnreachable, exception);
        }

        log.LogError(exception, "A bug: {Place} failed", place);
        return new UnhandledError(Unexpected, exception);
    }
}
