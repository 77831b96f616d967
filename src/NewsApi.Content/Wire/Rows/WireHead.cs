namespace NewsApi.Content.Wire.Rows;

/// <summary>The head of the log: one row, locked by each writing transaction from its last statement to its commit.</summary>
public sealed class WireHead
{
    public int Id { get; set; }

    /// <summary>Distinguishes logs whose positions must not be compared, such as those before and after a restored backup.</summary>
    public int Epoch { get; set; }

    /// <summary>The position of the newest change.</summary>
    public long Position { get; set; }
}
