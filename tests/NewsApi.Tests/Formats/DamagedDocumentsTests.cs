using System.Diagnostics;
using System.Text;
using CsCheck;
using NewsApi.Content.Importing;
using NewsApi.Formats;
using NewsApi.Formats.Documents;
using NewsApi.Tests.GraphQL.Execution;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Formats;

/// <summary>
/// The readers read any document, or reject it with a reason. No document causes an exception, takes much memory or makes a reader hang.
/// </summary>
public sealed class DamagedDocumentsTests(ITestOutputHelper output)
{
    /// <summary>The most memory that reading one small document may take, in bytes.</summary>
    private const long MostBytes = 200 * 1024 * 1024;

    /// <summary>
    /// The time after which a reader counts as hanging. A document takes milliseconds; a loaded machine must not fail the test.
    /// </summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private long _mostAllocated;
    private long _slowest;

    private static readonly string[] Inserted =
    [
        "<a>", "</a>", "<a/>", "&nbsp;", "&#0;", "&#xD800;", "&x;", "]]>", "<![CDATA[", "<!--", "<!DOCTYPE x>", "<?xml version='1.0'?>", "\u0001",
        " xmlns='urn:x'", " qcode=''", " uri='http://'", " norm='20300101T000000Z'", "<embargoed/>", "<title/>", "<headline/>", "<link href='//'/>",
        "{", "}", "[", "]", ",", "null", "\"", "\\ud800", "-1e999", "99999999999999999999", "0000-00-00T00:00:00Z", " ", "\n", "é", "\U0001F3C3",
    ];

    private static readonly string[] Values =
    [
        "", " ", "0", "-1", "99999999999999999999", "1e999", "NaN", "usable", "withheld", "embargoed", "2030-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-02-30T25:61:61Z", "Tue, 99 Foo 2003 99:99 EST", "http://", "//", ":",
        "urn:a", "http://n.example/%zz?\U0001F3C3", "&lt;p&gt;x", "&lt;script&gt;", "ninat:picture", "cpnat:geoArea", "text/html", "image/jpg",
        "xhtml", "\U0001F3C3", "\uFFFD", new('x', 3_000), string.Concat(Enumerable.Repeat("&lt;div&gt;", 500)),
    ];

    [Fact]
    public void Thousands_of_damaged_documents_of_all_formats_are_read_or_rejected_with_a_reason()
    {
        var samples = Samples().ToArray();
        var (read, rejected) = (0, 0);
        var seed = Environment.GetEnvironmentVariable("CsCheck_Seed") ?? PCG.ThreadPCG.ToString();
        output.WriteLine($"CsCheck_Seed={seed}");
        Gen.Int[0, samples.Length - 1].Select(Gen.Int[1, 5], Gen.UInt, Gen.Bool).Sample(
            (at, damages, random, strict) =>
            {
                var pcg = new PCG(random);
                var document = samples[at];
                for (var i = 0; i < damages && document.Length > 0; i++)
                {
                    document = Damage(document, pcg);
                }

                foreach (var incoming in ReadInTime(document, strict))
                {
                    if (incoming is RejectedItem rejection)
                    {
                        Assert.True(rejection.Reason.Length > 10, rejection.Reason);
                        Interlocked.Increment(ref rejected);
                    }
                    else
                    {
                        Interlocked.Increment(ref read);
                    }
                }
            },
            seed: seed, iter: TestSize.DamagedDocuments, threads: 2);
        output.WriteLine(
            $"{read} read, {rejected} rejected; at most {_mostAllocated / 1024} kB and {TimeSpan.FromTicks(_slowest).TotalMilliseconds:0} ms");
        Assert.InRange(read, TestSize.DamagedDocuments / 20, int.MaxValue);
        Assert.InRange(rejected, TestSize.DamagedDocuments / 20, int.MaxValue);
    }

    /// <summary>Reads a document, and fails with its text if that takes very long.</summary>
    private IReadOnlyList<Incoming> ReadInTime(string document, bool strict)
    {
        using var ended = new ManualResetEventSlim();
        var reading = Task.Run(() =>
        {
            try
            {
                return Read(document, strict);
            }
            finally
            {
                ended.Set();
            }
        });
        Assert.True(ended.Wait(Longest), $"A reader hangs with this document:\n{document}");
        return reading.GetAwaiter().GetResult();
    }

