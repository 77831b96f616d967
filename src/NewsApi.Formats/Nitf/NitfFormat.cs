using NewsApi.Content.Importing;
using NewsApi.Formats.Documents;

namespace NewsApi.Formats.Nitf;

/// <summary>The format NITF 3.x: IPTC's News Industry Text Format, one article a document (https://iptc.org/standards/nitf/).</summary>
internal sealed class NitfFormat : Format
{
    public override string Name => "nitf";

    public override IReadOnlyList<string> Extensions { get; } = [".xml", ".nitf"];

    internal override DocumentSplitter Splitter => WholeFileSplitter.Instance;

    public override bool Recognises(ParsedDocument document) => document.Xml?.Name.LocalName == "nitf";

    public override IReadOnlyList<Incoming> Read(ParsedDocument document, bool strict) => document.Xml switch
    {
        null => [new RejectedItem(document.Origin, document.XmlProblem ?? "The document is not XML.")],
        { Name.LocalName: "nitf" } root => [NitfReader.Read(root, document.Text, document.Origin, strict)],
        var root => [new RejectedItem(document.Origin, $"The document begins with <{root.Name.LocalName}>, and NITF with <nitf>.")],
    };
}
