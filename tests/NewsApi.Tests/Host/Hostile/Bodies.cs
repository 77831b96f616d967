using System.IO.Compression;
using System.Text;
using static NewsApi.Tests.Host.Hostile.DocumentedAnswer;
using static NewsApi.Tests.Host.Hostile.HostileRequests;

namespace NewsApi.Tests.Host.Hostile;

/// <summary>Bodies that are huge, broken, compressed, or of a type that a form can send; and methods that are not for them.</summary>
internal static class Bodies
{
    private const string Json = "Content-Type: application/json";
    private const string Mutation = """{"query":"mutation { createArticle(input: { headline: \"By a form\", language: \"en\" }) { article { id } } }","a":"="}""";
    private const string Head = "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n";

    public static IEnumerable<HostileCase> All =>
    [
        Case("21 MB", PostBytes("/graphql", () => Encoding.UTF8.GetBytes(Long(21_000_000, ' ')), Json),
            Rejected(413, "HC0010", "20480000 bytes")),
        Case("29 MB", PostBytes("/graphql", () => Encoding.UTF8.GetBytes(Long(29_000_000, ' ')), Json),
            Rejected(413, "HC0010", "20480000 bytes")),
        Case("40 MB", PostBytes("/graphql", () => Encoding.UTF8.GetBytes(Long(40_000_000, ' ')), Json),
            Rejected(413, "HC0010", "20480000 bytes")),
        Case("a terabyte that does not come", Raw(() => $"{Head}Content-Length: 1000000000000\r\n\r\n{{"),
            Rejected(413, "HC0010", "20480000 bytes")),
        Case("more than 64 bits", Raw(() => $"{Head}Content-Length: 99999999999999999999\r\n\r\n{{"), Rejected(400)),
        Case("a negative length", Raw(() => $"{Head}Content-Length: -1\r\n\r\n{{"), Rejected(400)),
        Case("two lengths", Raw(() => $"{Head}Content-Length: 1\r\nContent-Length: 2\r\n\r\n{{"), Rejected(400)),
        Case("a length and chunks", Raw(() => $"{Head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{{}}\r\n0\r\n\r\n"),
            Rejected("HC0013", "query")),
        Case("chunks of an unknown coding", Raw(() => $"{Head}Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{{}}\r\n0\r\n\r\n"),
            Rejected("HC0013", "query")),
        Case("a chunk of no size", Raw(() => $"{Head}Transfer-Encoding: chunked\r\n\r\nnonsense\r\n"), Rejected("HC0009", "to its end")),
        Case("a chunk of 2^63 bytes", Raw(() => $"{Head}Transfer-Encoding: chunked\r\n\r\n8000000000000000\r\n{{}}\r\n"),
            Rejected("HC0009", "to its end")),
        Case("a megabyte of chunk extensions", Raw(() => $"{Head}Transfer-Encoding: chunked\r\n\r\n2;{Long(1_000_000)}\r\n{{}}\r\n0\r\n\r\n"),
            Rejected("HC0013", "query")),
        Case("100 000 chunks of one byte", Raw(() =>
            $"{Head}Transfer-Encoding: chunked\r\n\r\n{Repeat(100_000, "1\r\n \r\n", "")}2\r\n{{}}\r\n0\r\n\r\n"),
                Rejected("HC0013", "query")),
        Case("no body", PostBytes("/graphql", () => [], Json), Rejected("HC0012", "no body")),
        Case("a list of 10 000 operations", Post(() => $"[{Repeat(10_000, """{"query":"{__typename}"}""", ",")}]"),
            Rejected("HC0009", "Batching")),
        Case("a key twice", Post(() => """{"query":"{__typename}","query":"{x}"}"""), Rejected("HC0011", "same key twice")),
        Case("a key 100 000 times", Post(() => """{"query":"{__typename}","variables":{""" + Repeat(100_000, "\"a\":1", ",") + "}}"),
            Rejected("HC0011", "same key twice")),
        Case("100 000 keys", Post(() => """{"query":"{__typename}","variables":{""" + Repeat(100_000, "\"a#\":1", ",") + "}}"),
            Runs("Query")),
        Case("100 000 keys of a filter", Post(() =>
            """{"query":"query($w: ArticleFilterInput) { articles(where: $w) { totalCount } }","variables":{"w":{"""
            + Repeat(100_000, "\"a#\":1", ",") + "}}}"),
            Rejected("HC0016", "a0")),
        Case("100 000 values of a variable", Post(() =>
            $$$"""{"query":"query($v: [String]) { articles(where: { headline: { in: $v } }) { totalCount } }","variables":{"v":[{{{Repeat(100_000, "\"a\"", ",")}}}]}}"""),
            RunsWith("FILTER_TOO_LARGE", "1000")),
        Case("a variable of 5 MB", Post(() =>
            $$$"""{"query":"query($v: String) { articles(where: { headline: { eq: $v } }) { totalCount } }","variables":{"v":"{{{Long(5_000_000)}}}"}}"""),
            Runs("\"totalCount\":0")),
        Case("a search of 5 MB", Post(() =>
            $$$"""{"query":"query($v: String) { articles(search: $v) { totalCount } }","variables":{"v":"{{{Long(5_000_000)}}}"}}"""),
            RunsWith("FILTER_TOO_LARGE", "characters")),
        Case("extensions of 5 MB", Post(() => $$$"""{"query":"{__typename}","extensions":{"a":"{{{Long(5_000_000)}}}"}}"""),
            Runs("Query")),
        Case("variables of the wrong type", Post(() => """{"query":"{__typename}","variables":[]}"""), Rejected("HC0009", "variables")),
        Case("a document of the wrong type", Post(() => """{"query":{"a":1}}"""), Rejected("HC0009", "query")),
        Case("XML", PostBytes("/graphql", () => "<a/>"u8.ToArray(), "Content-Type: application/xml"),
            Rejected(415, "HC0009", "application/json")),
        Case("a content type of 20 000 characters", PostBytes("/graphql", () => "{}"u8.ToArray(), $"Content-Type: {Long(20_000)}/x"),
            Rejected(415, "HC0009", "application/json")),
        Case("a bomb of gzip", PostBytes("/graphql", Bomb, Json, "Content-Encoding: gzip"), Rejected(415, "HC0009", "gzip")),
        Case("20 encodings", PostBytes("/graphql", () => "{}"u8.ToArray(), Json, $"Content-Encoding: {Repeat(20, "gzip", ", ")}"),
            Rejected(415, "HC0009", "gzip")),
        Case("an encoding of 20 000 characters", PostBytes("/graphql", () => "{}"u8.ToArray(), Json, $"Content-Encoding: {Long(20_000)}"),
            Rejected(415, "HC0009", "xxx")),
        Form("text/plain", Mutation),
        Form("text/plain; charset=utf-8", Mutation),
        Form("application/x-www-form-urlencoded", "query=mutation%7BdeleteDraft%7D"),
        Form("multipart/form-data; boundary=x", $"--x\r\nContent-Disposition: form-data; name=operations\r\n\r\n{Mutation}\r\n--x--"),
        Form("text/plain;application/json", Mutation),
        Case("a form without a content type", PostBytes("/graphql", () => Encoding.UTF8.GetBytes(Mutation)),
            Rejected(415, "HC0009", "Content-Type")),
        Case("a mutation by GET", Get("/graphql?query=mutation%7BdeleteDraft(input:%7Bid:%22x%22%7D)%7Berrors%7B__typename%7D%7D%7D"),
            Rejected(405, null, "GET")),
        Case("a mutation by HEAD", Method("HEAD", "/graphql?query=mutation%7BdeleteDraft(input:%7Bid:%22x%22%7D)%7Berrors%7B__typename%7D%7D%7D"),
            Rejected(405)),
        Case("a subscription by HEAD, as JSON", Method("HEAD", "/graphql?query=subscription%7BarticlePublished%7Bcursor%7D%7D", "Accept: application/json"),
            Runs()),
        .. new[] { "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "X" }.Select(
            method => Case($"the method {method}", Method(method, "/graphql?query=%7B__typename%7D"), Rejected(405, "HC0009", method))),
    ];

    private static HostileCase Form(string contentType, string body) => Case(
        $"a form of {contentType}", PostBytes("/graphql", () => Encoding.UTF8.GetBytes(body), $"Content-Type: {contentType}"),
        Rejected(415, "HC0009", "application/json"));

    /// <summary>10 MB of zeros in some kilobytes.</summary>
    private static byte[] Bomb()
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal))
        {
            gzip.Write(new byte[10_000_000]);
        }

        return bytes.ToArray();
    }

    private static HostileCase Case(string name, HostileRequest request, DocumentedAnswer answer) => new("bodies", name, request, answer);
}
