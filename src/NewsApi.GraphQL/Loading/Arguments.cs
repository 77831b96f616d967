using GraphQL.Execution;
using GraphQLParser.AST;

namespace NewsApi.GraphQL.Loading;

/// <summary>The coerced arguments of a field.</summary>
internal sealed class Arguments(IDictionary<string, ArgumentValue> values)
{
    public static Arguments Of(IExecutionContext execution, FieldType definition, GraphQLField field) =>
        new(execution.GetArguments(definition, field) ?? new Dictionary<string, ArgumentValue>());

    /// <summary>The value of an argument; null if the argument is null or absent.</summary>
    public object? this[string name] => values.TryGetValue(name, out var value) ? value.Value : null;

    public T? GetValue<T>(string name)
        where T : struct => this[name] is T value ? value : null;

    public string? GetText(string name) => this[name]?.ToString();

    /// <summary>Returns the input objects of an argument that is a list; empty if the argument is null or absent.</summary>
    public IEnumerable<IDictionary<string, object?>> GetObjects(string name) =>
        (this[name] as IEnumerable<object?> ?? []).OfType<IDictionary<string, object?>>();

    public IDictionary<string, object?>? GetObject(string name) => this[name] as IDictionary<string, object?>;
}
