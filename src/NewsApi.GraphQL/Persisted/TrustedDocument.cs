namespace NewsApi.GraphQL.Persisted;

/// <summary>A document of a folder of trusted documents.</summary>
/// <param name="Id">
/// The id by which clients name the document. It is the name of a file without <c>.graphql</c>, or a key of a manifest.
/// </param>
/// <param name="Text">The text of the document.</param>
/// <param name="File">The name of the file in the folder.</param>
public sealed record TrustedDocument(string Id, string Text, string File);
