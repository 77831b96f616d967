using System.Collections;
using System.Text.Json;
using GraphQL.Execution;
using GraphQLParser;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Answers;

/// <summary>
/// Writes the response of an operation as JSON, directly from the rows. GraphQL.NET would first build a tree of nodes. For a list with
/// relations, building the tree takes longer than the statements in PostgreSQL.
/// </summary>
internal sealed class AnswerWriter(Utf8JsonWriter json, OperationContext operation, IExecutionContext execution)
{
    // The path from the root to the current value. A step has a field, or an index in a list if the field is null. The names in the path
    // are needed only for an error.
    private readonly List<(FieldPlan? Field, int Index)> _path = [];

    /// <summary>The errors of the fields written so far. A field with an error is written as null.</summary>
    public List<ExecutionError> Errors { get; } = [];

    /// <summary>Writes a root field.</summary>
    /// <returns>False if the value is null although the schema forbids null. The whole <c>data</c> must then be null.</returns>
    public bool WriteRoot(FieldPlan field, object? value)
    {
        var writer = field.Writer!; // Null only for __typename, which has no value.
        _path.Clear();
        _path.Add((field, 0));
        json.WritePropertyName(field.Name);
        if (value is null)
        {
            json.WriteNullValue();
            return !writer.NonNull;
        }

        Write(field, writer, value);
        return true;
    }

    /// <summary>Adds the error of a root field.</summary>
    public void AddRootError(FieldPlan field, ExecutionError error) => AddError(field, error, [field.Name.ToString()]);

    private void Write(FieldPlan field, ValueWriter writer, object? value)
    {
        switch (writer)
        {
            case { NonNull: true } when value is null:
                throw new InvalidOperationException($"{string.Join('.', BuildPath())} is null, which the schema forbids.");
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
                WriteObject(writer.TypeOf!(value), field, value); // Not null: set if Leaf and Item are null.
                break;
        }
    }

    private void WriteList(FieldPlan field, ValueWriter writer, IEnumerable items)
    {
        json.WriteStartArray();
        var index = 0;
        foreach (var item in items)
        {
            _path.Add((null, index++));
            if (item is RequestError rejected)
            {
                // Only this item was rejected while reading, and the schema allows null for an item.
                AddError(field, rejected, BuildPath());
                json.WriteNullValue();
            }
            else
            {
                Write(field, writer, item);
            }

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
        foreach (var field in parent.FieldsOf(type))
        {
            json.WritePropertyName(field.Name);
            if (field.Definition is null)
            {
                json.WriteStringValue(type.Name);
                continue;
            }

            _path.Add((field, 0));
            Write(field, field.Writer!, GetValue(field, field.Definition, source)); // Null only for __typename.
            _path.RemoveAt(_path.Count - 1);
        }

        json.WriteEndObject();
    }

    private object? GetValue(FieldPlan field, FieldType definition, object source)
    {
        try
        {
            return ((ValueField)definition).Value(source, field.CreateCall(operation, execution));
        }
        catch (RequestError rejected)
        {
            AddError(field, rejected, BuildPath());
            return null;
        }
    }

    private object[] BuildPath() => [.. _path.Select(step => step.Field is { } field ? field.Name.ToString() : (object)step.Index)];

    private void AddError(FieldPlan field, ExecutionError error, IEnumerable<object> path)
    {
        error.AddLocation(Location.FromLinearPosition(execution.Document.Source, field.Nodes[0].Location.Start));
        error.Path = path;
        Errors.Add(error);
        operation.FirstError ??= error;
    }
}
