using GraphQL.Execution;
using NewsApi.Content.Database;

namespace NewsApi.GraphQL.Errors;

/// <summary>
/// The error of an operation that failed because of the database. Nothing was written. If all fields of an operation have such an error,
/// the response has the status 503.
/// </summary>
internal sealed class UnavailableError : UnhandledError
{
    public UnavailableError(DatabaseFailure failure, Exception exception)
        : base(failure.ClientMessage, exception) => Failure = failure;

    public DatabaseFailure Failure { get; }
}
