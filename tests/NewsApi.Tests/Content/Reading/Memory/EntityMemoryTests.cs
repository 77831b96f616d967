using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Memory;
using NewsApi.Content.Wire;
using NewsApi.Content.Wire.Rows;
using Xunit;

namespace NewsApi.Tests.Content.Reading.Memory;

/// <summary>An entity in memory is used only for snapshots in which it has the same values.</summary>
public sealed class EntityMemoryTests : IDisposable
{
    private const int Epoch = 1;
    private const long Id = 7;

    private readonly EntityMemory _memory = new(new EntityMemoryOptions());

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void An_entity_is_not_found_for_a_snapshot_before_its_read()
    {
        _memory.Begin(At(10), () => true);
        Store(readAt: 10);

        Assert.Null(_memory.Find(Id, At(9)));
        Assert.NotNull(_memory.Find(Id, At(10)));
    }

    [Fact]
    public void An_entity_that_was_read_before_a_change_is_not_stored_after_it()
    {
        _memory.Begin(At(10), () => true);
        Apply(11, ChangeKind.Article, subject: 1);
        Store(readAt: 10);

        Assert.Null(_memory.Find(Id, At(11)));
    }

    [Fact]
    public void A_change_of_an_entity_removes_it_and_a_change_of_an_article_does_not()
    {
        _memory.Begin(At(10), () => true);
        Store(readAt: 10);
        Apply(11, ChangeKind.Article, subject: Id);
        Assert.NotNull(_memory.Find(Id, At(11)));

        Apply(12, ChangeKind.Entity, subject: Id);
        Assert.Null(_memory.Find(Id, At(12)));
    }

    [Fact]
    public void After_a_snapshot_was_ahead_the_memory_is_not_ready_until_it_has_reached_it()
    {
        _memory.Begin(At(10), () => true);
        Assert.True(_memory.IsReady);
        Assert.False(_memory.Reaches(At(12)));
        Assert.False(_memory.IsReady);

        Apply(11, ChangeKind.Article, subject: 1);
        Assert.False(_memory.IsReady);
        Apply(12, ChangeKind.Article, subject: 1);
        Assert.True(_memory.IsReady && _memory.Reaches(At(12)));
    }

    [Fact]
    public void Nothing_is_found_for_another_epoch_and_nothing_is_ready_while_the_log_cannot_be_read()
    {
        var readsLog = true;
        _memory.Begin(At(10), () => readsLog);
        Store(readAt: 10);

        Assert.False(_memory.Reaches(new WireCursor(Epoch + 1, 10)));
        Assert.Null(_memory.Find(Id, new WireCursor(Epoch + 1, 10)));
        readsLog = false;
        Assert.False(_memory.IsReady);
    }

    private static WireCursor At(long position) => new(Epoch, position);

    private void Store(long readAt) => _memory.Store(
        new Dictionary<long, RememberedEntity> { [Id] = new(ContentTable.Topic, [], At(readAt), size: 100) }, At(readAt));

    private void Apply(long position, ChangeKind kind, long subject) => _memory.Apply(new WireBatch(
        [new WireChange(position, DateTimeOffset.UnixEpoch, kind, subject, isInternal: false, null, null)], At(position)));
}
