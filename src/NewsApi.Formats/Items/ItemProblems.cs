using System.Text.RegularExpressions;
using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Content.Importing;
using NewsApi.Formats.Text;

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

    /// <summary>Returns the identity of an item. Rejects the item if it is too long for an index.</summary>
    public string Identity(string uri)
    {
        if (uri.Length > Bounds.Uri)
        {
            Reject($"The identity of the item is {uri.Length} characters long; the limit is {Bounds.Uri}.");
        }

        return uri;
    }

    /// <summary>Returns a text that is not longer than an index allows. Leaves out a longer text with a warning.</summary>
    public string? Bounded(string? text, int longest, string name)
    {
        if (text is null || text.Length <= longest)
        {
            return text;
        }

        Warn($"{name} too long", $"A '{name}' of {text.Length} characters was left out; the limit is {longest}.");
        return null;
    }

    /// <summary>Returns the tag of a language; <c>und</c> if there is none. Leaves out a text that is no tag with a warning.</summary>
    public string Language(string name, string? text)
    {
        if (text is not null && LanguageTag.Parse(text) is { } tag)
        {
            return tag;
        }

        if (text is not null)
        {
            Warn(name, $"'{name}' is \"{PlainText.Short(text)}\", not a language tag such as en or en-GB; it was left out.");
        }

        return LanguageTag.Unknown;
    }

    public RejectedItem Rejection(Origin origin) => new(origin, string.Join(" ", _rejections ?? [])) { Warnings = Warnings };

    [GeneratedRegex(@"\[[0-9]+\]")]
    private static partial Regex Index();
}
