namespace NewsApi.Benchmarks;

/// <summary>What PostgreSQL did for one request.</summary>
/// <param name="Statements">What was sent, with the pages that each read, from memory or disk.</param>
/// <param name="SequentialScans">The tables that were read from end to end.</param>
internal sealed record Plan(IReadOnlyList<(string Sql, long Buffers)> Statements, IReadOnlyList<string> SequentialScans)
{
    public long Buffers => Statements.Sum(s => s.Buffers);
}
