using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using GraphQL.Execution;
using GraphQLParser.AST;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Answers;

/// <summary>
/// The plan of one field of a response. If a document selects the same response name several times for one object, one plan combines these
/// selections. Requests with the same document share a plan.
/// </summary>
internal sealed class FieldPlan
{
    private readonly FieldCollector _collector;
    private readonly ConcurrentDictionary<IObjectGraphType, FieldPlan[]> _fields = [];

    private FieldPlan(FieldCollector collector, string name, FieldType? definition, IReadOnlyList<GraphQLField> nodes)
    {
        _collector = collector;
        Name = JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        Definition = definition;
        Nodes = nodes;
        Key = FieldGroup.BuildKey(nodes[0]);
        // The initialised schema has resolved every type.
        Writer = definition is null ? null : ValueWriter.Create(definition.ResolvedType!);
    }

    /// <summary>The response name: the alias, or the field's name if it has no alias.</summary>
    public JsonEncodedText Name { get; }

    /// <summary>The field in the schema; null for <c>__typename</c>.</summary>
    public FieldType? Definition { get; }

    /// <summary>The nodes of the document that select the field.</summary>
    public IReadOnlyList<GraphQLField> Nodes { get; }

    /// <summary>The key under which the parent row stores the related rows of this field.</summary>
    public string Key { get; }

    /// <summary>
    /// The cache of the selection below a root field. Null if the selection may differ between requests. Null also if this field is not a
    /// root field.
    /// </summary>
    public SelectionCache? Selections { get; private init; }

    /// <summary>Writes the values of the field; null for <c>__typename</c>.</summary>
    public ValueWriter? Writer { get; }

    /// <summary>
    /// Builds the root fields of an operation. Returns null if one of them is introspection, which only GraphQL.NET can run.
    /// </summary>
    /// <param name="cachesSelections">True if the selection below the root fields is the same for every request.</param>
    public static FieldPlan[]? BuildRoots(FieldCollector collector, GraphQLOperationDefinition operation, bool cachesSelections)
    {
        var schema = collector.Schema;
        var roots = BuildAll(
            collector, FieldCollector.FindRootType(schema, operation.Operation), [operation.SelectionSet], cachesSelections);
        return Array.Exists(roots, r => r.Definition == schema.SchemaMetaFieldType || r.Definition == schema.TypeMetaFieldType)
            ? null
            : roots;
    }

    /// <summary>Returns the plans of the fields that the document selects on an object of the type <paramref name="type"/>.</summary>
    public FieldPlan[] FieldsOf(IObjectGraphType type) =>
        _fields.GetOrAdd(type, static (type, self) => BuildAll(self._collector, type, self.Nodes.Select(f => f.SelectionSet)), this);

    public FieldCall CreateCall(OperationContext operation, IExecutionContext execution) =>
        // The definition is null only for __typename, for which this method is not called.
        new(operation, execution, Definition!, Nodes[0], Key);

    public SelectionReader CreateReader(OperationContext operation, IExecutionContext execution) =>
        new(operation, execution, _collector, new FieldGroup(Definition!, Key, Nodes), Selections); // Not for __typename.

    private static FieldPlan[] BuildAll(
        FieldCollector collector, IObjectGraphType type, IEnumerable<GraphQLSelectionSet?> sets, bool cachesSelections = false) =>
    [
        .. collector.Collect(type, sets, field => (field.Alias?.Name ?? field.Name).StringValue)
            .Select(found => new FieldPlan(collector, found.Key, collector.FindField(type, found.Fields[0]), found.Fields)
            {
                Selections = cachesSelections ? new SelectionCache() : null,
            }),
    ];
}
