namespace NewsApi.Access;

/// <summary>The options for tokens (JSON Web Tokens) of an identity provider, each with the reason for its default.</summary>
public sealed record TokenOptions
{
    /// <summary>The text of a setting that is off.</summary>
    public const string Off = "none";

    /// <summary>
    /// The address of the issuer. Its keys are read from <c>/.well-known/openid-configuration</c> below the address. The default is none:
    /// only API keys are accepted.
    /// </summary>
    public string Authority { get; init; } = Off;

    /// <summary>A file with the issuer's keys (a JWK Set, RFC 7517), in place of an address. The default is none.</summary>
    public string KeySet { get; init; } = Off;

    /// <summary>
    /// The claim <c>iss</c> of accepted tokens. The default takes it from the issuer's discovery document. A file has no such document, so
    /// it needs this setting.
    /// </summary>
    public string Issuer { get; init; } = Off;

    /// <summary>
    /// A value that the claim <c>aud</c> of accepted tokens must have. It has no default, because a token for another service must not
    /// be accepted here.
    /// </summary>
    public string Audience { get; init; } = Off;

    /// <summary>The name of the claim with the roles. The default is the name that most identity providers use.</summary>
    public string RoleClaim { get; init; } = "roles";

    /// <summary>The values of that claim and the roles that they give. By default the values are the names of the roles.</summary>
    public string Roles { get; init; } = "reader=reader;preview=preview;editor=editor;admin=admin";

    /// <summary>True if tokens are accepted.</summary>
    internal bool IsOn => Authority != Off || KeySet != Off;

    /// <summary>True if the text is <c>none</c>, an https address, or an http address of this machine.</summary>
    public static bool IsAuthority(string text) =>
        text == Off || (Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)));

    /// <summary>Returns what is wrong with the settings together; null if they are valid.</summary>
    public string? FindProblem() => (Authority != Off, KeySet != Off) switch
    {
        (false, false) => null,
        (true, true) => "Set NewsApi__Tokens__Authority or NewsApi__Tokens__KeySet, not both.",
        _ when Audience == Off => "Tokens need NewsApi__Tokens__Audience, the value of the claim `aud` for this service.",
        (false, true) when Issuer == Off => "NewsApi__Tokens__KeySet needs NewsApi__Tokens__Issuer, the value of the claim `iss`.",
        (false, true) when !File.Exists(KeySet) => $"NewsApi__Tokens__KeySet is '{KeySet}': there is no such file.",
        _ => null,
    };
}
