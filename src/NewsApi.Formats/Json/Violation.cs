namespace NewsApi.Formats.Json;

/// <summary>A place where a document violates its standard.</summary>
/// <param name="Name">
/// The path of the property, with <c>[]</c> instead of an index, as in <c>places[].countryCode</c>. So the same violation in several
/// elements of a list has one name.
/// </param>
/// <param name="IsUnknown">True if the standard does not have the property.</param>
/// <param name="IsMissing">True if the standard requires the property and the document does not have it.</param>
internal readonly record struct Violation(string Name, string Problem, bool IsUnknown, bool IsMissing);
