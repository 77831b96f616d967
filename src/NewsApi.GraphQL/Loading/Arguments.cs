using GraphQL.Execution;
using GraphQLParser.AST;

namespace NewsApi.GraphQL.Loading;

/// <summary>The arguments of a field, coerced.</summary>
internal sealed class Arguments(IDictionary<string, ArgumentValue> values)
{
    public static Arguments Of(IExecutionContext execution, FieldType definition, GraphQLField field) =>
        new(execution.GetArguments(definition, field) ?? new Dictionary<string, ArgumentValue>());

    /// <summary>The value, or null where it is null or was left out.</summary>
    public object? this[string name] => values.TryGetValue(name, out var value) ? value.Value : null;

    /// <summary>True where the document or a variable gave the argument, be it null.</summary>
    public bool Passed(string name) => values.TryGetValue(name, out var value) && value.Source != ArgumentSource.FieldDefault;

    public T? Value<T>(string name)
        where T : struct => this[name] is T value ? value : null;

    public string? Text(string name) => this[name]?.ToString();

    public IEnumerable<IDictionary<string, object?>> Objects(string name) =>
        (this[name] as IEnumerable<object?> ?? []).OfType<IDictionary<string, object?>>();

    public IDictionary<string, object?>? Object(string name) => this[name] as IDictionary<string, object?>;
}
