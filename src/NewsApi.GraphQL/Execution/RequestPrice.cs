using NewsApi.Transport.Operations;
using NewsApi.Transport.Rates;

namespace NewsApi.GraphQL.Execution;

/// <summary>The price of a request before its operation is known, in units of cost. An answer from memory costs no more.</summary>
internal static class RequestPrice
{
    /// <summary>Reading this number of bytes of a request takes about as long as one unit of cost.</summary>
    private const int BytesPerUnit = 1000;

    public static double Compute(OperationRequest request) =>
        RateLimits.LeastPrice + (Math.Max(request.Bytes, request.Query?.Length ?? 0) / BytesPerUnit);
}
