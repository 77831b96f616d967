using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Npgsql;

namespace NewsApi.Benchmarks;

/// <summary>Writes the limit's answers, straight from the columns.</summary>
internal sealed class LimitJson : IDisposable
{
    private readonly ArrayBufferWriter<byte> _bytes = new(16 << 10);
    private readonly Utf8JsonWriter _json;

    public LimitJson() => _json = new Utf8JsonWriter(
        _bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    public LimitJson Clear()
    {
        _bytes.ResetWrittenCount();
        _json.Reset();
        return this;
    }

    public void Dispose() => _json.Dispose();

    public LimitJson NoArticle()
    {
        Open();
        _json.WriteNull("article"u8);
        return Close(2);
    }

    public LimitJson One(NpgsqlDataReader row)
    {
        Open();
        _json.WriteStartObject("article"u8);
        Id("Article", row.GetInt64(0));
        _json.WriteString("slug"u8, row.GetString(1));
        _json.WriteString("headline"u8, row.GetString(2));
        Text("summary", row, 3);
        Text("byline", row, 4);
        Text("section", row, 5);
        _json.WriteString("language"u8, row.GetString(6));
        if (row.IsDBNull(7))
        {
            _json.WriteNull("urgency"u8);
        }
        else
        {
            _json.WriteNumber("urgency"u8, row.GetInt32(7));
        }

        _json.WriteNumber("wordCount"u8, row.GetInt32(8));
        Time("publishedAt", row.GetDateTime(9));
        Time("updatedAt", row.GetDateTime(10));
        Text("body", row, 11);
        return Close(3);
    }

    public LimitJson OpenArticles()
    {
        Open();
        _json.WriteStartObject("articles"u8);
        _json.WriteStartArray("nodes"u8);
        return this;
    }

    public LimitJson CloseArticles()
    {
        _json.WriteEndArray();
        return Close(3);
    }

    public void Headline(NpgsqlDataReader row)
    {
        _json.WriteStartObject();
        Id("Article", row.GetInt64(0));
        _json.WriteString("slug"u8, row.GetString(1));
        _json.WriteString("headline"u8, row.GetString(2));
        Time("publishedAt", row.GetDateTime(3));
        _json.WriteEndObject();
    }

    public LimitJson Count(long count)
    {
        Open();
        _json.WriteStartObject("articles"u8);
        _json.WriteNumber("totalCount"u8, count);
        return Close(3);
    }

    public LimitJson OpenTopic(NpgsqlDataReader row)
    {
        Open();
        _json.WriteStartObject("topic"u8);
        Id("Topic", row.GetInt64(0));
        _json.WriteString("slug"u8, row.GetString(1));
        _json.WriteString("name"u8, row.GetString(2));
        Text("description", row, 3);
        _json.WriteStartObject("articles"u8);
        _json.WriteStartArray("nodes"u8);
        return this;
    }

    public LimitJson CloseTopic()
    {
        _json.WriteEndArray();
        return Close(4);
    }

    public LimitJson List(LimitList list)
    {
        OpenArticles();
        foreach (var article in list.Page)
        {
            _json.WriteStartObject();
            Id("Article", article.Id);
            _json.WriteString("slug"u8, article.Slug);
            _json.WriteString("headline"u8, article.Headline);
            _json.WriteString("summary"u8, article.Summary);
            Time("publishedAt", article.PublishedAt);
            Named("people", "Person", article.Named[0]);
            Named("places", "Place", article.Named[1]);
            Named("topics", "Topic", article.Named[2]);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteStartObject("pageInfo"u8);
        _json.WriteBoolean("hasNextPage"u8, list.HasNext);
        return Close(4);
    }

    private void Named(string property, string type, List<(long Id, string Slug, string Name)> entities)
    {
        _json.WriteStartArray(property);
        foreach (var (id, slug, name) in entities)
        {
            _json.WriteStartObject();
            Id(type, id);
            _json.WriteString("slug"u8, slug);
            _json.WriteString("name"u8, name);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void Open()
    {
        _json.WriteStartObject();
        _json.WriteStartObject("data"u8);
    }

    private LimitJson Close(int objects)
    {
        for (; objects > 0; objects--)
        {
            _json.WriteEndObject();
        }

        _json.Flush();
        return this;
    }

    private void Id(string type, long id)
    {
        Span<byte> text = stackalloc byte[64];
        System.Text.Unicode.Utf8.TryWrite(text, CultureInfo.InvariantCulture, $"{type}:{id}", out var length);
        Span<byte> encoded = stackalloc byte[96];
        System.Buffers.Text.Base64.EncodeToUtf8(text[..length], encoded, out _, out var written);
        _json.WriteString("id"u8, encoded[..written]);
    }

    private void Time(string property, DateTime time)
    {
        Span<byte> text = stackalloc byte[32];
        time.TryFormat(text, out var length, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        _json.WriteString(property, text[..length]);
    }

    private void Text(string property, NpgsqlDataReader row, int column)
    {
        if (row.IsDBNull(column))
        {
            _json.WriteNull(property);
        }
        else
        {
            _json.WriteString(property, row.GetString(column));
        }
    }
}
