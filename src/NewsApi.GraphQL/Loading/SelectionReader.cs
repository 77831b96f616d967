using GraphQL.Execution;
using GraphQLParser.AST;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;

namespace NewsApi.GraphQL.Loading;

/// <summary>Finds out what an operation wants to read below a field: which columns, which relations, with which arguments.</summary>
/// <param name="kept">What was found out of it before; null where it may differ each time.</param>
internal sealed class SelectionReader(
    OperationContext operation, IExecutionContext execution, FieldCollector collector, FieldGroup root, SelectionCache? kept = null)
{
    // How many things, at most, the field at hand is asked of.
    private long _parents = 1;
    private bool _belowRoot;

    public OperationContext Operation => operation;

    /// <summary>The field at the root, from which the reading starts.</summary>
    public FieldGroup Root => root;

    /// <summary>Reads what is wanted of the items of a list, of which each parent has as many as <paramref name="size"/>.</summary>
    /// <exception cref="RequestError">That may be more items than one operation gets.</exception>
    public T Within<T>(int size, Func<T> read)
    {
        var parents = _parents;
        _parents *= Math.Max(size, 1);
        try
        {
            operation.Add(_parents);
            return read();
        }
        finally
        {
            _parents = parents;
        }
    }

    /// <summary>What is wanted below the root, found out by <paramref name="read"/> only where it is not known from before.</summary>
    public T Once<T>(Func<T> read)
        where T : class
    {
        if (kept is null || _belowRoot)
        {
            return read();
        }

        if (kept[operation.News.Visibility] is ({ } known, var each) && operation.TryAdd(each * _parents))
        {
            return (T)known;
        }

        _belowRoot = true;
        var (items, refused) = (operation.Items, operation.RefusedCount);
        var wanted = read();
        if (operation.RefusedCount == refused)
        {
            kept.Keep(operation.News.Visibility, wanted, (operation.Items - items) / _parents);
        }

        return wanted;
    }

    /// <summary>What is wanted of things of that type by any of the selection sets.</summary>
    public Selection Read(string typeName, ContentTable table, IEnumerable<GraphQLSelectionSet?> selectionSets)
    {
        var selection = new Selection(table);
        foreach (var group in Groups(TypeOf(typeName), selectionSets))
        {
            (group.Definition as SelectedField)?.Reads?.Invoke(this, group, selection);
        }

        return selection;
    }

    /// <summary>The fields that the selection sets ask of a type.</summary>
    public IEnumerable<FieldGroup> Groups(IObjectGraphType type, IEnumerable<GraphQLSelectionSet?> selectionSets) =>
        from found in collector.Collect(type, selectionSets, FieldGroup.KeyOf)
        let definition = type.GetField(found.Fields[0].Name)
        where definition is not null
        select new FieldGroup(definition, found.Key, found.Fields);

    public IObjectGraphType TypeOf(string name) => collector.TypeOf(name);

    /// <summary>The arguments of a field, coerced; those that were not passed are missing.</summary>
    public Arguments Arguments(FieldGroup group) => Loading.Arguments.Of(execution, group.Definition, group.First);
}
