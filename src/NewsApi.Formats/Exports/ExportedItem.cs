using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using NewsApi.Content.Importing;

namespace NewsApi.Formats.Exports;

/// <summary>What an export has beside the properties of ninjs or of a gazetteer, as JSON.</summary>
internal sealed record ExportedItem
{
    /// <summary>The version of this format. A reader rejects a newer one.</summary>
    public const int Newest = 1;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public required int Export { get; init; }

    public ExportedArticle? Article { get; init; }

    public ExportedEntity? Entity { get; init; }

    /// <summary>The properties that the standard format does not give back unchanged, with their stored values.</summary>
    public JsonObject? Content { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <exception cref="JsonException">A value is missing or of another type.</exception>
    public static ExportedItem Parse(JsonElement json) =>
        json.Deserialize<ExportedItem>(Options) ?? throw new JsonException("It is null.");

    /// <summary>Returns the properties in which the stored value differs from what was read; null if none does.</summary>
    public static JsonObject? Compare<T>(T stored, T read, IEnumerable<string> names)
        where T : class
    {
        var differences = new JsonObject();
        foreach (var property in names.Select(name => PropertyOf<T>(name)))
        {
            if (property.GetValue(stored) is var value && !Equals(value, property.GetValue(read)))
            {
                differences[NameOf(property.Name)] = JsonSerializer.SerializeToNode(value, property.PropertyType, Options);
            }
        }

        return differences.Count == 0 ? null : differences;
    }

    /// <summary>Sets the properties that <see cref="Content"/> has.</summary>
    /// <exception cref="JsonException">A value is of another type.</exception>
    public void Apply<T>(T target, IEnumerable<string> names)
        where T : class
    {
        foreach (var property in names.Select(name => PropertyOf<T>(name)))
        {
            if (Content?.TryGetPropertyValue(NameOf(property.Name), out var value) == true)
            {
                var read = value.Deserialize(property.PropertyType, Options);
                if (read is null && new NullabilityInfoContext().Create(property).WriteState == NullabilityState.NotNull)
                {
                    throw new JsonException($"The value of '{NameOf(property.Name)}' is null.");
                }

                property.SetValue(target, read);
            }
        }
    }

    private static string NameOf(string property) => JsonNamingPolicy.CamelCase.ConvertName(property);

    private static PropertyInfo PropertyOf<T>(string name) =>
        typeof(T).GetProperty(name) ?? throw new ArgumentException($"{typeof(T).Name} has no property {name}.", nameof(name));
}
