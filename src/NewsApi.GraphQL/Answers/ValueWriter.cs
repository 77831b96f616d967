using System.Globalization;
using System.Text.Json;
using NewsApi.GraphQL.Declaring;

namespace NewsApi.GraphQL.Answers;

/// <summary>
/// Writes the values of a type as JSON. One of these three properties is set: <see cref="Item"/> for a list, <see cref="Leaf"/> for a
/// scalar or an enum, <see cref="TypeOf"/> for an object.
/// </summary>
internal sealed class ValueWriter
{
    private ValueWriter()
    {
    }

    /// <summary>True if the schema forbids null.</summary>
    public bool NonNull { get; private init; }

    /// <summary>Writes each item of a list.</summary>
    public ValueWriter? Item { get; private init; }

    /// <summary>Writes a scalar or an enum.</summary>
    public Action<Utf8JsonWriter, object>? Leaf { get; private init; }

    /// <summary>Returns the type of an object. The type of an interface or a union depends on the value.</summary>
    public Func<object, IObjectGraphType>? TypeOf { get; private init; }

    public static ValueWriter Create(IGraphType type, bool nonNull = false) => type switch
    {
        // Types are resolved once the schema is initialized.
        NonNullGraphType inner => Create(inner.ResolvedType!, nonNull: true),
        // As above.
        ListGraphType list => new ValueWriter { NonNull = nonNull, Item = Create(list.ResolvedType!) },
        ScalarGraphType scalar => new ValueWriter { NonNull = nonNull, Leaf = CreateLeaf(scalar) },
        IObjectGraphType known => new ValueWriter { NonNull = nonNull, TypeOf = _ => known },
        IAbstractGraphType { ResolveType: { } resolve } => new ValueWriter
        {
            NonNull = nonNull,
            TypeOf = value => resolve(value) ?? throw new InvalidOperationException($"{type} has no type for a {value.GetType().Name}."),
        },
        _ => throw new ArgumentException($"There is no writer for the type {type}.", nameof(type)),
    };

    private static Action<Utf8JsonWriter, object> CreateLeaf(ScalarGraphType scalar) => scalar switch
    {
        StringGraphType or IdGraphType or UrlType => WriteText,
        IntGraphType => (writer, value) => writer.WriteNumberValue((int)value),
        FloatGraphType => (writer, value) => writer.WriteNumberValue((double)value),
        BooleanGraphType => (writer, value) => writer.WriteBooleanValue((bool)value),
        DateTimeType => WriteTime,
        // Our enums have no null value.
        EnumerationGraphType choice => CreateEnum(choice.Values.ToDictionary(v => v.Value!, v => JsonEncodedText.Encode(v.Name))),
        _ => (writer, value) => JsonSerializer.Serialize(writer, scalar.Serialize(value)),
    };

    private static Action<Utf8JsonWriter, object> CreateEnum(Dictionary<object, JsonEncodedText> names) =>
        (writer, value) => writer.WriteStringValue(names[value]);

    private static void WriteText(Utf8JsonWriter writer, object value)
    {
        if (value is byte[] utf8)
        {
            writer.WriteStringValue(utf8);
        }
        else
        {
            writer.WriteStringValue((string)value);
        }
    }

    private static void WriteTime(Utf8JsonWriter writer, object value)
    {
        // The text is the same as from DateTimeType.Serialize. The round-trip format is cut after the milliseconds, because this takes a
        // third of the time of a custom format.
        const int length = 23;
        var time = value as DateTime? ?? ((DateTimeOffset)value).UtcDateTime;
        Span<byte> text = stackalloc byte[40];
        time.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        text[length] = (byte)'Z';
        writer.WriteStringValue(text[..(length + 1)]);
    }
}
