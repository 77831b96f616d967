using NewsApi.Content.Access.Keys;

namespace NewsApi.Content.Access;

/// <summary>The result of creating a key.</summary>
public abstract record CreatedKey
{
    private CreatedKey()
    {
    }

    /// <summary>The key was created.</summary>
    /// <param name="Secret">The secret that the client sends. It is shown only once, because only its hash is stored.</param>
    public sealed record Created(ApiKey Key, string Secret) : CreatedKey;

    /// <summary>The key was not created.</summary>
    /// <param name="Reason">The reason why the key was not created, and a remedy.</param>
    public sealed record Rejected(string Reason) : CreatedKey;
}
