using System.Collections;
using System.Text.Json;
using GraphQL.Execution;
using GraphQLParser;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Loading;
using NewsApi.GraphQL.Mutations;

namespace NewsApi.GraphQL.Answers;

/// <summary>
/// Writes the answer to a query out of what was read for it, straight as JSON. The engine would first build a tree of nodes of
/// the same size; on a list with relations that costs more than PostgreSQL does.
/// </summary>
internal sealed class AnswerWriter(Utf8JsonWriter json, OperationContext operation, IExecutionContext execution)
{
    // Fields, and places in lists where there is none; turned into names where something goes wrong.
    private readonly List<(FieldPlan? Field, int Place)> _path = [];

    /// <summary>What went wrong on the way, each for the field it took with it.</summary>
    public List<ExecutionError> Errors { get; } = [];

    /// <summary>Writes a field at the root.</summary>
    /// <returns>False where null stands in a place that the schema promises a value for, so that all of <c>data</c> is null.</returns>
    public bool WriteRoot(FieldPlan field, object? value)
    {
        _path.Clear();
        _path.Add((field, 0));
        json.WritePropertyName(field.Name);
        if (value is null)
        {
            json.WriteNullValue();
            return !field.Shape!.NonNull;
        }

        Write(field, field.Shape!, value);
        return true;
    }

    /// <summary>An error of a field at the root.</summary>
    public void AddRootError(FieldPlan field, ExecutionError error) => Add(field, error, [field.Name.ToString()]);

    private void Write(FieldPlan field, ValueWriter shape, object? value)
    {
        switch (shape)
        {
            case { NonNull: true } when value is null:
                throw new InvalidOperationException($"{string.Join('.', Path())} is null, which the schema rules out.");
            case var _ when value is null:
                json.WriteNullValue();
                break;
            case { Leaf: { } leaf }:
                leaf(json, value);
                break;
            case { Item: { } item }:
                WriteList(field, item, (IEnumerable)value);
                break;
            default:
                WriteObject(shape.Object ?? field.TypeOf(value is Row row ? row.Table.Name : ErrorTypes.NameOf(value.GetType())), field, value);
                break;
        }
    }

    private void WriteList(FieldPlan field, ValueWriter shape, IEnumerable items)
    {
        json.WriteStartArray();
        var index = 0;
        foreach (var item in items)
        {
            _path.Add((null, index++));
            Write(field, shape, item);
            _path.RemoveAt(_path.Count - 1);
        }

        json.WriteEndArray();
    }

    private void WriteObject(IObjectGraphType type, FieldPlan parent, object source)
    {
        if (json.BytesCommitted + json.BytesPending > operation.Options.MaxAnswerBytes)
        {
            throw RequestError.AnswerTooLarge(operation.Options.MaxAnswerBytes);
        }

        json.WriteStartObject();
        foreach (var field in parent.Below(type))
        {
            json.WritePropertyName(field.Name);
            if (field.Definition is null)
            {
                json.WriteStringValue(type.Name);
                continue;
            }

            _path.Add((field, 0));
            Write(field, field.Shape!, ValueOf(field, source));
            _path.RemoveAt(_path.Count - 1);
        }

        json.WriteEndObject();
    }

    private object? ValueOf(FieldPlan field, object source)
    {
        try
        {
            return ((ValueField)field.Definition!).Value(source, field.CallIn(operation, execution));
        }
        catch (RequestError refused)
        {
            Add(field, refused, Path());
            return null;
        }
    }

    private object[] Path() => [.. _path.Select(step => step.Field is { } field ? field.Name.ToString() : (object)step.Place)];

    private void Add(FieldPlan field, ExecutionError error, IEnumerable<object> path)
    {
        error.AddLocation(Location.FromLinearPosition(execution.Document.Source, field.Fields[0].Location.Start));
        error.Path = path;
        Errors.Add(error);
    }
}
