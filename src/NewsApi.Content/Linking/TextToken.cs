using System.Runtime.InteropServices;

namespace NewsApi.Content.Linking;

/// <summary>A word of a text: where it stands, and its folded letters as a hash.</summary>
/// <param name="Hash">Of the folded letters (<see cref="Letters"/>); equal for "Pöhl", "POHL" and "pohl".</param>
/// <param name="Start">The first character, in UTF-16.</param>
/// <param name="End">The character after the last, in UTF-16.</param>
/// <param name="Gap">What stands between the token before and this one.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TextToken(ulong Hash, int Start, int End, TokenShape Shape, Gap Gap, TokenScript Script)
{
    public int Length => End - Start;

    /// <summary>Whether it is written as a name is: not in small letters, not a number.</summary>
    public bool IsCapital => Shape is TokenShape.Capital or TokenShape.Upper;

    /// <summary>Whether it is a single capital, such as the initial of a name.</summary>
    public bool IsInitial => Shape == TokenShape.Capital && Length == 1;

    /// <summary>Whether a name cannot go on from the token before to this one.</summary>
    public bool EndsName => (Gap & (Gap.Break | Gap.Line)) != 0;

    /// <summary>Whether it directly follows the token before it, as the parts of one name do.</summary>
    public bool Continues => (Gap & (Gap.Break | Gap.Line | Gap.Comma)) == 0;
}
