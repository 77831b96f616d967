using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using NewsApi.Content.Articles;
using NewsApi.Content.Publishing;
using NewsApi.Hosting;
using NewsApi.Tests.Clients;
using NewsApi.Tests.Host;
using NewsApi.Tests.House;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.FrontEnds;

/// <summary>
/// tests/front-ends/react, built and type-checked, served by Vite's preview. The preview's proxy reaches a service with the sample content
/// through a proxy that fails. All tests share one browser.
/// </summary>
public sealed class ReactSite : IAsyncLifetime
{
    private static readonly NpmProject Project = new(Path.Combine(Repository.Root, "tests", "front-ends", "react"));

    private readonly RestartedService _service;
    private readonly Lazy<Task<BrowserPage>> _page;
    private readonly Uri _address = FreeAddress();
    private readonly HttpClient _faults = new() { BaseAddress = FreeAddress() };
    private Task<string> _serving = Task.FromResult("");

    public ReactSite(TestPostgres server)
    {
        Database = new TestDatabase(server);
        _service = new RestartedService(Database, ("NewsApi__Live__Heartbeat", "1"));
        _page = new Lazy<Task<BrowserPage>>(StartAsync);
    }

    public TestDatabase Database { get; }

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private ArticleCommands Newsroom => new(Database.Database);

    public async ValueTask InitializeAsync() => await Database.InitializeAsync();

    /// <summary>The browser, at that path of the site, with an empty console.</summary>
    internal async Task<BrowserPage> OpenAsync(string path)
    {
        var page = await _page.Value;
        await Task.Run(
            () =>
            {
                _ = page.Complaints;
                page.Go(new Uri(_address, path));
            },
            Stopping);
        return page;
    }

    /// <summary>Publishes an article and returns its id.</summary>
    internal async Task<long> PublishAsync(string headline, string section = "Local")
    {
        var content = new ArticleContent { Headline = headline, Summary = "As the desk heard.", Language = "en", Section = section };
        var id = await CommittedAsync(Newsroom.CreateAsync(new ArticleDraft { Content = content }, Stopping));
        return await CommittedAsync(Newsroom.PublishAsync(id, null, null, Stopping));
    }

    internal Task WithdrawAsync(long id) => CommittedAsync(Newsroom.WithdrawAsync(id, null, null, Stopping));

    /// <summary>What the proxy between Vite and the service does to the connections that are open: freeze, cut or reset.</summary>
    internal async Task BreakAsync(string fault)
    {
        using var response = await _faults.GetAsync(fault, Stopping);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Ends the service as <c>kill -9</c> does.</summary>
    internal Task KillServiceAsync() => _service.EndAsync("KILL", Stopping);

    internal Task StartServiceAsync() => _service.StartAsync(Stopping);

    public async ValueTask DisposeAsync()
    {
        if (_page is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            (await _page.Value).Dispose();
            using var ended = await _faults.GetAsync("end", Stopping);
            await _serving;
        }

        _faults.Dispose();
        _service.Dispose();
        await Database.DisposeAsync();
    }

    private static Uri FreeAddress() => new($"http://127.0.0.1:{RestartedService.FreePort().ToString(CultureInfo.InvariantCulture)}/");

    private static async Task<long> CommittedAsync(Task<CommandResult<ArticleRef>> command) =>
        Assert.IsType<CommandResult<ArticleRef>.Committed>(await command).Value.Id;

    private static async Task BuildAsync()
    {
        await Project.RestoreAsync();
        await Project.RunAsync("npm", "run", "build");
        await Project.RunAsync("npm", "run", "check");
    }

    private async Task<BrowserPage> StartAsync()
    {
        Prerequisite.Program("chromedriver");
        await Task.WhenAll(BuildAsync(), StartServiceWithSampleAsync());
        _serving = NodeScript.RunAsync("serve-site.mjs", _service.Address.ToString(), Port(_address), Port(_faults.BaseAddress));
        await Poll.RetryAsync<string, HttpRequestException>(() => _serving.IsCompleted ? _serving : _faults.GetStringAsync("", Stopping));
        return await Task.Run(() => new BrowserPage(_address), Stopping);

        static string Port(Uri? address) => address?.Port.ToString(CultureInfo.InvariantCulture) ?? "";
    }

    private async Task StartServiceWithSampleAsync()
    {
        await SampleContent.LoadIntoEmptyAsync(
            Database.Database, TimeProvider.System, NullLogger.Instance, Stopping, _service.Address);
        await StartServiceAsync();
    }
}
