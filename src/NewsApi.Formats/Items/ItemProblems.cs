using System.Text.RegularExpressions;
using NewsApi.Content;
using NewsApi.Content.Importing;

namespace NewsApi.Formats.Items;

/// <summary>Collects the reasons to reject one item, and the warnings about it.</summary>
internal partial class ItemProblems
{
    /// <summary>
    /// The largest number of reasons in the message of a rejected item. Without this limit, an item with many errors would get a very long
    /// message.
    /// </summary>
    private const int MostRejections = 3;

    private const int MostWarnings = 100;

    private List<string>? _rejections;
    private List<ImportWarning>? _warnings;

    public bool IsRejected => _rejections is not null;

    public ValueList<ImportWarning> Warnings => _warnings is null ? [] : [.. _warnings];

    public void Reject(string reason)
    {
        _rejections ??= [];
        if (_rejections.Count < MostRejections && !_rejections.Contains(reason))
        {
            _rejections.Add(reason);
        }
    }

    /// <summary>
    /// Adds a warning about the property <c>name</c>. Does nothing if this property already has a warning. Properties whose names differ
    /// only by an index, such as <c>people[0]</c> and <c>people[1]</c>, count as one property.
    /// </summary>
    public void Warn(string name, string message)
    {
        name = name.Contains('[', StringComparison.Ordinal) ? Index().Replace(name, "[]") : name;
        _warnings ??= [];
        if (_warnings.Count < MostWarnings && !_warnings.Exists(warning => warning.Name == name))
        {
            _warnings.Add(new ImportWarning(name, message));
        }
    }

    public RejectedItem Rejection(Origin origin) => new(origin, string.Join(" ", _rejections ?? [])) { Warnings = Warnings };

    [GeneratedRegex(@"\[[0-9]+\]")]
    private static partial Regex Index();
}
