namespace NewsApi.Formats.Json;

/// <summary>Where a document is not as its standard says.</summary>
/// <param name="Name">The property, with <c>[]</c> for each list on the way, so that equal ones group: <c>places[].countryCode</c>.</param>
/// <param name="IsUnknown">Whether the standard does not know the property at all.</param>
internal readonly record struct Violation(string Name, string Problem, bool IsUnknown);
