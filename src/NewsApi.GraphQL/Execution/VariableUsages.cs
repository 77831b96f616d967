using GraphQLParser;
using GraphQLParser.AST;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// Checks the rule "All Variable Usages Are Allowed" (GraphQL 5.8.5) wherever an operation uses a variable. GraphQL.NET's own rule treats
/// the items of a list literal as nullable. So GraphQL.NET would allow a nullable variable as an item of a list whose items must not be
/// null.
/// </summary>
internal sealed class VariableUsages
{
    private readonly ISchema _schema;
    private readonly GraphQLDocument _document;
    private readonly Dictionary<ROM, GraphQLVariableDefinition> _variables;
    private readonly HashSet<ROM> _spread = [];
    private readonly List<ExecutionError> _errors = [];

    private VariableUsages(ISchema schema, GraphQLDocument document, GraphQLOperationDefinition operation)
    {
        (_schema, _document) = (schema, document);
        _variables = (operation.Variables?.Items ?? []).ToDictionary(v => v.Variable.Name.Value);
    }

    /// <summary>Returns the errors of the variables of all operations; empty if every usage of a variable is allowed.</summary>
    public static IReadOnlyList<ExecutionError> Check(ISchema schema, GraphQLDocument document)
    {
        var errors = new List<ExecutionError>();
        foreach (var operation in document.Definitions.OfType<GraphQLOperationDefinition>().Where(o => o.Variables is { Count: > 0 }))
        {
            var usages = new VariableUsages(schema, document, operation);
            usages.VisitDirectives(operation);
            usages.Visit(operation.SelectionSet, FieldCollector.FindRootType(schema, operation.Operation));
            errors.AddRange(usages._errors);
        }

        return errors;
    }

    private void Visit(GraphQLSelectionSet? set, IComplexGraphType? type)
    {
        foreach (var node in set?.Selections ?? [])
        {
            VisitDirectives(node);
            switch (node)
            {
                case GraphQLField field when type?.Fields.Find(field.Name.Value) is { } definition:
                    VisitArguments(field.Arguments, definition.Arguments);
                    Visit(field.SelectionSet, definition.ResolvedType?.GetNamedType() as IComplexGraphType);
                    break;
                case GraphQLInlineFragment inline:
                    Visit(inline.SelectionSet, inline.TypeCondition is { } condition ? TypeOf(condition) : type);
                    break;
                case GraphQLFragmentSpread spread when _spread.Add(spread.FragmentName.Name.Value)
                        && _document.FindFragmentDefinition(spread.FragmentName.Name.Value) is { } fragment:
                    VisitDirectives(fragment);
                    Visit(fragment.SelectionSet, TypeOf(fragment.TypeCondition));
                    break;
            }
        }
    }

    private IComplexGraphType? TypeOf(GraphQLTypeCondition condition) => _schema.AllTypes[condition.Type.Name.Value] as IComplexGraphType;

    private void VisitDirectives(ASTNode node)
    {
        foreach (var directive in (node as IHasDirectivesNode)?.Directives?.Items ?? [])
        {
            VisitArguments(directive.Arguments, _schema.Directives.Find(directive.Name.Value)?.Arguments);
        }
    }

    private void VisitArguments(GraphQLArguments? given, QueryArguments? declared)
    {
        foreach (var argument in given?.Items ?? [])
        {
            if (declared?.Find(argument.Name.Value) is { ResolvedType: { } type } definition)
            {
                CheckValue(argument.Value, type, definition.DefaultValue is not null);
            }
        }
    }

    private void CheckValue(GraphQLValue value, IGraphType type, bool hasDefault)
    {
        var nullable = (type as NonNullGraphType)?.ResolvedType ?? type;
        switch (value)
        {
            case GraphQLVariable variable when _variables.TryGetValue(variable.Name.Value, out var definition):
                if (!IsAllowed(definition, type, hasDefault))
                {
                    Reject(variable, definition, type);
                }

                break;
            case GraphQLListValue list when nullable is ListGraphType { ResolvedType: { } item }:
                list.Values?.ForEach(v => CheckValue(v, item, hasDefault: false));
                break;
            case GraphQLObjectValue fields when nullable is IInputObjectGraphType input:
                foreach (var field in fields.Fields ?? [])
                {
                    if (input.Fields.Find(field.Name.Value) is { ResolvedType: { } fieldType } declared)
                    {
                        CheckValue(field.Value, fieldType, declared.DefaultValue is not null);
                    }
                }

                break;
        }
    }

    private void Reject(GraphQLVariable variable, GraphQLVariableDefinition definition, IGraphType type)
    {
        var error = RequestError.VariableNotAllowed(variable.Name.StringValue, Write(definition.Type), type.ToString() ?? "");
        error.AddLocation(Location.FromLinearPosition(_document.Source, variable.Location.Start));
        _errors.Add(error);
    }

    private static string Write(GraphQLType type) => type switch
    {
        GraphQLNonNullType nonNull => $"{Write(nonNull.Type)}!",
        GraphQLListType list => $"[{Write(list.Type)}]",
        _ => ((GraphQLNamedType)type).Name.StringValue,
    };

    private static bool IsAllowed(GraphQLVariableDefinition definition, IGraphType location, bool locationHasDefault) =>
        location is NonNullGraphType { ResolvedType: { } nullable } && definition.Type is not GraphQLNonNullType
            ? (locationHasDefault || definition.DefaultValue is not (null or GraphQLNullValue)) && Fits(definition.Type, nullable)
            : Fits(definition.Type, location);

    /// <summary>Implements <c>AreTypesCompatible</c> of the GraphQL specification.</summary>
    private static bool Fits(GraphQLType variable, IGraphType location) => (variable, location) switch
    {
        (GraphQLNonNullType from, NonNullGraphType { ResolvedType: { } to }) => Fits(from.Type, to),
        (_, NonNullGraphType) => false,
        (GraphQLNonNullType from, _) => Fits(from.Type, location),
        (GraphQLListType from, ListGraphType { ResolvedType: { } to }) => Fits(from.Type, to),
        (GraphQLNamedType from, INamedType to) => from.Name.Value == to.Name,
        _ => false,
    };
}
