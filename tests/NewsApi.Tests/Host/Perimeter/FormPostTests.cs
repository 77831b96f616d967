using System.Net;
using System.Text;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Perimeter;

/// <summary>
/// A page of any origin can send such requests without a preflight: by a form, or by <c>fetch</c> in the mode <c>no-cors</c>. None of them
/// may run an operation.
/// </summary>
public sealed class FormPostTests(TestServer server) : IClassFixture<TestServer>
{
    private const string FormData = "--x\r\nContent-Disposition: form-data; name=query\r\n\r\n{__typename}\r\n--x--";

    private const string Operation = """{"query":"mutation { createArticle(input: {headline: \"By a form\"}) { article { id } } }","a":"="}""";

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-8")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("text/plain")]
    [InlineData("text/plain; charset=utf-8")]
    [InlineData("TEXT/PLAIN;application/json")]
    [InlineData("text/plain; x=application/json")]
    [InlineData(null)]
    public async Task A_request_that_a_form_can_send_runs_no_operation(string? contentType)
    {
        foreach (var body in new[] { Operation, "query={__typename}", FormData })
        {
            using var response = await PostAsync("graphql", contentType, body);
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
            var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain("\"data\"", answer, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("graphql?query=mutation%7BpublishArticle(input:%7Bid:%22x%22%7D)%7Barticle%7Bid%7D%7D%7D")]
    [InlineData("ingest/ninjs")]
    public async Task No_GET_writes(string address)
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        using var response = await editor.GetAsync(new Uri(server.Address, address), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Fact]
    public async Task A_form_cannot_send_a_key_and_so_cannot_import()
    {
        using var response = await PostAsync("ingest/ninjs", "text/plain", """{"uri":"urn:form","headline":"By a form"}""");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private async Task<HttpResponseMessage> PostAsync(string address, string? contentType, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, address))
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
        };
        if (contentType is not null)
        {
            Assert.True(request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType));
        }

        return await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
