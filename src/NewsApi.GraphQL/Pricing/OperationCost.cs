namespace NewsApi.GraphQL.Pricing;

/// <summary>The cost of an operation, or of a part of it, in HotChocolate's terms.</summary>
/// <param name="Field">The field cost: the sum of the weights of fields and arguments. It stands for the work of the service.</param>
/// <param name="Type">The type cost: the number of objects that the response may have. It stands for the data.</param>
internal sealed record OperationCost(double Field, double Type)
{
    /// <summary>The price that rate limits count.</summary>
    public double Sum => Field + Type;
}
