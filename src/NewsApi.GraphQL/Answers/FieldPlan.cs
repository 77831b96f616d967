using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using GraphQL.Execution;
using GraphQLParser.AST;
using NewsApi.GraphQL.Loading;
using NewsApi.GraphQL.Subscriptions;
using NewsApi.GraphQL.Types;

namespace NewsApi.GraphQL.Answers;

/// <summary>One field of an answer: what a document asks for under one response name. Made once a document, shared by all who send it.</summary>
internal sealed class FieldPlan
{
    private readonly FieldCollector _collector;
    private readonly ConcurrentDictionary<IObjectGraphType, FieldPlan[]> _below = [];

    private FieldPlan(FieldCollector collector, string name, FieldType? definition, IReadOnlyList<GraphQLField> fields)
    {
        _collector = collector;
        Name = JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        Definition = definition;
        Fields = fields;
        Key = FieldGroup.KeyOf(fields[0]);
        Shape = definition is null ? null : ValueWriter.Of(definition.ResolvedType!);
    }

    /// <summary>The response name: the alias, or else the field's own.</summary>
    public JsonEncodedText Name { get; }

    /// <summary>Null for <c>__typename</c>.</summary>
    public FieldType? Definition { get; }

    public IReadOnlyList<GraphQLField> Fields { get; }

    /// <summary>Under which name the parent keeps what was read for it.</summary>
    public string Key { get; }

    /// <summary>What is wanted below a field at the root, where it is the same for all who send the document.</summary>
    public SelectionCache? Wanted { get; private init; }

    public ValueWriter? Shape { get; }

    /// <summary>
    /// The fields at the root of an operation; null where one of them is not ours to answer: introspection is the engine's.
    /// </summary>
    /// <param name="keepsWanted">Whether what is wanted below them is the same each time.</param>
    public static FieldPlan[]? RootsOf(FieldCollector collector, GraphQLOperationDefinition operation, bool keepsWanted)
    {
        var roots = Of(collector, NewsSchema.RootOf(collector.Schema, operation.Operation), [operation.SelectionSet], keepsWanted);
        return Array.TrueForAll(roots, r => r.Definition is null or RootField or SubscriptionField) ? roots : null;
    }

    /// <summary>What is asked for of a value of that type.</summary>
    public FieldPlan[] Below(IObjectGraphType type) =>
        _below.GetOrAdd(type, static (type, self) => Of(self._collector, type, self.Fields.Select(f => f.SelectionSet)), this);

    /// <summary>The type by its name in the schema.</summary>
    public IObjectGraphType TypeOf(string name) => _collector.TypeOf(name);

    public FieldCall CallIn(OperationContext operation, IExecutionContext execution) => new(operation, execution, Definition!, Fields[0], Key);

    public SelectionReader ReaderIn(OperationContext operation, IExecutionContext execution) =>
        new(operation, execution, _collector, new FieldGroup(Definition!, Key, Fields), Wanted);

    private static FieldPlan[] Of(FieldCollector collector, IObjectGraphType type, IEnumerable<GraphQLSelectionSet?> sets, bool keepsWanted = false) =>
    [
        .. collector.Collect(type, sets, field => (field.Alias?.Name ?? field.Name).StringValue)
            .Select(found => new FieldPlan(collector, found.Key, DefinitionOf(collector, type, found.Fields[0]), found.Fields)
            {
                Wanted = keepsWanted ? new SelectionCache() : null,
            }),
    ];

    private static FieldType? DefinitionOf(FieldCollector collector, IObjectGraphType type, GraphQLField field) => field.Name.StringValue switch
    {
        "__typename" => null,
        "__schema" when type == collector.Schema.Query => collector.Schema.SchemaMetaFieldType,
        "__type" when type == collector.Schema.Query => collector.Schema.TypeMetaFieldType,
        _ => type.GetField(field.Name) ?? throw new InvalidOperationException($"{type.Name} has no {field.Name}, although the document was valid."),
    };
}
