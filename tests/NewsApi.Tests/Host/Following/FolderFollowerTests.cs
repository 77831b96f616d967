using NewsApi.Content.Importing;
using NewsApi.Following;
using NewsApi.Formats;
using NewsApi.Formats.Documents;
using NewsApi.Tests.Formats;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Following;

/// <summary>
/// Each file of a folder is imported once it is complete, and moved where its result belongs; nothing is lost or taken twice.
/// </summary>
public sealed class FolderFollowerTests : IClassFixture<TestDatabase>, IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly TestDatabase _database;
    private readonly FollowFixture _follow;

    public FolderFollowerTests(TestDatabase database)
    {
        _database = database;
        _follow = new(database) { Options = new() { Settle = TimeSpan.FromMilliseconds(20), Patience = TimeSpan.FromHours(1) } };
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Good_files_go_to_done_and_bad_ones_to_failed_with_their_reason()
    {
        _scratch.Write("good.json", Item("urn:folder:good"));
        Old(_scratch.Write("bad.json", """{"uri":"urn:folder:bad","""));
        Old(_scratch.Write("half.ndjson", $"{Item("urn:folder:half")}\nnonsense\n"));
        Old(_scratch.Write("empty.xml", ""));
        Old(_scratch.Write("picture.jpg", [0xFF, 0xD8, 0xFF, 0xE0]));

        Assert.False(await Follower().RunOnceAsync(Cancel));

        Assert.Equal(["good.json"], Names("done"));
        Assert.Equal(
            ["bad.json", "bad.json.reason", "empty.xml", "empty.xml.reason", "half.ndjson", "half.ndjson.reason", "picture.jpg",
                "picture.jpg.reason"],
            Names("failed"));
        Assert.Empty(Names("."));
        var reason = File.ReadAllText(Path.Combine(_scratch.Folder, "failed", "half.ndjson.reason"));
        Assert.Contains("half.ndjson:2: ", reason, StringComparison.Ordinal);
        Assert.Equal(2L, await CountAsync("urn:folder:%"));
        Assert.True(await Follower().RunOnceAsync(Cancel));
    }

    [Fact]
    public async Task Files_that_are_being_written_are_left_until_they_are_complete()
    {
        string[] unfinished = [".hidden.json", "a.json.tmp", "b.json.part", "c.filepart", "d.json~"];
        foreach (var name in unfinished)
        {
            _scratch.Write(name, Item("urn:unfinished"));
        }

        var half = _scratch.Write("half.json", Item("urn:growing")[..30]);
        var empty = _scratch.Write("begun.json", "");
        var follower = Follower();
        Assert.False(await follower.RunOnceAsync(Cancel));
        Assert.Matches(@"half\.json.*read again", Assert.Single(_follow.TakeFailures()));
        string[] left = [.. unfinished, "begun.json", "half.json"];
        Assert.Equal(left.Order(StringComparer.Ordinal), Names("."));

        await File.WriteAllTextAsync(half, Item("urn:growing"), Cancel);
        await File.WriteAllTextAsync(empty, Item("urn:begun"), Cancel);
        File.Move(Path.Combine(_scratch.Folder, "a.json.tmp"), Path.Combine(_scratch.Folder, "a.json"));
        Assert.True(await follower.RunOnceAsync(Cancel));
        Assert.Equal(["a.json", "begun.json", "half.json"], Names("done"));
        Assert.Equal(3L, await CountAsync("urn:growing", "urn:begun", "urn:unfinished"));

        var cutOff = _scratch.Write("cut.json", Item("urn:cut")[..30]);
        await follower.RunOnceAsync(Cancel);
        Assert.Contains("cut.json", Names("."));
        Old(cutOff);
        await follower.RunOnceAsync(Cancel);
        Assert.Equal(["cut.json", "cut.json.reason"], Names("failed"));
    }

    [Fact]
    public async Task An_older_file_in_an_encoding_that_cannot_be_read_fails_and_the_others_go_on()
    {
        Old(_scratch.Write("old.xml", "<?xml version=\"1.0\" encoding=\"utf-7\"?><nitf/>"));
        _scratch.Write("new.json", Item("urn:after:encoding"));

        Assert.False(await Follower().RunOnceAsync(Cancel));

        Assert.Equal(["new.json"], Names("done"));
        Assert.Equal(["old.xml", "old.xml.reason"], Names("failed"));
    }

    [Fact]
    public async Task A_file_on_which_the_reader_fails_is_told_once_and_the_others_go_on()
    {
        var follow = new FollowFixture(_database) { Options = _follow.Options, Formats = [new FaultyFormat(), .. KnownFormats.Detected] };
        var follower = new FolderFollower(
            new DropFolder(_scratch.Folder, follow.Clock), follow.Import, follow.Options, follow.Log, follow.Clock);
        Old(_scratch.Write("old.json", "{\"faulty\":1}"));
        _scratch.Write("new.json", Item("urn:after:fault"));

        Assert.False(await follower.RunOnceAsync(Cancel));
        Assert.Equal(["new.json"], Names("done"));
        Assert.Equal(["old.json"], Names("."));
        Assert.Matches(@"old\.json: Failed unexpectedly: NotSupportedException: Oh\.", Assert.Single(follow.TakeFailures()));

        Assert.True(await follower.RunOnceAsync(Cancel));
        Assert.Empty(follow.TakeFailures());
        Old(_scratch.Write("old.json", Item("urn:after:mending")));
        Assert.True(await follower.RunOnceAsync(Cancel));
        Assert.Equal(["new.json", "old.json"], Names("done"));
    }

    [Fact]
    public async Task A_file_whose_import_was_committed_before_the_process_ended_changes_nothing_and_is_moved()
    {
        var file = _scratch.Write("item.json", Item("urn:twice"));
        await _follow.Import.RunAsync(file, Cancel);
        var head = await _database.ScalarAsync<long>("select position from wire_head");

        Assert.True(await Follower().RunOnceAsync(Cancel));

        Assert.Equal(["item.json"], Names("done"));
        Assert.Equal(1L, await CountAsync("urn:twice"));
        Assert.Equal(1, await _database.ScalarAsync<int>("select version from article where uri = 'urn:twice'"));
        Assert.Equal(head, await _database.ScalarAsync<long>("select position from wire_head"));
    }

    [Fact]
    public async Task A_client_that_uses_one_name_again_and_again_overwrites_nothing()
    {
        for (var version = 1; version <= 4; version++)
        {
            _scratch.Write("latest.json", Item("urn:latest", $"Version {version}"));
            Assert.True(await Follower().RunOnceAsync(Cancel));
        }

        Assert.Equal(4, Names("done").Length);
        Assert.Equal(4, await _database.ScalarAsync<int>("select version from article where uri = 'urn:latest'"));
    }

    [Fact]
    public async Task A_file_that_cannot_be_moved_is_told_once_and_the_others_go_on()
    {
        _scratch.Write("item.json", Item("urn:stuck"));
        var follower = Follower();
        Directory.Delete(Path.Combine(_scratch.Folder, "done"));
        File.WriteAllText(Path.Combine(_scratch.Folder, "done"), "not a folder");
        File.SetLastWriteTimeUtc(Path.Combine(_scratch.Folder, "done"), DateTime.UnixEpoch);

        Assert.False(await follower.RunOnceAsync(Cancel));
        Assert.Contains(_follow.TakeFailures(), line => line.Contains("item.json: 1 created", StringComparison.Ordinal));
        await follower.RunOnceAsync(Cancel);
        Assert.DoesNotContain(_follow.TakeFailures(), line => line.Contains("item.json", StringComparison.Ordinal));
        Assert.Equal(1L, await CountAsync("urn:stuck"));
    }

    [Fact]
    public async Task Files_are_taken_while_they_come_until_the_following_is_cancelled()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var following = Follower().RunAsync(TimeSpan.FromMilliseconds(200), stop.Token);
        foreach (var number in Enumerable.Range(0, 5))
        {
            _scratch.Write($"{number}.tmp", Item($"urn:live:{number}"));
            File.Move(Path.Combine(_scratch.Folder, $"{number}.tmp"), Path.Combine(_scratch.Folder, $"{number}.json"));
            await Poll.UntilAsync(() => Names("done").Contains($"{number}.json"));
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
        Assert.Equal(5L, await CountAsync("urn:live:%"));
    }

    private static string Item(string uri, string headline = "T") =>
        $$$"""{"uri":"{{{uri}}}","headlines":[{"value":"{{{headline}}}"}],"standard":{"name":"ninjs","version":"3.1"}}""";

    /// <summary>Makes a file one that was written long ago.</summary>
    private static void Old(string path) => File.SetLastWriteTimeUtc(path, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));

    private FolderFollower Follower() =>
        new(new DropFolder(_scratch.Folder, _follow.Clock), _follow.Import, _follow.Options, _follow.Log, _follow.Clock);

    private string[] Names(string folder) =>
        [.. Directory.GetFiles(Path.Combine(_scratch.Folder, folder)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private Task<long> CountAsync(params string[] uris) => _database.ScalarAsync<long>(
        $"select count(*) from article where {string.Join(" or ", uris.Select(uri => $"uri like '{uri}'"))}");

    /// <summary>A format whose reader has a bug.</summary>
    private sealed class FaultyFormat : Format
    {
        public override string Name => "faulty";

        public override IReadOnlyList<string> Extensions { get; } = [".json"];

        internal override DocumentSplitter Splitter => KnownFormats.Ninjs.Splitter;

        public override bool Recognises(ParsedDocument document) => document.Text.Contains("faulty", StringComparison.Ordinal);

        public override IReadOnlyList<Incoming> Read(ParsedDocument document, bool strict) => throw new NotSupportedException("Oh");
    }
}
