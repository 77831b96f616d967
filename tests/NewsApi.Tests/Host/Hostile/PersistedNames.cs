using System.Security.Cryptography;
using static NewsApi.Tests.Host.Hostile.DocumentedAnswer;
using static NewsApi.Tests.Host.Hostile.HostileRequests;

namespace NewsApi.Tests.Host.Hostile;

/// <summary>Names and hashes of documents that do not exist, or not in that form.</summary>
internal static class PersistedNames
{
    private const string Text = "{ __typename }";

    private static readonly string OtherHash = Convert.ToHexStringLower(SHA256.HashData("{ wire { cursor } }"u8));

    public static IEnumerable<HostileCase> All =>
    [
        Apq("a hash without a text", $$"""{"version":1,"sha256Hash":"{{OtherHash}}"}""", null,
            Rejected("HC0020", "PersistedQueryNotFound")),
        // The text runs, and is not stored under the hash of another.
        Apq("the hash of another text", $$"""{"version":1,"sha256Hash":"{{OtherHash}}"}""", Text, Runs("Query")),
        Apq("that hash, which was not stored", $$"""{"version":1,"sha256Hash":"{{OtherHash}}"}""", null,
            Rejected("HC0020", "PersistedQueryNotFound")),
        Apq("version 2", $$"""{"version":2,"sha256Hash":"{{OtherHash}}"}""", null, Rejected("HC0009", "version 1")),
        Apq("version 2^63", $$"""{"version":9223372036854775808,"sha256Hash":"{{OtherHash}}"}""", null, Rejected("HC0009", "version 1")),
        Apq("version of a text", $$"""{"version":"1","sha256Hash":"{{OtherHash}}"}""", Text, Rejected("HC0009", "version 1")),
        Apq("a hash of 63 digits", $$"""{"version":1,"sha256Hash":"{{OtherHash[1..]}}"}""", null, Rejected("HC0009", "64 hexa")),
        Apq("a hash of other letters", $$"""{"version":1,"sha256Hash":"{{Long(64, 'g')}}"}""", null, Rejected("HC0009", "64 hexa")),
        Apq("a hash of a list", """{"version":1,"sha256Hash":[]}""", null, Rejected("HC0009", "64 hexa")),
        Apq("no hash", """{"version":1}""", null, Rejected("HC0009", "64 hexa")),
        Apq("a text for an object", "\"x\"", Text, Runs("Query")),
        Apq("a text for an object, and no document", "\"x\"", null, Rejected("HC0013", "query")),
        Path("an unknown name", "NoSuchPage", Rejected("HC0015", "NoSuchPage")),
        Path("a name in lower case", "frontpage", Rejected("HC0015", "frontpage")),
        Path("a folder above", "..%2f..%2f..%2fetc%2fpasswd", Rejected("HC0015", "passwd")),
        Path("a folder above, encoded twice", "%252e%252e%252fFrontPage", Rejected("HC0015", "FrontPage")),
        Path("backslashes", "..%5c..%5cFrontPage", Rejected("HC0015", "FrontPage")),
        Path("a file's name", "FrontPage.graphql", Rejected("HC0015", "FrontPage.graphql")),
        Path("a hash of garbage", "sha256:zzz", Rejected("HC0015", "sha256:zzz")),
        Path("a name of 7 000 characters", Long(7_000), Rejected("HC0015", "xxx")),
        Path("a name of SQL", "'%20or%201=1--", Rejected("HC0015", "or")),
        Path("markup", "%3Cscript%3Ealert(1)%3C/script%3E", Rejected("HC0015", "script")),
        Path("an unknown operation", "FrontPage/NoSuchOperation", Rejected("HC0009", "NoSuchOperation")),
        Path("a text beside the name", "FrontPage?query=%7B__typename%7D", Rejected("HC0009", "without `query`")),
        Path("variables of garbage", "FrontPage?variables=%7B", Rejected("HC0011", "`variables`")),
        Path("variables of a list", "FrontPage?variables=%5B%5D", Rejected("HC0009", "`variables`")),
        Path("a page of 2^31", "FrontPage?variables=%7B%22first%22:2147483648%7D", Rejected("HC0016", "first")),
        new("persisted names", "an id of a megabyte", Post(() => $$"""{"documentId":"sha256:{{Long(1_000_000, 'a')}}"}"""),
            Rejected("HC0015", "aaa")),
        new("persisted names", "an id of a number", Post(() => """{"id":7}"""), Rejected("HC0009", "`id`")),
    ];

    private static HostileCase Apq(string name, string persisted, string? text, DocumentedAnswer answer) => new(
        "persisted names", name, Post(() => text is null
            ? $$$"""{"extensions":{"persistedQuery":{{{persisted}}}}}"""
            : $$$"""{"query":"{{{text}}}","extensions":{"persistedQuery":{{{persisted}}}}}"""), answer);

    private static HostileCase Path(string name, string path, DocumentedAnswer answer) =>
        new("persisted names", name, Get($"/graphql/persisted/{path}"), answer);
}
