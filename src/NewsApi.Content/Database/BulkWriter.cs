using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace NewsApi.Content.Database;

/// <summary>
/// Writes many rows of a table. It inserts new rows by binary COPY, and updates changed rows in one batch. Columns, types and conversions
/// come from EF's model. So a new property of the content needs no edit here.
/// </summary>
internal sealed class BulkWriter<T>
    where T : class
{
    private readonly Column[] _columns;
    private readonly Column[] _copied;
    private readonly string _copy;
    private readonly string _update;

    /// <param name="generatesId">True if the database assigns the id; false if the rows already have ids.</param>
    /// <param name="given">
    /// A column that EF's model does not have, and its value for an inserted row, in the binary format of the column's type.
    /// </param>
    public BulkWriter(bool generatesId = false, (string Column, Func<T, byte[]?> Value)? given = null)
    {
        using var db = new NewsDbContext(new DbContextOptionsBuilder<NewsDbContext>().UseNpgsql("Host=localhost").Options);
        var type = db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not in the model.");
        _columns = [.. ColumnsOf(type).Where(c => !(generatesId && c.IsKey))];
        Column[] keys = [.. _columns.Where(c => c.IsKey)];
        Column[] values = [.. _columns.Where(c => !c.IsKey)];
        _columns = [.. keys, .. values];

        // COPY sends no types, so the type's own format passes for bytes.
        _copied = given is var (name, value)
            ? [.. _columns, new Column(name, "bytea", IsKey: false, WriteTypedAsync<byte[]>, row => value((T)row))]
            : _columns;
        _copy = $"copy {type.GetTableName()} ({string.Join(", ", _copied.Select(c => c.Name))}) from stdin (format binary)";
        _update =
            $"""
            update {type.GetTableName()} set {string.Join(", ", values.Select((c, i) => $"{c.Name} = ${keys.Length + i + 1}"))}
            where {string.Join(" and ", keys.Select((c, i) => $"{c.Name} = ${i + 1}"))}
            """;
    }

    public async Task InsertAsync(NpgsqlConnection connection, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await using var copy = await connection.BeginBinaryImportAsync(_copy, cancellationToken);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellationToken);
            foreach (var column in _copied)
            {
                if (column.Value(row) is { } value)
                {
                    await column.WriteAsync(copy, value, cancellationToken);
                }
                else
                {
                    await copy.WriteNullAsync(cancellationToken);
                }
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }

    public async Task UpdateAsync(NpgsqlConnection connection, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await using var batch = new NpgsqlBatch(connection);
        foreach (var row in rows)
        {
            var update = new NpgsqlBatchCommand(_update);
            foreach (var column in _columns)
            {
                update.Parameters.Add(new NpgsqlParameter { Value = column.Value(row) ?? DBNull.Value, DataTypeName = column.Type });
            }

            batch.BatchCommands.Add(update);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static IEnumerable<Column> ColumnsOf(IEntityType root)
    {
        var types = root.GetDerivedTypesInclusive().ToArray();
        var properties = types.SelectMany(t => t.GetDeclaredProperties().Select(p => (Holder: t, Property: p))
            .Concat(t.GetDeclaredComplexProperties().SelectMany(c => c.ComplexType.GetProperties()).Select(p => (Holder: t, Property: p))));

        // Places and topics share the column of their parent, so several properties can have one column.
        foreach (var sharing in properties.GroupBy(p => p.Property.GetColumnName()))
        {
            var getters = sharing.Select(p => (p.Holder.ClrType, Get: Getter(p.Holder, p.Property))).ToArray();
            yield return new Column(
                sharing.Key,
                WithoutFacets(sharing.First().Property.GetColumnType()),
                sharing.First().Property.IsPrimaryKey(),
                Typed(sharing.First().Property),
                row => getters.FirstOrDefault(g => g.ClrType.IsInstanceOfType(row)).Get?.Invoke(row));
        }
    }

    private static Func<object, object?> Getter(IEntityType holder, IProperty property)
    {
        var convert = property.GetTypeMapping().Converter?.ConvertToProvider;
        if (property == holder.FindDiscriminatorProperty())
        {
            // EF sets the discriminator only when it creates or tracks an entity. This class does neither, so it derives the value from the
            // CLR type.
            var byType = holder.GetDerivedTypesInclusive().Where(t => !t.ClrType.IsAbstract)
                .ToDictionary(t => t.ClrType, t => convert!(t.GetDiscriminatorValue()));
            return row => byType[row.GetType()];
        }

        var getter = property.GetGetter();
        return row => getter.GetClrValueUsingContainingEntity(row) is { } value ? convert is null ? value : convert(value) : null;
    }

    /// <summary>
    /// Makes a writer for the static type of a property. So Npgsql looks up the converter of this type once for a column, and not once for
    /// each value.
    /// </summary>
    private static TypedWrite Typed(IProperty property)
    {
        var type = property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType;
        // Not null, because the method is declared below.
        return typeof(BulkWriter<T>).GetMethod(nameof(WriteTypedAsync), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(Nullable.GetUnderlyingType(type) ?? type).CreateDelegate<TypedWrite>();
    }

    private static Task WriteTypedAsync<TValue>(
        NpgsqlBinaryImporter copy, object value, string type, CancellationToken cancellationToken) =>
        copy.WriteAsync((TValue)value, type, cancellationToken);

    private static string WithoutFacets(string type) => type.Replace("(3)", "", StringComparison.Ordinal);

    private delegate Task TypedWrite(NpgsqlBinaryImporter copy, object value, string type, CancellationToken cancellationToken);

    private sealed record Column(string Name, string Type, bool IsKey, TypedWrite Write, Func<object, object?> Value)
    {
        public Task WriteAsync(NpgsqlBinaryImporter copy, object value, CancellationToken cancellationToken) =>
            Write(copy, value, Type, cancellationToken);
    }
}
