using NewsApi.Hosting;
using Xunit;

namespace NewsApi.Tests.Host.Hosting;

public sealed class DatabaseAddressTests
{
    [Theory]
    [InlineData("postgres://me:se%23cret%40@db.example:6543/news", "Host=db.example;Port=6543;Username=me;Password=se#cret@;Database=news")]
    [InlineData("postgresql://db/news?sslmode=verify-full&application_name=a%20b", "Host=db;Database=news;SSL Mode=VerifyFull;Application Name=a b")]
    [InlineData("POSTGRES://me@[::1]:5433/news", "Host=[::1];Port=5433;Username=me;Database=news")]
    [InlineData("postgres://a:1,b:2/news?target_session_attrs=read-write", "Host=a:1,b:2;Database=news;Target Session Attributes=read-write")]
    [InlineData("postgres://me@/news?host=/var/run/postgresql&connect_timeout=3", "Host=/var/run/postgresql;Username=me;Database=news;Timeout=3")]
    [InlineData("Host=db;Username=me", "Host=db;Username=me")]
    public void A_connection_URI_is_translated_into_keywords(string text, string keywords) =>
        Assert.Equal(
            new Npgsql.NpgsqlConnectionStringBuilder(keywords).ToString().Split(';').Order(),
            DatabaseAddress.Parse(text, Settings.ConnectionStringSetting).ToString().Split(';').Order());

    [Theory]
    [InlineData("postgres://me:secret@db:x/news", "'port'")]
    [InlineData("postgres://me:secret@db/news?sslmode=secret", "'sslmode'")]
    [InlineData("postgres://me:secret@db/news?frob=secret", "'frob'")]
    [InlineData("postgres://me:secret@db/news?sslmode", "no value")]
    [InlineData("postgres://me:secret@db/news/secret", "postgres://user:password@host:port/database")]
    [InlineData("secret", "neither")]
    [InlineData("Host=db;Passwrd=secret", "'passwrd'")]
    [InlineData("Host=db;Port=secret", "'port'")]
    public void The_message_names_the_mistake_and_no_value(string text, string named)
    {
        var message = Assert.Throws<SettingsException>(() => DatabaseAddress.Parse(text, Settings.ConnectionStringSetting)).Message;
        Assert.Contains(named, message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }
}
