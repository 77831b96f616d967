using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using NewsApi.Hosting;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Perimeter;

/// <summary>The service terminates TLS itself, by Kestrel's own configuration.</summary>
public sealed class TlsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Password = "of a test";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("news.example", "30", "max-age=2592000")]
    [InlineData("news.example", "0", null)]
    [InlineData("localhost", "30", null)]
    public async Task With_a_certificate_of_Kestrels_configuration_it_serves_HTTPS_and_asks_browsers_to_stay_there(
        string host, string days, string? expected)
    {
        var file = Path.Combine(Path.GetTempPath(), $"newsapi-{Guid.NewGuid():N}.pfx");
        await File.WriteAllBytesAsync(file, MakeCertificate(), Cancel);
        try
        {
            await using var service = await NewsService.StartAsync(
                [
                    "--Kestrel:Endpoints:Https:Url", "https://127.0.0.1:0",
                    "--Kestrel:Endpoints:Https:Certificate:Path", file,
                    "--Kestrel:Endpoints:Https:Certificate:Password", Password,
                    "--NewsApi:HstsAge", days,
                    "--ConnectionStrings:News", database.ConnectionString,
                    "--Logging:LogLevel:Default", "Warning",
                ],
                Cancel);
            using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
            using var client = new HttpClient(handler) { BaseAddress = new Uri(service.Addresses.Single()) };
            using var request = new HttpRequestMessage(HttpMethod.Get, "graphql?query=%7B__typename%7D");
            request.Headers.Host = host;
            using var response = await client.SendAsync(request, Cancel);
            Assert.Equal((HttpStatusCode.OK, "https"), (response.StatusCode, client.BaseAddress.Scheme));
            Assert.Equal(expected, response.Headers.TryGetValues("Strict-Transport-Security", out var age) ? age.Single() : null);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static byte[] MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=news.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return certificate.Export(X509ContentType.Pfx, Password);
    }
}
