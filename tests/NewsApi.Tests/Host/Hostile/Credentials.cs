using static NewsApi.Tests.Host.Hostile.DocumentedAnswer;
using static NewsApi.Tests.Host.Hostile.HostileRequests;

namespace NewsApi.Tests.Host.Hostile;

/// <summary>Tokens and keys that are forged, expired, or of someone else. All of them get the same 401.</summary>
internal static class Credentials
{
    public static IEnumerable<HostileCase> All =>
    [
        Invalid("a token of the wrong issuer", target => target.Tokens.OfAnotherIssuer),
        Invalid("a token for another audience", target => target.Tokens.ForAnotherAudience),
        Invalid("a token that has expired", target => target.Tokens.Expired),
        Invalid("a token that is not yet valid", target => target.Tokens.NotYetValid),
        Invalid("a token that a stranger signed", target => target.Tokens.SignedByAStranger),
        Invalid("a token signed with the public key", target => target.Tokens.SignedWithThePublicKey),
        Invalid("a token of the algorithm none", target => target.Tokens.AlgorithmNone),
        Invalid("a token without its signature", target => target.Tokens.WithoutSignature),
        Invalid("a token with other claims", target => target.Tokens.OtherClaims),
        Invalid("a token of 30 000 characters", target => target.Tokens.Huge),
        Invalid("a token of two parts", _ => "a.b"),
        Invalid("a token of five parts", _ => "a.b.c.d.e"),
        Invalid("a token of 10 000 parts", _ => Repeat(10_000, "a", ".")),
        Invalid("a token that is not base64", _ => "!!!.???.***"),
        Invalid("a key that does not exist", _ => $"nwk_{Long(43, 'A')}"),
        Invalid("a key with one letter changed", target => target.EditorKey[..^1] + (target.EditorKey[^1] == 'A' ? 'B' : 'A')),
        Invalid("a key of 20 000 characters", _ => $"nwk_{Long(20_000, 'A')}"),
        Invalid("a key of SQL", _ => "nwk_' or '1'='1"),
        Invalid("nothing", _ => ""),
        Header("another scheme", "Authorization: Basic YWRtaW46YWRtaW4="),
        Header("a scheme of garbage", $"Authorization: {Long(5_000)} x"),
        Header("two credentials", "Authorization: Bearer a\r\nAuthorization: Bearer b"),
        new("credentials", "a key in the URL", Get($"/graphql?query=%7B__typename%7D&access_token=nwk_{Long(43, 'A')}"), Runs("Query")),
        new("credentials", "a token that is valid", Send(target => Request(
            "GET", "/graphql?query=%7B__typename%7D", null, $"Authorization: Bearer {target.Tokens.Valid}")), Runs("Query")),
    ];

    private static HostileCase Invalid(string name, Func<HostileTarget, string> credentials) => new(
        "credentials", name,
        Send(target => Request("GET", "/graphql?query=%7B__typename%7D", null, $"Authorization: Bearer {credentials(target)}")),
        Rejected(401, "AUTH_NOT_AUTHENTICATED", "unknown, revoked or expired"));

    private static HostileCase Header(string name, string header) =>
        new("credentials", name, WithHeaders(header), Rejected(401, "AUTH_NOT_AUTHENTICATED", "unknown, revoked or expired"));
}
