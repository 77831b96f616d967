using System.Collections.Concurrent;
using System.Text.Json;
using GraphQL.Validation;
using GraphQLParser.AST;
using NewsApi.GraphQL.Answers;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// One operation of a document, with the parts that are the same for all requests: the root fields, and the nodes with arguments or
/// directives. <see cref="Prepare"/> makes a <see cref="PreparedOperation"/> from the template and the variables of a request.
/// </summary>
internal sealed class OperationTemplate(ISchema schema, GraphQLDocument document, string text, GraphQLOperationDefinition definition)
{
    /// <summary>
    /// The root fields are cached for each set of nodes that <c>@skip</c> and <c>@include</c> leave out. This is the largest number of such
    /// sets in the cache.
    /// </summary>
    private const int MaxVariants = 16;

    private readonly ArgumentBindings _bindings = new(schema, document, definition);

    // The root fields, by the nodes that directives leave out. Null if GraphQL.NET must run the operation. Two requests may both compute an
    // entry, with equal results.
    private readonly ConcurrentDictionary<string, FieldPlan[]?> _roots = [];
    private IValidationResult? _withoutVariables;
    private ValidationContext? _context;

    public GraphQLOperationDefinition Definition => definition;

    /// <summary>Coerces the variables of a request, and then the arguments and directives that use them.</summary>
    /// <param name="variables">The variables as the client sent them.</param>
    /// <returns>The coerced values, or the errors of the variables.</returns>
    public async ValueTask<IValidationResult> CoerceAsync(JsonElement variables)
    {
        if (definition.Variables is not { Count: > 0 })
        {
            return _withoutVariables ??= _bindings.Bind(Variables.None);
        }

        // A context caches the places where the document uses variables, because the search for them visits the whole document. Only one
        // request at a time may use a context.
        var context = Interlocked.Exchange(ref _context, null) ?? new ValidationContext
        {
            Schema = schema,
            Document = document,
            Operation = definition,
        };
        context.Variables = VariableReader.Read(variables);
        var (values, errors) = await context.GetVariablesValuesAsync();
        context.Variables = Inputs.Empty;
        if (errors is not null)
        {
            return new ValidationResult(errors);
        }

        _context = context;
        RestoreOrder(values, variables);
        return _bindings.Bind(values);
    }

    /// <summary>Makes the operation that one request runs.</summary>
    /// <param name="variables">The variables as the client sent them.</param>
    /// <param name="coerced">The result of <see cref="CoerceAsync"/>, without errors.</param>
    public PreparedOperation Prepare(JsonElement variables, IValidationResult coerced) => new()
    {
        Document = text,
        Definition = definition,
        Variables = variables,
        Coerced = coerced,
        Roots = FindRoots(coerced),
        Execution = new global::GraphQL.Execution.ExecutionContext
        {
            Schema = schema,
            Document = document,
            ArgumentValues = coerced.ArgumentValues,
            DirectiveValues = coerced.DirectiveValues,
        },
    };

    private void RestoreOrder(Variables values, JsonElement sent)
    {
        foreach (var variable in values)
        {
            if (variable.Value is not null && WrittenOrder.Matters(variable.Definition.Type.GraphTypeFromType(schema)))
            {
                // If the client did not send a value, the value is the default.
                variable.Value = WrittenOrder.Restore(
                    variable.Value, variable.IsDefault ? variable.Definition.DefaultValue : sent.GetProperty(variable.Name));
            }
        }
    }

    private FieldPlan[]? FindRoots(IValidationResult coerced)
    {
        var variant = coerced.DirectiveValues is { } directives ? _bindings.DescribeLeftOut(directives) : "";
        if (!_roots.TryGetValue(variant, out var roots))
        {
            var collector = new FieldCollector(schema, document, coerced.DirectiveValues);
            roots = FieldPlan.BuildRoots(collector, definition, cachesSelections: !_bindings.HasVariablesBelowRoot);
            if (_roots.Count < MaxVariants)
            {
                _roots[variant] = roots;
            }
        }

        return roots;
    }
}
