namespace NewsApi.Content.Publishing.Repeats;

/// <summary>
/// The stored result of a command that had an idempotency key. A repeat of the command, for example by a proxy, gets this result instead of
/// writing again.
/// </summary>
public sealed class CommandRepeat
{
    /// <summary>The SHA-256 hash of the caller, the idempotency key and the mutation. The texts themselves have no useful bound.</summary>
    public required byte[] Id { get; set; }

    /// <summary>The SHA-256 hash of the request. A request with another hash must not use the same key.</summary>
    public required byte[] Request { get; set; }

    /// <summary>What the command was applied to, as JSON.</summary>
    public required string Result { get; set; }

    /// <summary>The epoch of the cursor of the change.</summary>
    public int Epoch { get; set; }

    /// <summary>The position of the cursor of the change.</summary>
    public long Position { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
