namespace NewsApi.Content.Access;

/// <summary>Whether a caller may write content.</summary>
public enum WriteAccess
{
    /// <summary>The caller may write.</summary>
    Granted,

    /// <summary>The caller is anonymous.</summary>
    NotAuthenticated,

    /// <summary>The role of the caller may not write.</summary>
    NotAuthorized,
}
