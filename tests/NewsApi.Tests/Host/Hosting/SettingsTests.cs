using Microsoft.Extensions.Configuration;
using NewsApi.Content.Wire;
using NewsApi.GraphQL.Loading;
using NewsApi.Hosting;
using Xunit;

namespace NewsApi.Tests.Host.Hosting;

public sealed class SettingsTests
{
    [Fact]
    public void Settings_without_a_value_have_the_declared_defaults()
    {
        var settings = Settings.Read(With());
        Assert.Null(settings.ConnectionString);
        Assert.True(settings.LoadsSampleContent(isPrivate: true));
        Assert.False(settings.LoadsSampleContent(isPrivate: false));
        Assert.Equal(TimeSpan.FromSeconds(10), settings.Service.DrainTime);
    }

    [Fact]
    public void Every_default_is_within_its_bounds_and_every_setting_is_declared_once()
    {
        Assert.All(Settings.All.Where(setting => setting.Unit is "seconds" or "switch"), setting =>
            Settings.Read(With((setting.Key, setting.Default))));
        Assert.Equal(Settings.All.Count, Settings.All.Select(setting => setting.Key.ToUpperInvariant()).Distinct().Count());
    }

    [Fact]
    public void A_value_reaches_its_property_in_the_unit_of_the_setting()
    {
        var settings = Settings.Read(With(
            ("NewsApi:SampleContent", "false"), ("NewsApi:DrainTime", "20"), ("NewsApi:Wire:Retention", "3"),
                ("NewsApi:Wire:TailBytes", "3000000000"),
            ("NewsApi:Operations:MaxDepth", "99"), ("NewsApi:Live:Heartbeat", "7")));

        Assert.Equal((false, TimeSpan.FromSeconds(20)), (settings.LoadsSampleContent(isPrivate: true), settings.Service.DrainTime));
        Assert.Equal((TimeSpan.FromDays(3), 3_000_000_000),
            (settings.Bind<WireOptions>().Retention, settings.Bind<WireOptions>().TailBytes));
        Assert.Equal(new OperationOptions { MaxDepth = 99 }, settings.Bind<OperationOptions>());
        Assert.Equal((TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(10)),
            (settings.Transport.HeartbeatInterval, settings.Transport.DrainTime));
    }

    [Theory]
    [InlineData("NewsApi:DrainTime", "0")]
    [InlineData("NewsApi:DrainTime", "3601")]
    [InlineData("NewsApi:DrainTime", "1.5")]
    [InlineData("NewsApi:DrainTime", "soon")]
    [InlineData("NewsApi:SampleContent", "perhaps")]
    [InlineData("NewsApi:DataDirectory", " ")]
    [InlineData("ConnectionStrings:News", "")]
    public void An_invalid_value_is_rejected_with_its_setting_and_the_allowed_values(string key, string value)
    {
        var rejection = Assert.Throws<SettingsException>(() => Settings.Read(With((key, value))));
        var setting = Settings.All.Single(declared => declared.Key == key);
        Assert.Contains(setting.Name, rejection.Message, StringComparison.Ordinal);
        Assert.Contains($"'{value}'", rejection.Message, StringComparison.Ordinal);
        Assert.Contains(setting.Allowed, rejection.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_invalid_settings_are_rejected_together()
    {
        var rejection = Assert.Throws<SettingsException>(
            () => Settings.Read(With(("NewsApi:DrainTime", "soon"), ("NewsApi:SampleContent", "perhaps"))));
        Assert.Contains("NewsApi__DrainTime", rejection.Message, StringComparison.Ordinal);
        Assert.Contains("NewsApi__SampleContent", rejection.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_undeclared_setting_is_reported_and_a_declared_one_in_another_case_is_not() =>
        Assert.Equal(["NewsApi__DrainTimes"], Settings.FindUnknown(With(("NewsApi:DrainTimes", "5"), ("newsapi:draintime", "5"))));

    private static IConfiguration With(params (string Key, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).Build();
}
