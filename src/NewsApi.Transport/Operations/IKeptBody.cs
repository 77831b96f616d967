namespace NewsApi.Transport.Operations;

/// <summary>
/// The body of a response that the executor keeps in memory for later requests. So its hash and its compressed forms are made only once.
/// </summary>
public interface IKeptBody
{
    /// <summary>The text by which bodies with different bytes differ (<see cref="Responses.EntityTags.Hash"/>).</summary>
    string Hash { get; }

    /// <summary>Returns the body in a coding. Equal codings give equal bytes.</summary>
    ReadOnlyMemory<byte> Encode(ContentCoding coding);
}
