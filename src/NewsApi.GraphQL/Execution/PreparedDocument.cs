using GraphQL.Validation;
using GraphQLParser.AST;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Execution;

/// <summary>A valid document, with what is worth keeping of it between requests: nothing that depends on variables.</summary>
internal sealed class PreparedDocument(ISchema schema, GraphQLDocument document)
{
    private readonly Dictionary<GraphQLOperationDefinition, Prepared> _operations =
        document.Definitions.OfType<GraphQLOperationDefinition>().ToDictionary(o => o, _ => new Prepared());

    private readonly DocumentValidator _validator = new();

    public GraphQLDocument Document => document;

    /// <summary>The operation that is to run; null where there is none of that name, or several and no name.</summary>
    public GraphQLOperationDefinition? Choose(string? name) => string.IsNullOrEmpty(name)
        ? _operations.Count == 1 ? _operations.Keys.First() : null
        : _operations.Keys.FirstOrDefault(o => o.Name?.Value == name);

    /// <summary>The arguments and directives of an operation, with its variables put in; or what is wrong with those.</summary>
    public async ValueTask<IValidationResult> CoerceAsync(GraphQLOperationDefinition operation, Inputs variables, CancellationToken cancellationToken)
    {
        var prepared = _operations[operation];
        if (prepared.WithoutVariables is { } known)
        {
            return known;
        }

        // The rules have been kept already; what is left to the validator is to coerce.
        var result = await _validator.ValidateAsync(new ValidationOptions
        {
            Schema = schema,
            Document = document,
            Operation = operation,
            Variables = variables,
            Rules = [],
            CancellationToken = cancellationToken,
        });
        if (result.IsValid && _operations.Keys.All(o => o.Variables is not { Count: > 0 }))
        {
            prepared.WithoutVariables = result;
        }

        return result;
    }

    /// <summary>The fields at the root of an operation; null where the engine must run it.</summary>
    public AnswerField[]? RootsOf(GraphQLOperationDefinition operation, IValidationResult coerced)
    {
        if (coerced.DirectiveValues is { Count: > 0 } directives)
        {
            // What is skipped may differ with the variables.
            return AnswerField.RootsOf(new FieldCollector(schema, document, directives), operation);
        }

        var prepared = _operations[operation];
        if (!prepared.HasRoots)
        {
            (prepared.Roots, prepared.HasRoots) = (AnswerField.RootsOf(new FieldCollector(schema, document, null), operation), true);
        }

        return prepared.Roots;
    }

    // Two requests may both fill it; they fill it with the same.
    private sealed class Prepared
    {
        private volatile bool _hasRoots;

        public IValidationResult? WithoutVariables { get; set; }

        public AnswerField[]? Roots { get; set; }

        public bool HasRoots { get => _hasRoots; set => _hasRoots = value; }
    }
}
