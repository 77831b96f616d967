namespace NewsApi.Formats.Json;

/// <summary>A violation of its standard in a document.</summary>
/// <param name="Name">The property, with <c>[]</c> for each list, so that equal violations group: <c>places[].countryCode</c>.</param>
/// <param name="IsUnknown">True if the standard does not have the property.</param>
/// <param name="IsMissing">True if the standard requires the property and the document does not have it.</param>
internal readonly record struct Violation(string Name, string Problem, bool IsUnknown, bool IsMissing);
