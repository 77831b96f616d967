using System.Collections.Concurrent;
using GraphQL.Validation;
using GraphQLParser.AST;
using NewsApi.GraphQL.Answers;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Execution;

/// <summary>A valid document, with what is worth keeping of it between requests: nothing that holds the values of variables.</summary>
internal sealed class PreparedDocument
{
    private readonly ISchema _schema;
    private readonly Dictionary<GraphQLOperationDefinition, Prepared> _operations;

    public PreparedDocument(ISchema schema, GraphQLDocument document)
    {
        (_schema, Document) = (schema, document);
        _operations = document.Definitions.OfType<GraphQLOperationDefinition>().ToDictionary(o => o, o => new Prepared(new(schema, document, o)));
    }

    public GraphQLDocument Document { get; }

    /// <summary>The operation that is to run; null where there is none of that name, or several and no name.</summary>
    public GraphQLOperationDefinition? Choose(string? name) => string.IsNullOrEmpty(name)
        ? _operations.Count == 1 ? _operations.Keys.First() : null
        : _operations.Keys.FirstOrDefault(o => o.Name?.Value == name);

    /// <summary>The arguments and directives of an operation, with its variables put in; or what is wrong with those.</summary>
    public async ValueTask<IValidationResult> CoerceAsync(GraphQLOperationDefinition operation, Inputs variables)
    {
        var prepared = _operations[operation];
        if (operation.Variables is not { Count: > 0 })
        {
            return prepared.WithoutVariables ??= prepared.Places.Fill(Variables.None);
        }

        // It remembers where the variables are used, which takes a walk through the document to find out, and serves one at a time.
        var context = Interlocked.Exchange(ref prepared.Context, null) ?? new ValidationContext { Schema = _schema, Document = Document, Operation = operation };
        context.Variables = variables;
        var (values, errors) = await context.GetVariablesValuesAsync();
        context.Variables = Inputs.Empty;
        if (errors is not null)
        {
            return new ValidationResult(errors);
        }

        prepared.Context = context;
        return prepared.Places.Fill(values);
    }

    /// <summary>The fields at the root of an operation; null where the engine must run it.</summary>
    public FieldPlan[]? RootsOf(GraphQLOperationDefinition operation, IValidationResult coerced)
    {
        var prepared = _operations[operation];
        var leftOut = coerced.DirectiveValues is { } directives ? prepared.Places.LeftOut(directives) : "";
        if (!prepared.Roots.TryGetValue(leftOut, out var roots))
        {
            var collector = new FieldCollector(_schema, Document, coerced.DirectiveValues);
            roots = FieldPlan.RootsOf(collector, operation, keepsWanted: !prepared.Places.VaryBelowRoot);
            if (prepared.Roots.Count < MaxVariants)
            {
                prepared.Roots[leftOut] = roots;
            }
        }

        return roots;
    }

    /// <summary>For how many ways of leaving fields out an operation keeps its fields.</summary>
    private const int MaxVariants = 16;

    // Two requests may both fill what is empty; they fill it with the same.
    private sealed class Prepared(ArgumentBindings places)
    {
        public ValidationContext? Context;

        public ArgumentBindings Places => places;

        public IValidationResult? WithoutVariables { get; set; }

        /// <summary>By what is left out; null where the engine must run it.</summary>
        public ConcurrentDictionary<string, FieldPlan[]?> Roots { get; } = [];
    }
}
