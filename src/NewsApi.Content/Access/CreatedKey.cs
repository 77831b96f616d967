namespace NewsApi.Content.Access;

/// <summary>What became of the wish for a key.</summary>
public abstract record CreatedKey
{
    private CreatedKey()
    {
    }

    /// <summary>It is made.</summary>
    /// <param name="Secret">What the bearer sends. Shown this once: only its hash is kept.</param>
    public sealed record Created(ApiKey Key, string Secret) : CreatedKey;

    /// <summary>It was not made.</summary>
    /// <param name="Reason">Why, and what to do.</param>
    public sealed record Refused(string Reason) : CreatedKey;
}
