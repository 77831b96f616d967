using System.Text;

namespace NewsApi.Following;

/// <summary>The rules of a robots.txt for one client (RFC 9309).</summary>
public sealed class RobotsRules
{
    /// <summary>The number of bytes that are read; the standard demands at least so many (section 2.5).</summary>
    private const int MaxBytes = 500 * 1024;

    private readonly List<(string Pattern, bool Allows)> _rules = [];

    private RobotsRules()
    {
    }

    /// <summary>Rules that allow every address: those of a server without a robots.txt.</summary>
    public static RobotsRules None { get; } = new();

    /// <param name="userAgent">The header of the client. The groups of its product token count: the letters before the slash.</param>
    public static RobotsRules Parse(ReadOnlySpan<byte> file, string userAgent)
    {
        var text = Encoding.UTF8.GetString(file[..Math.Min(file.Length, MaxBytes)]).TrimStart('\uFEFF');
        var product = Token(userAgent);
        var (own, others) = (new RobotsRules(), new RobotsRules());
        var (hasOwn, inAgents, isOwn, isOthers) = (false, false, false, false);
        foreach (var line in text.Split(['\r', '\n']))
        {
            var rule = line.Split('#')[0].Split(':', 2, StringSplitOptions.TrimEntries);
            if (rule.Length < 2)
            {
                continue;
            }

            switch (rule[0].ToUpperInvariant())
            {
                case "USER-AGENT":
                    // Lines in a row begin one group; the first line after a rule begins another.
                    (isOwn, isOthers) = inAgents ? (isOwn, isOthers) : (false, false);
                    inAgents = true;
                    isOwn |= product.Length > 0 && Token(rule[1]).Equals(product, StringComparison.OrdinalIgnoreCase);
                    isOthers |= rule[1].StartsWith('*');
                    hasOwn |= isOwn;
                    break;
                case "ALLOW" or "DISALLOW":
                    inAgents = false;
                    Add(rule[1], rule[0].StartsWith("a", StringComparison.OrdinalIgnoreCase));
                    break;
            }
        }

        return hasOwn ? own : others;

        void Add(string path, bool allows)
        {
            // A rule without a path, and one before the first group, mean nothing.
            if (path.Length > 0)
            {
                var pattern = (Normalise(path), allows);
                if (isOwn)
                {
                    own._rules.Add(pattern);
                }

                if (isOthers)
                {
                    others._rules.Add(pattern);
                }
            }
        }
    }

    /// <summary>
    /// True if the client may request the address: the longest rule that matches decides, and of two equal ones the allowing one.
    /// </summary>
    public bool Allow(Uri url)
    {
        var path = Normalise(url.PathAndQuery);
        if (path == "/robots.txt")
        {
            return true;
        }

        var (longest, allows) = (-1, true);
        foreach (var (pattern, allowed) in _rules)
        {
            if (pattern.Length >= longest && Matches(pattern, path))
            {
                allows = allowed || (pattern.Length == longest && allows);
                longest = pattern.Length;
            }
        }

        return allows;
    }

    private static string Token(string userAgent) => new([.. userAgent.TakeWhile(c => char.IsAsciiLetter(c) || c is '-' or '_')]);

    /// <summary>Writes each byte in one way: percent-encoded unless it is a letter, digit or mark that needs no encoding.</summary>
    private static string Normalise(string path)
    {
        var text = new StringBuilder(path.Length);
        foreach (var unit in Encoding.UTF8.GetBytes(path))
        {
            text.Append(unit is > 0x20 and < 0x7F ? ((char)unit).ToString() : $"%{unit:X2}");
        }

        for (var at = 0; at + 2 < text.Length; at++)
        {
            if (text[at] == '%' && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2]))
            {
                var unit = Convert.ToInt32($"{text[at + 1]}{text[at + 2]}", 16);
                var plain = (char)unit is var c && (char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~');
                text.Remove(at, 3).Insert(at, plain ? ((char)unit).ToString() : $"%{unit:X2}");
                at += plain ? 0 : 2;
            }
        }

        return text.ToString();
    }

    /// <summary>
    /// Matches a path from its beginning: <c>*</c> stands for any characters, and <c>$</c> at the end for the end of the path. It never
    /// goes back further than the last star, so that no pattern takes long.
    /// </summary>
    private static bool Matches(string pattern, string path)
    {
        var isWhole = pattern.EndsWith('$');
        var end = isWhole ? pattern.Length - 1 : pattern.Length;
        var (at, seen, star, from) = (0, 0, -1, 0);
        while (true)
        {
            if (at == end && (!isWhole || seen == path.Length))
            {
                return true;
            }

            if (at < end && pattern[at] == '*')
            {
                (star, from) = (at++, seen);
            }
            else if (at < end && seen < path.Length && pattern[at] == path[seen])
            {
                at++;
                seen++;
            }
            else if (star >= 0 && from < path.Length)
            {
                (at, seen) = (star + 1, ++from);
            }
            else
            {
                return false;
            }
        }
    }
}
