namespace NewsApi.Following;

/// <summary>A redirect leads into a private network, so no connection is made.</summary>
/// <param name="message">The reason, in words for the operator.</param>
internal sealed class PrivateNetworkException(string message) : IOException(message);
