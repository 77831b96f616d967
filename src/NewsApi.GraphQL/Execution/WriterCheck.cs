using System.Security.Claims;
using NewsApi.Content.Access;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Execution;

/// <summary>Decides whether a mutation may run: the caller may write, and this process writes.</summary>
internal sealed class WriterCheck(RoleOptions role)
{
    /// <summary>Returns the reason why a mutation of the caller may not run; null if it may.</summary>
    public RequestError? FindProblem(ClaimsPrincipal caller) => caller.FindWriteAccess() switch
    {
        WriteAccess.Granted => role.OnlyReads
            ? RequestError.OnlyReads(role.Message, role.WriterUrl == RoleOptions.None ? null : role.WriterUrl)
            : null,
        WriteAccess.NotAuthenticated => RequestError.NotAuthenticated(),
        _ => RequestError.NotAuthorized(),
    };
}
