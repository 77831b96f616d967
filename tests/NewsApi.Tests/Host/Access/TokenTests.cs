using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using NewsApi.Content.Access.Keys;
using NewsApi.Hosting;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Access;

public sealed class TokenTests(TestPostgres postgres) : IAsyncLifetime
{
    private TestIssuer? _issuer;
    private TestServer? _server;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TestIssuer Issuer => _issuer ?? throw new InvalidOperationException("The fixture has not been initialised.");

    private TestServer Server => _server ?? throw new InvalidOperationException("The fixture has not been initialised.");

    public async ValueTask InitializeAsync()
    {
        _issuer = await TestIssuer.StartAsync();
        _server = await Issuer.StartServiceAsync(postgres);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Issuer.DisposeAsync();
    }

    [Fact]
    public async Task A_token_that_RSA_or_an_elliptic_curve_signed_writes_with_the_role_of_its_claim()
    {
        foreach (var by in new[]
        {
            new SigningCredentials(Issuer.Rsa, SecurityAlgorithms.RsaSha256),
            new SigningCredentials(Issuer.Rsa, SecurityAlgorithms.RsaSsaPssSha512),
            new SigningCredentials(Issuer.Elliptic, SecurityAlgorithms.EcdsaSha256),
        })
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(Issuer.Sign(by)));
        }
    }

    [Fact]
    public async Task A_token_that_is_not_valid_here_gets_the_same_401_whatever_is_wrong_with_it()
    {
        using var stranger = RSA.Create(2048);
        var strange = new RsaSecurityKey(stranger) { KeyId = Issuer.Rsa.KeyId };
        var publicKey = Encoding.UTF8.GetBytes(Issuer.Rsa.Rsa.ExportSubjectPublicKeyInfoPem());
        var valid = Issuer.Sign();
        var parts = valid.Split('.');
        var invalid = new Dictionary<string, string>
        {
            ["wrong issuer"] = Issuer.Sign(issuer: "https://elsewhere.example"),
            ["wrong audience"] = Issuer.Sign(audience: "https://elsewhere.example"),
            ["expired"] = Issuer.Sign(from: TimeSpan.FromMinutes(-9), until: TimeSpan.FromSeconds(-1)),
            ["not yet valid"] = Issuer.Sign(from: TimeSpan.FromMinutes(3)),
            ["signed by a stranger"] = Issuer.Sign(new SigningCredentials(strange, SecurityAlgorithms.RsaSha256)),
            ["signed with the public key"] = Issuer.Sign(
                new SigningCredentials(new SymmetricSecurityKey(publicKey) { KeyId = "rsa" }, SecurityAlgorithms.HmacSha256)),
            ["algorithm none"] = $"{Encode("""{"alg":"none","kid":"rsa"}""")}.{parts[1]}.",
            ["no signature"] = $"{parts[0]}.{parts[1]}.",
            ["another payload"] = $"{parts[0]}.{Encode("""{"roles":["admin"]}""")}.{parts[2]}",
            ["no token"] = "not a token",
            ["two parts"] = $"{parts[0]}.{parts[1]}",
            ["not JSON"] = "!!!.???.***",
            ["huge"] = Issuer.Sign(claim: ("roles", new string('x', 20_000))),
            ["an unknown API key"] = "nwk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        };
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(valid));
        var answers = new HashSet<string>();
        foreach (var (name, token) in invalid)
        {
            using var response = await AskAsync(token);
            Assert.True(response.StatusCode == HttpStatusCode.Unauthorized, $"{name}: {response.StatusCode}");
            answers.Add($"{response.Headers.WwwAuthenticate} {await response.Content.ReadAsStringAsync(Cancel)}");
        }

        var answer = Assert.Single(answers);
        Assert.StartsWith("Bearer error=\"invalid_token\", error_description=\"", answer, StringComparison.Ordinal);
        Assert.Contains("AUTH_NOT_AUTHENTICATED", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""["other","admin"]""", HttpStatusCode.OK)]
    [InlineData("\"news.read editor\"", HttpStatusCode.OK)]
    [InlineData("\"preview\"", HttpStatusCode.Forbidden)]
    [InlineData("\"other\"", HttpStatusCode.Forbidden)]
    [InlineData("\"Editor\"", HttpStatusCode.Forbidden)]
    [InlineData("[]", HttpStatusCode.Forbidden)]
    [InlineData("7", HttpStatusCode.Forbidden)]
    [InlineData("""{"editor":true}""", HttpStatusCode.Forbidden)]
    public async Task The_highest_known_role_of_the_claim_counts_and_a_token_without_one_only_reads(string value, HttpStatusCode status)
    {
        var token = Issuer.Sign(claim: ("roles", JsonSerializer.Deserialize<JsonElement>(value)));
        Assert.Equal(status, await StatusAsync(token));
        using var reads = await AskAsync(token, "graphql?query=%7B__typename%7D", HttpMethod.Get);
        Assert.Equal(HttpStatusCode.OK, reads.StatusCode);
    }

    [Fact]
    public async Task Claim_and_values_are_settings_and_a_file_may_hold_the_keys()
    {
        var file = Path.Combine(Path.GetTempPath(), $"newsapi-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, Issuer.KeySet(), Cancel);
        try
        {
            await using var server = await TestServer.StartAsync(
                postgres, "--NewsApi:Tokens:KeySet", file, "--NewsApi:Tokens:Issuer", Issuer.Address, "--NewsApi:Tokens:Audience", "a",
                "--NewsApi:Tokens:RoleClaim", "https://news.example/groups", "--NewsApi:Tokens:Roles", "cn=desk=editor;guests=reader");
            var editor = Issuer.Sign(audience: "a", claim: ("https://news.example/groups", "cn=desk"));
            var guest = Issuer.Sign(audience: "a", claim: ("https://news.example/groups", "guests"));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(editor, server));
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(guest, server));
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(Issuer.Sign(audience: "a", issuer: "b"), server));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_key_of_the_service_is_accepted_beside_tokens_and_a_WebSocket_takes_both()
    {
        await Server.Database.StoreAsync(Some.Article("A draft for a token"));
        using var editor = await Server.ClientOfAsync(Role.Editor);
        var secret = editor.DefaultRequestHeaders.Authorization?.Parameter;
        foreach (var credentials in new[] { secret, Issuer.Sign() })
        {
            using var socket = await SocketClient.SubscribeAsync(
                Server.Address, "{ articles { nodes { headline } } }",
                connectionParameters: new { Authorization = $"Bearer {credentials}" });
            Assert.Contains("A draft for a token", (await socket.NextAsync())?.GetRawText(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("http://issuer.example", "a", "https")]
    [InlineData("https://issuer.example", "none", "Audience")]
    public async Task Settings_that_would_accept_tokens_unsafely_stop_the_start(string authority, string audience, string word)
    {
        var rejection = await Assert.ThrowsAsync<SettingsException>(() => TestServer.StartAsync(
            postgres, "--NewsApi:Tokens:Authority", authority, "--NewsApi:Tokens:Audience", audience));
        Assert.Contains(word, rejection.Message, StringComparison.Ordinal);
    }

    private static string Encode(string json) => Base64UrlEncoder.Encode(json);

    private async Task<HttpStatusCode> StatusAsync(string token, TestServer? server = null)
    {
        using var response = await AskAsync(token, server: server);
        return response.StatusCode;
    }

    /// <summary>Imports nothing, which only writers may.</summary>
    private async Task<HttpResponseMessage> AskAsync(
        string token, string address = "ingest/ninjs", HttpMethod? method = null, TestServer? server = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, new Uri((server ?? Server).Address, address));
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        return await (server ?? Server).Client.SendAsync(request, Cancel);
    }
}
