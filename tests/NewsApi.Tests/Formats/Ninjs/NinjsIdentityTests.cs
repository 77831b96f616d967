using Xunit;

namespace NewsApi.Tests.Formats.Ninjs;

public sealed class NinjsIdentityTests
{
    [Theory]
    [InlineData("""{"guid":"urn:g","headline":"b"}""", "urn:g")]
    [InlineData("""{"uri":"urn:u","guid":"urn:g","headline":"b"}""", "urn:u")]
    [InlineData("""{"uri":"https://x/c/AB12?qt=1&et=2","altids":{"etag":"AB12_3","itemid":"ab12"},"headline":"b"}""", "https://x/c/AB12")]
    [InlineData("""{"uri":"https://x/c?id=7&et=2","altids":{"itemid":7},"headline":"b"}""", "https://x/c#7")]
    [InlineData("""{"uri":"https://x/c/1?et=2","altIds":[{"role":"itemId","value":"1"}],"headline":"b"}""", "https://x/c/1")]
    [InlineData("""{"uri":"https://x/c?id=7","altids":{"etag":"7_1"},"headline":"b"}""", "https://x/c?id=7")]
    [InlineData("""{"uri":"https://x/c?id=7","headline":"b"}""", "https://x/c?id=7")]
    [InlineData("""{"uri":"urn:x:a?=b","altids":{"itemid":"1"},"headline":"b"}""", "urn:x:a?=b")]
    public void The_uri_of_an_item_is_the_identifier_that_all_its_versions_share(string json, string uri) =>
        Assert.Equal(uri, TestReader.Article(json).Uri);

    [Fact]
    public void A_guid_in_place_of_a_uri_gives_a_warning() =>
        Assert.Contains(TestReader.Article("""{"guid":"urn:g","headline":"b"}""").Warnings, warning =>
            warning.Message == "The item has no 'uri'; its 'guid' was read as its 'uri'.");
}
