using System.Globalization;
using System.Reflection;

namespace NewsApi.Hosting;

/// <summary>One setting, which has a row in the README's table. Most settings set a property of an options record.</summary>
/// <param name="Name">
/// The name of the environment variable. The command line and <c>appsettings.json</c> use the same name with <c>:</c> instead of <c>__</c>.
/// </param>
/// <param name="Unit">
/// For a number the unit, for example "seconds". For a text a description of its content, for example "host names, separated by ;".
/// </param>
/// <param name="Default">The default value; a description if the default depends on the machine.</param>
/// <param name="Allowed">A description of the allowed values, for the table and for error messages.</param>
/// <param name="Meaning">A sentence that explains the setting.</param>
public sealed record Setting(string Name, string Unit, string Default, string Allowed, string Meaning)
{
    /// <summary>The key in .NET's configuration.</summary>
    public string Key { get; } = Name.Replace("__", ":", StringComparison.Ordinal);

    internal Func<string, bool> IsAllowed { get; private init; } = _ => true;

    /// <summary>
    /// The property of an options record that gets the value; null for a setting whose value the program reads from the configuration by
    /// <see cref="Key"/>.
    /// </summary>
    internal PropertyInfo? Property { get; private init; }

    /// <summary>Creates a setting whose value is a text. No property of an options record gets this value.</summary>
    /// <param name="allowed">The allowed values in words.</param>
    /// <param name="isAllowed">Returns true for an allowed text; null to allow every text that is not blank.</param>
    public static Setting Text(
        string name, string unit, string byDefault, string meaning, string allowed = "any", Func<string, bool>? isAllowed = null) =>
        new(name, unit, byDefault, allowed, meaning) { IsAllowed = isAllowed ?? (value => !string.IsNullOrWhiteSpace(value)) };

    /// <summary>Creates a setting for a property that is a text. The default value comes from the options record.</summary>
    /// <param name="allowed">The allowed values in words.</param>
    /// <param name="isAllowed">Returns true for an allowed text; null to allow every text that is not blank.</param>
    public static Setting Text<TOptions>(
        string property, string name, string unit, string meaning, string allowed = "any", Func<string, bool>? isAllowed = null)
        where TOptions : new()
    {
        var target = Find<TOptions>(property);
        return new(name, unit, (string?)target.GetValue(new TOptions()) ?? "", allowed, meaning)
        {
            IsAllowed = isAllowed ?? (value => !string.IsNullOrWhiteSpace(value)),
            Property = target,
        };
    }

    /// <summary>Creates a setting for a property that is true or false. The default value comes from the options record.</summary>
    public static Setting Switch<TOptions>(string property, string name, string meaning)
        where TOptions : new()
    {
        var target = Find<TOptions>(property);
        var byDefault = target.GetValue(new TOptions()) is true ? "true" : "false";
        return new(name, "switch", byDefault, "true or false", meaning)
        {
            IsAllowed = value => bool.TryParse(value, out _),
            Property = target,
        };
    }

    /// <summary>
    /// Creates a setting for a property that is a whole number or a time. The default value comes from the options record.
    /// </summary>
    /// <param name="unit">The unit; for a time <c>milliseconds</c>, <c>seconds</c> or <c>days</c>.</param>
    /// <param name="least">The smallest allowed value.</param>
    /// <param name="most">The largest allowed value.</param>
    public static Setting Number<TOptions>(string property, string name, string unit, long least, long most, string meaning)
        where TOptions : new()
    {
        var target = Find<TOptions>(property);
        var byDefault = target.GetValue(new TOptions()) switch
        {
            TimeSpan time => (long)(time / UnitOf(unit)),
            var number => Convert.ToInt64(number, CultureInfo.InvariantCulture),
        };
        return new(name, unit, Format(byDefault), $"{Format(least)} to {Format(most)}", meaning)
        {
            IsAllowed = value => long.TryParse(value, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most,
            Property = target,
        };
    }

    /// <summary>Sets the property of the options to an allowed value. Does nothing for a setting without a property.</summary>
    internal void Apply(object options, string value) => Property?.SetValue(
        options,
        Property.PropertyType == typeof(TimeSpan) ? UnitOf(Unit) * long.Parse(value, CultureInfo.InvariantCulture)
        : Convert.ChangeType(value, Property.PropertyType, CultureInfo.InvariantCulture));

    private static PropertyInfo Find<TOptions>(string property) =>
        typeof(TOptions).GetProperty(property) ?? throw new ArgumentException($"{typeof(TOptions).Name} has no property {property}.");

    private static TimeSpan UnitOf(string unit) => unit switch
    {
        "milliseconds" => TimeSpan.FromMilliseconds(1),
        "seconds" => TimeSpan.FromSeconds(1),
        "days" => TimeSpan.FromDays(1),
        _ => throw new ArgumentException($"{unit} is not a unit of time."),
    };

    private static string Format(long number) => number.ToString(CultureInfo.InvariantCulture);
}
