using CsCheck;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>Changes a document at a random place, as a faulty client or an attacker does.</summary>
internal static class DocumentMutator
{
    private static readonly string[] Inserted =
    [
        "{", "}", "(", ")", "\"", "\"\"\"", "\\", "\0", "\uFEFF", "...", "@", "$", "!", "|", ":", ",", "#", "\r", "é", "\U0001F3C3",
        " fragment F on Query { ...F } ", " ...F ", " @skip(if: true) ", " type T { a: Int } ", " query R { __typename } ", " null ", " 1e999 ",
    ];

    /// <summary>Returns the document with a part removed, repeated, exchanged or inserted.</summary>
    public static string Mutate(string document, PCG pcg)
    {
        var from = (int)pcg.Next((uint)document.Length);
        var length = Math.Min(1 + (int)pcg.Next(12), document.Length - from);
        var part = document.Substring(from, length);
        return pcg.Next(4) switch
        {
            0 => document.Remove(from, length),
            1 => document.Insert(from, part),
            2 => document.Remove(from, length).Insert((int)pcg.Next((uint)(document.Length - length + 1)), part),
            _ => document.Insert(from, Inserted[pcg.Next((uint)Inserted.Length)]),
        };
    }
}
