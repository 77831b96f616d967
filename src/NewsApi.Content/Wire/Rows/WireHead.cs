namespace NewsApi.Content.Wire.Rows;

/// <summary>The head of the log: one row, locked by each writing transaction from its last statement to its commit.</summary>
public sealed class WireHead
{
    public int Id { get; set; }

    /// <summary>
    /// Identifies the log. Positions of logs with different epochs must not be compared. For example, <c>newsapi wire reset</c> begins a
    /// new epoch after the restore of a backup.
    /// </summary>
    public int Epoch { get; set; }

    /// <summary>The position of the newest change.</summary>
    public long Position { get; set; }
}
