namespace NewsApi.Transport.Operations;

/// <summary>What a request asks about its cost, by the header <c>GraphQL-Cost</c>. The header and its values are HotChocolate's.</summary>
public enum CostMode
{
    /// <summary>The request asks nothing.</summary>
    None,

    /// <summary>The response also has the cost, in <c>extensions.operationCost</c>.</summary>
    Report,

    /// <summary>The operation does not run. The response has only the cost.</summary>
    Validate,
}
