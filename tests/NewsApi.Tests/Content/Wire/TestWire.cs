using Microsoft.Extensions.Logging.Abstractions;
using NewsApi.Content.Database;
using NewsApi.Content.Wire;
using NewsApi.Content.Wire.Rows;
using Xunit;

namespace NewsApi.Tests.Content.Wire;

/// <summary>A running wire, readers of it, and writers of rows that tell of nothing.</summary>
internal static class TestWire
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<NewsWire> StartAsync(NewsDatabase database, WireOptions? options = null)
    {
        var wire = new NewsWire(database, options ?? new WireOptions(), TimeProvider.System, NullLogger<NewsWire>.Instance);
        await wire.StartAsync(Token);
        return wire;
    }

    /// <summary>A transaction of that many changes about a subject.</summary>
    public static async Task<WireCursor> AppendAsync(this NewsDatabase database, int count = 1, long subject = 1)
    {
        await using var write = await WriteTransaction.BeginAsync(database, Token);
        var cursor = await WireWriter.AppendAsync(
            write.Connection, [.. Enumerable.Repeat(new ChangeEntry(ChangeKind.Entity, subject, null, null), count)], Token);
        await write.CommitAsync(Token);
        return cursor;
    }

    /// <summary>Everything between two cursors, as a reader gets it.</summary>
    public static async Task<List<WireChange>> ReadAsync(this NewsWire wire, WireCursor after, WireCursor upTo)
    {
        var read = new List<WireChange>();
        for (var at = after; at != upTo;)
        {
            var batch = await wire.ReadNextAsync(at, Token);
            Assert.Null(batch.Rejection);
            read.AddRange(batch.Changes);
            at = batch.Cursor;
        }

        return read;
    }
}
