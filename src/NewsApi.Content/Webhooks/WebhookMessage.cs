using System.Text.Encodings.Web;
using System.Text.Json;
using NewsApi.Content.Caching;
using NewsApi.Content.Wire;

namespace NewsApi.Content.Webhooks;

/// <summary>An announcement: the tags of consecutive changes.</summary>
/// <param name="Id">The header <c>webhook-id</c>: the same for each attempt to send the announcement.</param>
/// <param name="Cursor">The position of the log after these changes.</param>
/// <param name="Tags">The tags in the order of the changes, each once. Empty if the changes have no tags; then nothing is sent.</param>
internal sealed record WebhookMessage(string Id, WireCursor Cursor, IReadOnlyList<string> Tags)
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The announcement that changes may have been missed, so that everything must be purged.</summary>
    public static WebhookMessage PurgeAll(WireCursor head) => new($"{head}-{CacheTags.All}", head, [CacheTags.All]);

    /// <summary>Groups consecutive changes into announcements. The tags of one change are never split.</summary>
    /// <param name="tags">The tags of each change.</param>
    /// <param name="mostTags">The number of tags after which the next announcement begins.</param>
    public static IEnumerable<WebhookMessage> Group(WireBatch batch, IReadOnlyList<IReadOnlyList<string>> tags, int mostTags)
    {
        var (first, ordered, distinct) = (0, new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        for (var i = 0; i < tags.Count; i++)
        {
            if (ordered.Count > 0 && ordered.Count + tags[i].Count(tag => !distinct.Contains(tag)) > mostTags)
            {
                yield return Create(first, i - 1, ordered);
                (first, ordered) = (i, []);
                distinct.Clear();
            }

            ordered.AddRange(tags[i].Where(distinct.Add));
        }

        yield return Create(first, tags.Count - 1, ordered);

        WebhookMessage Create(int from, int to, List<string> all)
        {
            var cursor = batch.Cursor with { Position = batch.Changes[to].Position };
            return new($"{batch.Cursor with { Position = batch.Changes[from].Position }}-{cursor.Position}", cursor, all);
        }
    }

    /// <summary>Returns the body: JSON in UTF-8 with the cursor and the tags.</summary>
    public byte[] ToBody()
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, Writing))
        {
            json.WriteStartObject();
            json.WriteString("cursor", Cursor.ToString());
            json.WriteStartArray("tags");
            foreach (var tag in Tags)
            {
                json.WriteStringValue(tag);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return body.ToArray();
    }
}
