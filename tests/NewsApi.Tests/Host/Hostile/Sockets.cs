using System.Text;
using static NewsApi.Tests.Host.Hostile.DocumentedAnswer;
using static NewsApi.Tests.Host.Hostile.HostileRequests;
using static NewsApi.Tests.Host.Hostile.HostileSocket;

namespace NewsApi.Tests.Host.Hostile;

/// <summary>WebSockets that break RFC 6455, graphql-transport-ws, or the limits of the service.</summary>
internal static class Sockets
{
    private const string Init = """{"type":"connection_init"}""";
    private const string Live = """{"query":"subscription { articlePublished { cursor } }"}""";

    public static IEnumerable<HostileCase> All =>
    [
        Case("no JSON", Messages("hello"), 4400),
        Case("an empty message", Messages(""), 4400),
        Case("a list", Messages("[]"), 4400),
        Case("an unknown type", Messages($$"""{"type":"{{Long(100_000)}}"}"""), 4400, "xxx"),
        Case("a type of a number", Messages("""{"type":1}"""), 4400),
        Case("a million levels of JSON", Messages(Long(1_000_000, '[')), 4400),
        Case("a key twice", Messages("""{"type":"connection_init","type":"ping"}"""), 4400),
        Case("half a pair", Messages(Init, """{"id":"a","type":"subscribe","payload":{"query":"\ud800"}}"""), 4400, "surrogate"),
        Case("two inits", Messages(Init, Init), 4429, "Too many"),
        Case("an operation before the init", Messages("""{"id":"a","type":"subscribe","payload":{"query":"{ __typename }"}}"""), 4401),
        Case("an operation's id twice", Messages(Init, Subscribe("a", Live), Subscribe("a", Live)), 4409, "already exists"),
        Case("an empty id", Messages(Init, Subscribe("", Live)), 4400, "1 to 1000"),
        Case("an id of a megabyte", Messages(Init, Subscribe(Long(1_000_000), Live)), 4400, "1 to 1000"),
        Case("no payload", Messages(Init, """{"id":"a","type":"subscribe"}"""), 4400),
        Case("variables of a list", Messages(Init, Subscribe("a", """{"query":"{ __typename }","variables":[]}""")), 4400, "variables"),
        Case("an init with a key that does not exist", Messages(
            """{"type":"connection_init","payload":{"Authorization":"Bearer nwk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}}"""), 4403),
        Case("an init with a token that has expired", Messages(target =>
            [$$$"""{"type":"connection_init","payload":{"Authorization":"Bearer {{{target.Tokens.Expired}}}"}}"""]), 4403),
        Case("an init with a token of the algorithm none", Messages(target =>
            [$$$"""{"type":"connection_init","payload":{"Authorization":"Bearer {{{target.Tokens.AlgorithmNone}}}"}}"""]), 4403),
        Case("an init of a megabyte", Messages($$$"""{"type":"connection_init","payload":{"Authorization":"{{{Long(1_000_000)}}}"}}"""), 4403),
        Case("an init with a list for a key", Messages("""{"type":"connection_init","payload":{"Authorization":[1]}}"""), 4403),
        Case("bytes that are not UTF-8", Frames(_ => [(0x81, [(byte)'"', 0xFF, (byte)'"'])]), 1007),
        Case("a surrogate in UTF-8", Frames(_ => [(0x81, [(byte)'"', 0xED, 0xA0, 0x80, (byte)'"'])]), 1007),
        Case("a character that is cut off", Frames(_ => [(0x81, [(byte)'"', 0xE2, 0x82])]), 1007),
        Case("a binary message", Frames(_ => [(0x82, Encoding.UTF8.GetBytes(Init))]), 4400, "text"),
        Case("an unknown opcode", Frames(_ => [(0x83, [1])]), 1002),
        Case("an unknown control opcode", Frames(_ => [(0x8F, [1])]), 1002),
        Case("a compressed frame", Frames(_ => [(0xC1, [1])]), 1002),
        Case("a reserved bit", Frames(_ => [(0xA1, [1])]), 1002),
        Case("a continuation of nothing", Frames(_ => [(0x80, [1])]), 1002),
        Case("a message within a message", Frames(_ => [(0x01, [32]), (0x81, [32])]), 1002),
        Case("a ping of 200 bytes", Frames(_ => [(0x89, new byte[200])]), 1002),
        Case("a ping in parts", Frames(_ => [(0x09, [1]), (0x80, [2])]), 1002),
        Case("a close code of 1005", Frames(_ => [(0x88, [0x03, 0xED])]), 1002),
        Case("a close of one byte", Frames(_ => [(0x88, [1])]), 1002),
        Case("a frame without a mask", Bytes(_ => [[0x81, (byte)Init.Length, .. Encoding.UTF8.GetBytes(Init)]]), 1002),
        Case("a frame of 2^63 bytes", Bytes(_ =>
            [[0x81, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0], new byte[34 << 20]]), 1009),
        Case("a frame of a negative length", Bytes(_ => [[0x81, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]]), 1002),
        Case("a message of 21 MB", Frames(_ => [(0x81, Encoding.UTF8.GetBytes(Long(21 << 20, ' ')))]), 1009),
        Case("a message of 21 MB in 21 000 frames", Frames(_ =>
            Enumerable.Range(0, 21_000).Select(i => ((byte)(i == 0 ? 0x01 : 0x00), new byte[1024]))), 1009),
        Case("100 000 empty frames", Frames(_ => [
            .. Enumerable.Range(0, 100_000).Select(i => ((byte)(i == 0 ? 0x01 : 0x00), Array.Empty<byte>())), (0x80, [32])]), 4400),
        Stays("20 000 pings of the protocol", Messages(_ =>
            [Init, .. Enumerable.Repeat("""{"type":"ping"}""", 20_000), Subscribe("last", """{"query":"{ __typename }"}""")], "\"last\"")),
        Stays("20 000 pongs", Messages(_ =>
            [Init, .. Enumerable.Repeat("""{"type":"pong"}""", 20_000), Subscribe("last", """{"query":"{ __typename }"}""")], "\"last\"")),
        Stays("20 000 pings of RFC 6455", Frames(_ => [
            (0x81, Encoding.UTF8.GetBytes(Init)), .. Enumerable.Repeat(((byte)0x89, "x"u8.ToArray()), 20_000),
            (0x81, Encoding.UTF8.GetBytes(Subscribe("last", """{"query":"{ __typename }"}""")))], "\"last\"")),
        Stays("10 000 completions of nothing", Messages(_ =>
            [Init, .. Enumerable.Repeat("""{"type":"complete","id":"x"}""", 10_000), Subscribe("last", """{"query":"{ __typename }"}""")],
            "\"last\"")),
        Stays("a ping with a megabyte", Messages(_ =>
            [Init, $$$"""{"type":"ping","payload":{"a":"{{{Long(10_000)}}}"}}""", Subscribe("last", """{"query":"{ __typename }"}""")], "\"last\"")),
        Stays("101 subscriptions", Messages(_ =>
            [Init, .. Enumerable.Range(0, 101).Select(i => Subscribe($"s{i}", Live))], "TOO_MANY_OPERATIONS"),
            "100 operations"),
        Stays("1 000 subscriptions that start and end", Messages(_ => [
            Init, .. Enumerable.Range(0, 1_000).SelectMany(
                i => (string[])[Subscribe($"s{i}", Live), $$"""{"id":"s{{i}}","type":"complete"}"""]),
            Subscribe("last", """{"query":"{ __typename }"}""")], "\"last\"")),
        Stays("a document that is invalid", Messages(_ => [Init, Subscribe("a", """{"query":"{ nothing }"}""")], "\"error\""), "nothing"),
        Stays("a mutation without a key", Messages(_ =>
            [Init, Subscribe("a", """{"query":"mutation { deleteDraft(input: { id: \"x\" }) { errors { __typename } } }"}""")], "\"error\""),
            "AUTH_NOT_AUTHENTICATED"),
        new("sockets", "another protocol", Get(
            "/graphql", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Protocol: mqtt"), Rejected(101)),
        new("sockets", "version 99", Get(
            "/graphql", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 99", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Protocol: graphql-transport-ws"), Rejected("HC0013", "query")),
    ];

    private static string Subscribe(string id, string payload) => $$"""{"id":"{{id}}","type":"subscribe","payload":{{payload}}}""";

    private static HostileCase Case(string name, HostileRequest request, int code, string words = "") =>
        new("sockets", name, request, Rejected(code, null, words));

    /// <summary>A socket that stays open.</summary>
    private static HostileCase Stays(string name, HostileRequest request, string words = "\"last\"") =>
        new("sockets", name, request, Rejected(101, null, words));
}
