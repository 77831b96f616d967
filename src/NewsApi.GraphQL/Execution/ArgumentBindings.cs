using GraphQL.Execution;
using GraphQL.Validation;
using GraphQLParser;
using GraphQLParser.AST;
using NewsApi.GraphQL.Loading;
using NewsApi.GraphQL.Pricing;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// Coerces the values of the arguments and directives of an operation. The nodes with arguments or directives are found once for a
/// document. Each request then only coerces their values. GraphQL.NET itself would visit the whole document twice for each request.
/// </summary>
internal sealed class ArgumentBindings
{
    private readonly ISchema _schema;
    private readonly GraphQLDocument _document;
    private readonly IObjectGraphType? _root;
    private readonly HashSet<ROM> _visited = [];

    // In document order, so that the errors have the same order.
    private readonly List<(GraphQLField Field, QueryArguments? Arguments)> _fields = [];
    private readonly List<ASTNode> _directives = [];
    private readonly List<(GraphQLField Field, GraphQLArgument Argument)> _sorts = [];

    public ArgumentBindings(ISchema schema, GraphQLDocument document, GraphQLOperationDefinition operation)
    {
        (_schema, _document) = (schema, document);
        _root = operation.Operation switch
        {
            OperationType.Query => schema.Query,
            OperationType.Mutation => schema.Mutation,
            _ => schema.Subscription,
        };
        AddDirectives(operation);
        foreach (var variable in operation.Variables?.Items ?? [])
        {
            AddDirectives(variable);
        }

        Visit(operation.SelectionSet, _root);
    }

    /// <summary>True if an argument below the root fields uses a variable. The selection may then differ between requests.</summary>
    public bool HasVariablesBelowRoot { get; private set; }

    /// <summary>
    /// Coerces the arguments and directives with the values of variables. GraphQL.NET coerces each value and creates the errors.
    /// </summary>
    /// <param name="variables">
    /// The coerced values. Sort keys are in the order in which the client wrote them (<see cref="WrittenOrder"/>).
    /// </param>
    public ValidationResult Bind(Variables variables)
    {
        var errors = new List<ValidationError>();
        var arguments = BindAll<(GraphQLField Field, QueryArguments? Arguments), GraphQLField, IDictionary<string, ArgumentValue>>(
            _fields,
            f => f.Field,
            f => ExecutionHelper.GetArguments(f.Arguments, f.Field.Arguments, variables, _document, f.Field, null),
            errors);
        foreach (var (field, argument) in _sorts)
        {
            if (arguments is not null && arguments.TryGetValue(field, out var values))
            {
                var name = argument.Name.StringValue;
                values[name] = new ArgumentValue(WrittenOrder.Restore(values[name].Value, argument.Value), values[name].Source);
            }
        }

        var directives = BindAll(
            _directives,
            node => node,
            node => ExecutionHelper.GetDirectives((IHasDirectivesNode)node, variables, _schema, _document),
            errors);
        return new ValidationResult(errors) { Variables = variables, ArgumentValues = arguments, DirectiveValues = directives };
    }

    /// <summary>
    /// Returns a text that identifies the nodes that <c>@skip</c> and <c>@include</c> leave out. If two requests have equal texts, they
    /// select the same fields.
    /// </summary>
    public string DescribeLeftOut(IReadOnlyDictionary<ASTNode, IDictionary<string, DirectiveInfo>> directives) =>
        string.Concat(_directives.Select(node => FieldCollector.IsIncluded(directives, node) ? '1' : '0'));

    private static Dictionary<TKey, TValue>? BindAll<TNode, TKey, TValue>(
        List<TNode> nodes, Func<TNode, TKey> keyOf, Func<TNode, TValue?> valueOf, List<ValidationError> errors)
        where TKey : notnull
        where TValue : class
    {
        Dictionary<TKey, TValue>? values = null;
        foreach (var node in nodes)
        {
            try
            {
                if (valueOf(node) is { } value)
                {
                    (values ??= new(nodes.Count))[keyOf(node)] = value;
                }
            }
            catch (ValidationError error)
            {
                errors.Add(error);
            }
        }

        return values;
    }

    private void Visit(GraphQLSelectionSet? set, IComplexGraphType? type)
    {
        foreach (var node in set?.Selections ?? [])
        {
            AddDirectives(node);
            switch (node)
            {
                case GraphQLField field when FindDefinition(field, type) is { } definition:
                    if (field.Arguments is { Count: > 0 } arguments)
                    {
                        _fields.Add((field, definition.Arguments));
                        _sorts.AddRange(arguments.Where(a => WrittenOrder.Matters(definition.Arguments?.Find(a.Name.Value)?.ResolvedType))
                            .Select(a => (field, a)));
                        HasVariablesBelowRoot |= type != _root && VariableSearch.Uses(arguments);
                    }

                    Visit(field.SelectionSet, definition.ResolvedType?.GetNamedType() as IComplexGraphType);
                    break;
                case GraphQLInlineFragment inline:
                    Visit(inline.SelectionSet, inline.TypeCondition is { } condition ? FindType(condition) : type);
                    break;
                case GraphQLFragmentSpread spread when _visited.Add(spread.FragmentName.Name.Value)
                        && _document.FindFragmentDefinition(spread.FragmentName.Name.Value) is { } fragment:
                    AddDirectives(fragment);
                    Visit(fragment.SelectionSet, FindType(fragment.TypeCondition));
                    break;
            }
        }
    }

    private void AddDirectives(ASTNode node)
    {
        if (node is IHasDirectivesNode { Directives.Count: > 0 })
        {
            _directives.Add(node);
        }
    }

    private IComplexGraphType? FindType(GraphQLTypeCondition condition) => _schema.AllTypes[condition.Type.Name.Value] as IComplexGraphType;

    private FieldType? FindDefinition(GraphQLField field, IComplexGraphType? type) => field.Name.StringValue switch
    {
        "__schema" => _schema.SchemaMetaFieldType,
        "__type" => _schema.TypeMetaFieldType,
        "__typename" => _schema.TypeNameMetaFieldType,
        _ => type?.Fields.Find(field.Name.Value),
    };
}
