namespace NewsApi.GraphQL.Errors;

/// <summary>Thrown if a value is invalid for its scalar.</summary>
/// <param name="message">The reason, which the client sees.</param>
internal sealed class InvalidScalarException(string message) : FormatException(message);
