namespace NewsApi.Content.Wire;

/// <summary>Where the log stands: one row, whose lock every writing transaction holds from its last statement to its commit.</summary>
public sealed class WireHead
{
    public int Id { get; set; }

    /// <summary>Tells logs apart whose positions must not be compared, such as before and after a restored backup.</summary>
    public int Epoch { get; set; }

    public long Position { get; set; }
}
