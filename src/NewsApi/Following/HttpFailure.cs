using System.Net.Sockets;

namespace NewsApi.Following;

/// <summary>Describes a failed exchange by HTTP for an operator.</summary>
internal static class HttpFailure
{
    public static string Describe(Exception failure)
    {
        if (failure is InvalidDataException)
        {
            return "the compressed response is damaged";
        }

        for (var inner = failure; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException socket)
            {
                return $"the connection failed: {socket.SocketErrorCode}";
            }
        }

        return failure switch
        {
            HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded }
                or HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } => "the response ended before it was complete",
            HttpIOException { HttpRequestError: not HttpRequestError.Unknown } http => $"the response is invalid: {http.HttpRequestError}",
            HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } http => $"the request failed: {http.HttpRequestError}",
            _ => $"the response cannot be read: {failure.Message}",
        };
    }
}
