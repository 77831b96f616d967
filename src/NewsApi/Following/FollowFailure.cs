using NewsApi.Content.Database;
using NewsApi.Content.Importing;

namespace NewsApi.Following;

/// <summary>Describes an exception that interrupts following, for operators.</summary>
internal static class FollowFailure
{
    /// <returns>One or more whole sentences.</returns>
    public static string Describe(Exception failure) => failure switch
    {
        ImportStoppedException => failure.Message,
        _ when DatabaseFailure.Find(failure) is { } outage => $"{outage.Description}. {outage.Remedy}",
        _ => $"Failed unexpectedly: {failure.GetType().Name}: {failure.Message.TrimEnd('.')}.",
    };
}
