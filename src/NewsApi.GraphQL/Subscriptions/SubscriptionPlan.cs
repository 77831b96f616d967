using System.Text;
using System.Text.Json;
using GraphQLParser.AST;
using GraphQLParser.Visitors;
using NewsApi.Content.Matching;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Lists;
using NewsApi.GraphQL.Answers;
using NewsApi.GraphQL.Loading;
using NewsApi.Transport;
using IExecutionContext = GraphQL.Execution.IExecutionContext;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>What one subscription asks for, apart from where it begins. Those with equal keys are told the same, in the same bytes.</summary>
internal sealed class SubscriptionPlan
{
    private const string AfterArgument = "after";

    private readonly SubscriptionField _definition;
    private readonly FieldPlan _root;
    private readonly IExecutionContext _execution;

    /// <param name="filters">Reads the argument <c>where</c>.</param>
    /// <exception cref="RequestError">The field at the root is skipped, or its filter cannot be read.</exception>
    public SubscriptionPlan(FieldPlan[] roots, IExecutionContext execution, OperationRequest request, Func<IDictionary<string, object?>?, Condition> filters)
    {
        if (roots is not [{ Definition: SubscriptionField definition } root])
        {
            throw RequestError.NoEvents();
        }

        (_definition, _root, _execution) = (definition, root, execution);
        var arguments = Arguments.Of(execution, definition, root.Fields[0]);
        Where = filters(arguments.Object("where"));
        After = request.LastEventId ?? arguments.Text(AfterArgument);
        Key = KeyOf(request);
    }

    public Condition Where { get; }

    /// <summary>The cursor after which the subscription begins, as the client passed it; null for now.</summary>
    public string? After { get; }

    public string Key { get; }

    public bool Concerns(ListChange change) => _definition.Concerns(change);

    /// <summary>What is wanted of the article of an event.</summary>
    public Selection Selection(OperationContext operation)
    {
        var reader = _root.ReaderIn(operation, _execution);
        var payload = (IObjectGraphType)_definition.ResolvedType!.GetNamedType();
        var sets = reader.Groups(payload, reader.Root.SelectionSets).Where(g => g.First.Name.Value == "article").SelectMany(g => g.SelectionSets);
        return reader.Within(1, () => reader.Read(ContentTable.Article.Name, ContentTable.Article, sets));
    }

    /// <summary>The event as a GraphQL result in UTF-8.</summary>
    public ReadOnlyMemory<byte> Write(ArticleEvent of, OperationContext operation, FieldRunner runner, Func<Exception, FieldPlan, ExecutionError> hide) =>
        runner.Write(_root, of, operation, _execution, hide);

    // Where a subscription begins does not matter to what it is told, so a variable that is used for nothing else is left out.
    private string KeyOf(OperationRequest request)
    {
        var key = new StringBuilder(request.Query).Append('\0').Append(request.OperationName);
        var beginning = _root.Fields[0].Arguments?.FirstOrDefault(a => a.Name.Value == AfterArgument)?.Value is GraphQLVariable variable
            && VariableUses.Count(_execution.Document, variable) == 1 ? variable.Name.StringValue : null;
        if (request.Variables.ValueKind == JsonValueKind.Object)
        {
            foreach (var given in request.Variables.EnumerateObject().Where(v => v.Name != beginning).OrderBy(v => v.Name, StringComparer.Ordinal))
            {
                // With its length, because a name may be any text, and whoever forges another's key is in another's group.
                key.Append('\0').Append(given.Name.Length).Append(':').Append(given.Name).Append('=').Append(given.Value.GetRawText());
            }
        }

        return key.ToString();
    }

    /// <summary>In how many places of a document a variable stands, other than where it is declared.</summary>
    private sealed class VariableUses : ASTVisitor<VariableUses.Counter>
    {
        private static readonly VariableUses Visitor = new();

        public static int Count(GraphQLDocument document, GraphQLVariable variable)
        {
            var counter = new Counter(variable.Name.StringValue);
            Visitor.VisitAsync(document, counter).AsTask().GetAwaiter().GetResult();
            return counter.Uses;
        }

        protected override ValueTask VisitVariableDefinitionAsync(GraphQLVariableDefinition variableDefinition, Counter context) => default;

        protected override ValueTask VisitVariableAsync(GraphQLVariable variable, Counter context)
        {
            context.Uses += variable.Name.Value == context.Name ? 1 : 0;
            return default;
        }

        internal sealed class Counter(string name) : IASTVisitorContext
        {
            public string Name => name;

            public int Uses { get; set; }

            public CancellationToken CancellationToken => CancellationToken.None;
        }
    }
}
