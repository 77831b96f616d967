namespace NewsApi.Content.Reading.Conditions;

/// <summary>How a field is compared with a value.</summary>
public enum Comparison
{
    Equal,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Contains,
    StartsWith,
    EndsWith,

    /// <summary>Contains, whatever the case of letters (<see cref="CaseFold"/>).</summary>
    ContainsInAnyCase,

    /// <summary>Starts with, whatever the case of letters.</summary>
    StartsWithInAnyCase,
}
