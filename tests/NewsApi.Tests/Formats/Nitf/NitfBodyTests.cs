using NewsApi.Formats.Nitf;
using Xunit;

namespace NewsApi.Tests.Formats.Nitf;

public sealed class NitfBodyTests
{
    [Fact]
    public void A_NITF_body_is_read_without_scripts_and_external_entities()
    {
        const string Nitf = """
            <!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]><nitf><body><body.content><p>A &lt;b&gt; <em>c</em></p><script>alert(1)</script>
            <p><a href="https://x/?a=1&amp;b=&quot;2">d</a></p><media><p>no</p></media></body.content></body></nitf>
            """;

        Assert.Equal("<p>A &lt;b> <em>c</em></p>alert(1)<p><a href=\"https://x/?a=1&amp;b=&quot;2\">d</a></p>",
            NitfBody.ToHtml(Nitf)?.ReplaceLineEndings(""));
        Assert.Null(NitfBody.ToHtml(Nitf.Replace("A &lt;", "&x;", StringComparison.Ordinal)));
    }
}
