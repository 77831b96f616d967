namespace NewsApi.Transport.Operations;

/// <summary>The coding of the body of a response (RFC 9110, section 8.4.1).</summary>
public enum ContentCoding
{
    /// <summary>The body is not compressed.</summary>
    Identity,

    /// <summary><c>gzip</c></summary>
    Gzip,

    /// <summary><c>br</c></summary>
    Brotli,
}
