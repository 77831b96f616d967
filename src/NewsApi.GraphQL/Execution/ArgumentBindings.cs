using GraphQL.Execution;
using GraphQL.Validation;
using GraphQLParser;
using GraphQLParser.AST;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// The places of an operation at which values stand: the arguments of fields, and directives. They are found once a document, so that
/// a request only puts its variables in; the engine walks the whole document for that, twice, on every request.
/// </summary>
internal sealed class ArgumentBindings
{
    private readonly ISchema _schema;
    private readonly GraphQLDocument _document;
    private readonly IObjectGraphType? _root;
    private readonly HashSet<ROM> _spread = [];

    // In the order of the document, which is the order of the errors.
    private readonly List<(GraphQLField Field, QueryArguments? Arguments)> _fields = [];
    private readonly List<ASTNode> _directed = [];

    public ArgumentBindings(ISchema schema, GraphQLDocument document, GraphQLOperationDefinition operation)
    {
        (_schema, _document) = (schema, document);
        _root = operation.Operation switch
        {
            OperationType.Query => schema.Query,
            OperationType.Mutation => schema.Mutation,
            _ => schema.Subscription,
        };
        Directed(operation);
        foreach (var variable in operation.Variables?.Items ?? [])
        {
            Directed(variable);
        }

        Visit(operation.SelectionSet, _root);
    }

    /// <summary>True where a variable has a say in what is wanted below the fields at the root, in more than whether it is.</summary>
    public bool VaryBelowRoot { get; private set; }

    /// <summary>Puts the variables in: the engine's own coercion and its own errors.</summary>
    public ValidationResult Fill(Variables variables)
    {
        var errors = new List<ValidationError>();
        var arguments = Each<(GraphQLField Field, QueryArguments? Arguments), GraphQLField, IDictionary<string, ArgumentValue>>(
            _fields, f => f.Field, f => ExecutionHelper.GetArguments(f.Arguments, f.Field.Arguments, variables, _document, f.Field, null), errors);
        var directives = Each(_directed, node => node, node => ExecutionHelper.GetDirectives((IHasDirectivesNode)node, variables, _schema, _document), errors);
        return new ValidationResult(errors) { Variables = variables, ArgumentValues = arguments, DirectiveValues = directives };
    }

    /// <summary>Which of the places with a directive are left out, written so that it tells one answer's fields from another's.</summary>
    public string LeftOut(IReadOnlyDictionary<ASTNode, IDictionary<string, DirectiveInfo>> directives) =>
        string.Concat(_directed.Select(node => Loading.FieldCollector.Includes(directives, node) ? '1' : '0'));

    private static Dictionary<TKey, TValue>? Each<TPlace, TKey, TValue>(
        List<TPlace> places, Func<TPlace, TKey> keyOf, Func<TPlace, TValue?> valueOf, List<ValidationError> errors)
        where TKey : notnull
        where TValue : class
    {
        Dictionary<TKey, TValue>? values = null;
        foreach (var place in places)
        {
            try
            {
                if (valueOf(place) is { } value)
                {
                    (values ??= new(places.Count))[keyOf(place)] = value;
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
            Directed(node);
            switch (node)
            {
                case GraphQLField field when DefinitionOf(field, type) is { } definition:
                    if (field.Arguments is { Count: > 0 } arguments)
                    {
                        _fields.Add((field, definition.Arguments));
                        VaryBelowRoot |= type != _root && arguments.Any(a => Varies(a.Value));
                    }

                    Visit(field.SelectionSet, definition.ResolvedType?.GetNamedType() as IComplexGraphType);
                    break;
                case GraphQLInlineFragment inline:
                    Visit(inline.SelectionSet, inline.TypeCondition is { } condition ? TypeOf(condition) : type);
                    break;
                case GraphQLFragmentSpread spread when _spread.Add(spread.FragmentName.Name.Value)
                        && _document.FindFragmentDefinition(spread.FragmentName.Name.Value) is { } fragment:
                    Directed(fragment);
                    Visit(fragment.SelectionSet, TypeOf(fragment.TypeCondition));
                    break;
            }
        }
    }

    private void Directed(ASTNode node)
    {
        if (node is IHasDirectivesNode { Directives.Count: > 0 })
        {
            _directed.Add(node);
        }
    }

    private IComplexGraphType? TypeOf(GraphQLTypeCondition condition) => _schema.AllTypes[condition.Type.Name.Value] as IComplexGraphType;

    private FieldType? DefinitionOf(GraphQLField field, IComplexGraphType? type) => field.Name.StringValue switch
    {
        "__schema" => _schema.SchemaMetaFieldType,
        "__type" => _schema.TypeMetaFieldType,
        "__typename" => _schema.TypeNameMetaFieldType,
        _ => type?.Fields.Find(field.Name.Value),
    };

    private static bool Varies(GraphQLValue value) => value switch
    {
        GraphQLVariable => true,
        GraphQLListValue list => list.Values?.Exists(Varies) == true,
        GraphQLObjectValue fields => fields.Fields?.Exists(f => Varies(f.Value)) == true,
        _ => false,
    };
}
