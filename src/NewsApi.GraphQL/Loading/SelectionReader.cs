using GraphQL.Execution;
using GraphQLParser.AST;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;

namespace NewsApi.GraphQL.Loading;

/// <summary>
/// Converts the selection sets of an operation to <see cref="Selection"/>s, which are the columns and related rows to read.
/// </summary>
/// <param name="cache">The cache of the selection below the root field; null if the selection may differ between requests.</param>
internal sealed class SelectionReader(
    OperationContext operation, IExecutionContext execution, FieldCollector collector, FieldGroup root, SelectionCache? cache = null)
{
    private bool _belowRoot;

    public OperationContext Operation => operation;

    /// <summary>The root field, whose selection is read first.</summary>
    public FieldGroup Root => root;

    /// <summary>Returns the cached selection below the root field, or calls <paramref name="read"/> and caches its result.</summary>
    public T ReadCached<T>(Func<T> read)
        where T : class
    {
        if (cache is null || _belowRoot)
        {
            return read();
        }

        _belowRoot = true;
        if (cache.Find(operation.Visibility) is { } known)
        {
            return (T)known;
        }

        var rejected = operation.RejectedCount;
        var selection = read();
        if (operation.RejectedCount == rejected)
        {
            cache.Store(operation.Visibility, selection);
        }

        return selection;
    }

    /// <summary>
    /// Converts the selection sets below a field to a <see cref="Selection"/> of the columns and relations of the rows that the field
    /// returns.
    /// </summary>
    public Selection ReadSelection(string typeName, ContentTable table, IEnumerable<GraphQLSelectionSet?> selectionSets)
    {
        var selection = new Selection(table);
        foreach (var group in CollectFields(FindType(typeName), selectionSets))
        {
            (group.Definition as SelectedField)?.AddReads?.Invoke(this, group, selection);
        }

        return selection;
    }

    /// <summary>Returns the fields of a type that the selection sets select, grouped by name and arguments.</summary>
    public IEnumerable<FieldGroup> CollectFields(IObjectGraphType type, IEnumerable<GraphQLSelectionSet?> selectionSets) =>
        from found in collector.Collect(type, selectionSets, FieldGroup.BuildKey)
        let definition = type.GetField(found.Fields[0].Name)
        where definition is not null
        select new FieldGroup(definition, found.Key, found.Fields);

    public IObjectGraphType FindType(string name) => collector.FindType(name);

    /// <summary>Returns the coerced arguments of a field. An argument without a value and without a default is absent.</summary>
    public Arguments ReadArguments(FieldGroup group) => Arguments.Of(execution, group.Definition, group.First);
}
