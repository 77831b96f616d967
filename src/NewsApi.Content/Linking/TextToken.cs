using System.Runtime.InteropServices;

namespace NewsApi.Content.Linking;

/// <summary>A word of a text: its position, and a hash of its folded letters.</summary>
/// <param name="Hash">The hash of the folded letters (<see cref="Letters"/>). "Pöhl", "POHL" and "pohl" have the same hash.</param>
/// <param name="Start">The position of the first character, in UTF-16 units.</param>
/// <param name="End">The position after the last character, in UTF-16 units.</param>
/// <param name="Gap">The characters between the previous token and this token.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TextToken(ulong Hash, int Start, int End, TokenShape Shape, Gap Gap, TokenScript Script)
{
    public int Length => End - Start;

    /// <summary>Whether the token has a capital, as a name has.</summary>
    public bool IsCapital => Shape is TokenShape.Capital or TokenShape.Upper;

    /// <summary>Whether the token is a single capital, such as the initial of a name.</summary>
    public bool IsInitial => Shape == TokenShape.Capital && Length == 1;

    /// <summary>Whether a name ends before this token, because a break or the end of a line precedes it.</summary>
    public bool EndsName => (Gap & (Gap.Break | Gap.Line)) != 0;

    /// <summary>Whether the token follows the previous token without a break, the end of a line or a comma.</summary>
    public bool Continues => (Gap & (Gap.Break | Gap.Line | Gap.Comma)) == 0;
}
