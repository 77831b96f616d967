namespace NewsApi.Hosting;

/// <summary>One setting as it is documented: the README's table is made of these.</summary>
/// <param name="Name">As an environment variable; with <c>:</c> for <c>__</c> on the command line and in <c>appsettings.json</c>.</param>
/// <param name="Unit">What its number counts, or what its text is.</param>
/// <param name="Default">As it would be written; for texts that depend on the machine, in words.</param>
/// <param name="Allowed">In words, for the table and for refusals.</param>
/// <param name="Meaning">One sentence.</param>
public sealed record Setting(string Name, string Unit, string Default, string Allowed, string Meaning)
{
    /// <summary>The name as .NET's configuration has it.</summary>
    public string Key { get; } = Name.Replace("__", ":", StringComparison.Ordinal);

    /// <summary>Says why a value is refused; null where it is allowed.</summary>
    internal Func<string, bool> IsAllowed { get; init; } = _ => true;

    /// <summary>A text that is a matter of the machine; any text but an empty one is allowed.</summary>
    public static Setting Text(string name, string unit, string byDefault, string meaning) =>
        new(name, unit, byDefault, "any", meaning) { IsAllowed = value => !string.IsNullOrWhiteSpace(value) };

    public static Setting Switch(string name, bool byDefault, string meaning) =>
        new(name, "switch", byDefault ? "true" : "false", "true or false", meaning) { IsAllowed = value => bool.TryParse(value, out _) };

    /// <summary>A whole number within bounds, both allowed themselves.</summary>
    public static Setting Number(string name, string unit, long byDefault, long least, long most, string meaning) =>
        new(name, unit, Written(byDefault), $"{Written(least)} to {Written(most)}", meaning)
        {
            IsAllowed = value => long.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var number)
                && number >= least && number <= most,
        };

    private static string Written(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
