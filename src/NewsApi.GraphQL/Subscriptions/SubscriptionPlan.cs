using GraphQL.Execution;
using GraphQLParser.AST;
using NewsApi.Content.Matching;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Lists;
using NewsApi.GraphQL.Answers;
using NewsApi.GraphQL.Loading;
using NewsApi.GraphQL.Pricing;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>
/// One subscription, read from its operation: the filter, the fields of the events, and the cursor where it begins. Subscriptions with
/// equal keys get the same events in the same bytes, even if they begin at different cursors.
/// </summary>
internal sealed class SubscriptionPlan
{
    private const string AfterArgument = "after";

    private readonly SubscriptionField _definition;
    private readonly FieldPlan _root;
    private readonly IExecutionContext _execution;

    /// <param name="lastEventId">
    /// The cursor that the client sent in the header <c>Last-Event-ID</c> to resume. It takes precedence over the argument <c>after</c>.
    /// </param>
    /// <param name="readFilter">Reads the argument <c>where</c>.</param>
    /// <exception cref="RequestError">The root field is skipped, or its filter is invalid.</exception>
    public SubscriptionPlan(
        PreparedOperation operation, FieldPlan[] roots, string? lastEventId, Func<IDictionary<string, object?>?, Condition> readFilter)
    {
        if (roots is not [{ Definition: SubscriptionField definition } root])
        {
            throw RequestError.NoEvents();
        }

        (_definition, _root, _execution, Cost) = (definition, root, operation.Execution, operation.Cost);
        var arguments = Arguments.Of(_execution, definition, root.Nodes[0]);
        Where = readFilter(arguments.GetObject("where"));
        After = lastEventId ?? arguments.GetText(AfterArgument);

        // Events have only public content, so the key does not depend on the caller. The key also does not depend on the cursor where a
        // subscription begins.
        Key = operation.CreateKey(Visibility.Public, except: FindBeginVariable());
    }

    /// <summary>The name of the root field in the schema.</summary>
    public string Field => _definition.Name;

    public Condition Where { get; }

    /// <summary>
    /// The cursor after which the subscription begins, as the client sent it. Null if the subscription begins at the head of the log.
    /// </summary>
    public string? After { get; }

    public OperationKey Key { get; }

    /// <summary>The cost of one event.</summary>
    public OperationCost Cost { get; }

    /// <summary>Returns true if a change of the list of articles is an event of this subscription.</summary>
    public bool Includes(ListChange change) => _definition.Includes(change);

    /// <summary>Reads the selection of the field <c>article</c> of the events.</summary>
    public Selection ReadSelection(OperationContext operation)
    {
        var reader = _root.CreateReader(operation, _execution);
        var payload = (IObjectGraphType)_definition.ResolvedType!.GetNamedType(); // The initialised schema has resolved every type.
        var sets = reader.CollectFields(payload, reader.Root.SelectionSets).Where(g => g.First.Name.Value == "article")
            .SelectMany(g => g.SelectionSets);
        return reader.ReadSelection(ContentTable.Article.Name, ContentTable.Article, sets);
    }

    /// <summary>Writes an event as a GraphQL result in UTF-8.</summary>
    public ReadOnlyMemory<byte> WriteEvent(ArticleEvent value, OperationContext operation, FieldRunner runner) =>
        runner.WriteEvent(_root, value, value.Cursor.ToString(), operation, _execution);

    /// <summary>
    /// Returns the name of the variable that the argument <c>after</c> uses. Null if the argument uses no variable, or if the document uses
    /// the variable elsewhere too.
    /// </summary>
    private string? FindBeginVariable() =>
        _root.Nodes[0].Arguments?.FirstOrDefault(a => a.Name.Value == AfterArgument)?.Value is GraphQLVariable variable
        && VariableUses.Count(_execution.Document, variable) == 1 ? variable.Name.StringValue : null;
}
