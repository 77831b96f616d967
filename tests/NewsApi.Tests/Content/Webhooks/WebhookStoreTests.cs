using System.Text;
using NewsApi.Content.Webhooks;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Webhooks;

public sealed class WebhookStoreTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private WebhookStore Webhooks => new(database.Database);

    [Theory]
    [InlineData("")]
    [InlineData("news.example/purge")]
    [InlineData("ftp://news.example/purge")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:password@news.example/purge")]
    [InlineData("https://news.example/purge#part")]
    public async Task A_URL_that_cannot_be_sent_to_is_rejected(string url) =>
        Assert.IsType<AddedWebhook.Rejected>(await Webhooks.AddAsync(url, null, null, Stopping));

    [Fact]
    public async Task A_URL_has_one_webhook_until_it_is_removed()
    {
        var first = Assert.IsType<AddedWebhook.Added>(await Webhooks.AddAsync("https://one.example/purge", "ours", "me", Stopping));
        Assert.IsType<AddedWebhook.Rejected>(await Webhooks.AddAsync("https://one.example/purge", null, null, Stopping));

        Assert.True(await Webhooks.RemoveAsync(first.Id, "you", Stopping));

        Assert.False(await Webhooks.RemoveAsync(first.Id, "you", Stopping));
        var second = Assert.IsType<AddedWebhook.Added>(await Webhooks.AddAsync("https://one.example/purge", null, null, Stopping));
        Assert.NotEqual(first.Secret, second.Secret);
        var listed = Assert.Single(await Webhooks.ListAsync(Stopping), w => w.Id == first.Id);
        Assert.Equal(("ours", "me", "you"), (listed.Note, listed.CreatedBy, listed.RemovedBy));
    }

    [Fact]
    public void A_signature_is_that_of_the_libraries_of_Standard_Webhooks()
    {
        // The example in the tests of the specification's reference libraries.
        var secret = Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        var body = Encoding.UTF8.GetBytes("{\"test\": 2432232314}");
        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            WebhookSecret.Sign(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body));
    }
}
