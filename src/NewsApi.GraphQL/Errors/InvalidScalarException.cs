namespace NewsApi.GraphQL.Errors;

/// <summary>A value that is not one of a scalar.</summary>
/// <param name="message">What is wrong with the value, for the client.</param>
internal sealed class InvalidScalarException(string message) : FormatException(message);
