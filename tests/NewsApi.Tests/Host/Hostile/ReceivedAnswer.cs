namespace NewsApi.Tests.Host.Hostile;

/// <summary>What the service answered to a hostile request.</summary>
/// <param name="Status">
/// The status of the HTTP response, or the close code of the WebSocket. 101: the WebSocket was open to the end. 0: the service closed the
/// connection, or sent nothing.
/// </param>
/// <param name="Body">The body of the response; of a WebSocket the messages and the reason, a line each.</param>
internal sealed record ReceivedAnswer(int Status, string Body);
