using System.Data.Common;
using GraphQL.Execution;
using Microsoft.Extensions.Logging;

namespace NewsApi.GraphQL.Errors;

/// <summary>
/// Converts exceptions to errors that clients may see, for queries, mutations and subscriptions. A <see cref="RequestError"/> is returned
/// unchanged. Every other exception is logged, and the client gets a general message instead.
/// </summary>
public sealed class FailureReporter(ILogger<FailureReporter> log)
{
    /// <summary>The message to clients while PostgreSQL does not respond.</summary>
    public const string DatabaseUnreachable = "The database cannot be reached at the moment. Try again in a few seconds.";

    /// <summary>The message to clients for a bug of the service.</summary>
    private const string Unexpected = "Unexpected Execution Error";

    /// <param name="place">The name of the field or event that failed, for the log.</param>
    internal ExecutionError Report(Exception exception, string place)
    {
        if (exception is RequestError rejected)
        {
            return rejected;
        }

        if (exception is DbException { IsTransient: true } or TimeoutException)
        {
            log.LogError(exception, "The database did not answer a statement of {Place}", place);
            return new UnhandledError(DatabaseUnreachable, exception);
        }

        log.LogError(exception, "A bug: {Place} failed", place);
        return new UnhandledError(Unexpected, exception);
    }
}
