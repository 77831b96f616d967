namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>A generated request.</summary>
/// <param name="Variables">A JSON object.</param>
/// <param name="AsEditor">True where it is sent with an editor's key.</param>
internal sealed record RandomRequest(string Document, string Variables, bool AsEditor);