    /// <summary>Reads a document by its content, and in a format that it may not have.</summary>
    private IReadOnlyList<Incoming> Read(string document, bool strict)
    {
        var started = Stopwatch.GetTimestamp();
        var source = new SourceDocument(new Origin("damaged", null), Encoding.UTF8.GetBytes(document).AsMemory().Trim(" \t\r\n"u8));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Format other = KnownFormats.Detected[document.Length % KnownFormats.Detected.Count];
        Assert.NotEmpty(KnownFormats.Read(source, [other], strict));
        var items = KnownFormats.Read(source, KnownFormats.Detected, strict);
        Assert.NotEmpty(items);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < MostBytes, $"{document.Length} characters took too much memory.");
        Raise(ref _mostAllocated, allocated);
        Raise(ref _slowest, Stopwatch.GetElapsedTime(started).Ticks);
        return items;
    }

    private static void Raise(ref long most, long value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
        {
            if (Interlocked.CompareExchange(ref most, value, seen) == seen)
            {
                return;
            }
        }
    }

    private static string Damage(string document, PCG pcg)
    {
        if (pcg.Next(8) > 0)
        {
            return WithValue(document, pcg);
        }

        if (pcg.Next(3) > 0)
        {
            return document.Insert((int)pcg.Next((uint)document.Length), Inserted[pcg.Next((uint)Inserted.Length)]);
        }

        return pcg.Next(4) > 0 ? DocumentMutator.Mutate(document, pcg) : document[..(int)pcg.Next((uint)document.Length)];
    }

    /// <summary>Replaces a text between tags or quotes, so that the document stays well-formed and its readers are reached.</summary>
    private static string WithValue(string document, PCG pcg)
    {
        var start = document.IndexOfAny(['>', '"'], (int)pcg.Next((uint)document.Length)) + 1;
        var end = start == 0 ? -1 : document.IndexOf(document[start - 1] == '>' ? '<' : '"', start);
        return end < 0 ? document : string.Concat(document.AsSpan(0, start), Values[pcg.Next((uint)Values.Length)], document.AsSpan(end));
    }

    /// <summary>A document of each format.</summary>
    private static IEnumerable<string> Samples()
    {
        yield return """{"uri":"urn:a","headlines":[{"value":"A"}],"versionCreated":"2026-01-01T00:00:00Z","people":[{"name":"Ada"}]}""";
        yield return """{"kind":"place","name":"Oslo","latitude":59.9,"longitude":10.7}""";
        yield return """
            {"version":"https://jsonfeed.org/version/1.1","title":"N","items":[{"id":"1","title":"T","content_html":"<p>x</p>","tags":["a"],
            "date_published":"2026-01-01T00:00:00Z","attachments":[{"url":"https://n.example/p.png","mime_type":"image/png"}]}]}
            """;
        yield return """
            <rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>N</title><link>http://n.example/</link><item><title>T</title>
            <guid>1</guid><pubDate>Tue, 03 Jun 2003 09:39:21 GMT</pubDate><description>&lt;p>x&lt;/p></description><category domain="d">c</category>
            <media:content url="http://n.example/p.jpg" width="10"/></item></channel></rss>
            """;
        yield return """
            <feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><entry xml:base="http://n.example/"><id>urn:e</id><title type="html">T</title>
            <link href="a"/><updated>2026-01-01T00:00:00Z</updated><author><name>A</name></author>
            <content type="xhtml"><div><p>x</p></div></content></entry></feed>
            """;
        yield return """
            <newsMessage><itemSet><packageItem><groupSet><group><itemRef residref="urn:a"/><itemRef residref="urn:p"/></group></groupSet></packageItem>
            <newsItem guid="urn:a" version="1"><itemMeta><itemClass qcode="ninat:text"/><versionCreated>2026-01-01T00:00:00Z</versionCreated>
            <embargoed>2026-01-01T00:00:00Z</embargoed><pubStatus qcode="stat:usable"/></itemMeta><contentMeta><headline>H</headline>
            <subject type="cpnat:person" qcode="p:1" relevance="5"><name>Ada</name></subject></contentMeta>
            <contentSet><inlineXML><nitf><body><body.content><p>x</p></body.content></body></nitf></inlineXML></contentSet></newsItem>
            <newsItem guid="urn:p"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta>
            <contentSet><remoteContent href="http://n.example/p.jpg" width="5"/></contentSet></newsItem></itemSet></newsMessage>
            """;
        yield return """
            <NewsML Version="1.2"><NewsItem><Identification><NewsIdentifier><ProviderId>p</ProviderId><DateId>1</DateId><NewsItemId>1</NewsItemId>
            </NewsIdentifier></Identification><NewsManagement><Status FormalName="Usable"/></NewsManagement><NewsComponent><NewsLines>
            <HeadLine>H</HeadLine></NewsLines><ContentItem><DataContent><html><body><p>x</p></body></html></DataContent></ContentItem>
            <NewsComponent><Role FormalName="Photo"/><ContentItem Href="http://n.example/p.jpg"/></NewsComponent></NewsComponent></NewsItem></NewsML>
            """;
        yield return """
            <nitf><head><docdata><doc-id id-string="1" regsrc="X"/><date.issue norm="20260101T000000"/><urgency ed-urg="3"/></docdata></head><body>
            <body.head><hedline><hl1>H</hl1></hedline></body.head><body.content><p>x <person>Ada</person></p></body.content></body></nitf>
            """;
    }
}
