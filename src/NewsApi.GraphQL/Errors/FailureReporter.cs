using GraphQL.Execution;
using Microsoft.Extensions.Logging;
using NewsApi.Content.Database;
using NewsApi.Content.Importing;
using NewsApi.Content.Publishing;

namespace NewsApi.GraphQL.Errors;

/// <summary>
/// Converts exceptions to errors that clients may see, for queries, mutations and subscriptions. A <see cref="RequestError"/> is returned
/// unchanged. A failure of the database is counted as a part of an incident (<see cref="DatabaseIncidents"/>). Every other exception is a
/// bug: it is logged, and the client gets a general message instead.
/// </summary>
public sealed class FailureReporter(DatabaseIncidents incidents, ILogger<FailureReporter> log)
{
    /// <summary>The message to clients for a bug of the service.</summary>
    private const string Unexpected = "Unexpected Execution Error";

    /// <param name="place">The name of the field or event that failed, for the log.</param>
    internal ExecutionError Report(Exception exception, string place)
    {
        switch (exception)
        {
            case RequestError rejected:
                return rejected;
            case OperationCanceledException:
                return new TimeoutError();
            case ImportStoppedException { InnerException: { } cause }:
                return Report(cause, place);
            case CommandKeyReusedException:
                return RequestError.IdempotencyKeyReused();
            case CommitOutcomeUnknownException unknown:
                log.LogError("The connection was lost during the commit of {Place}; it is unknown whether the change was saved", place);
                return new UnknownOutcomeError(unknown);
        }

        if (RecordOutage(exception, place) is { } outage)
        {
            return new UnavailableError(outage, exception);
        }

        log.LogError(exception, "A bug: {Place} failed", place);
        return new UnhandledError(Unexpected, exception);
    }

    /// <summary>Counts a failure of the database. Returns null if the exception is none.</summary>
    /// <param name="isRepeated">True if the same operation has failed before, so that it counts as one.</param>
    internal DatabaseFailure? RecordOutage(Exception exception, string place, bool isRepeated = false)
    {
        var outage = DatabaseFailure.Find(exception);
        if (outage is not null)
        {
            incidents.Record(outage, place, isOperation: !isRepeated);
        }

        return outage;
    }
}
