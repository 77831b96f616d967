using GraphQL.Execution;
using NewsApi.Content.Publishing;

namespace NewsApi.GraphQL.Errors;

/// <summary>The error of a mutation whose commit may have happened. The client must not repeat the mutation blindly.</summary>
internal sealed class UnknownOutcomeError(CommitOutcomeUnknownException exception) : UnhandledError(exception.Message, exception);
