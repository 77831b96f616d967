using System.Collections.Concurrent;
using System.Text.Json;
using GraphQL.Validation;
using GraphQLParser.AST;
using NewsApi.GraphQL.Answers;
using NewsApi.GraphQL.Loading;
using NewsApi.GraphQL.Pricing;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// One operation of a document, with the parts that are the same for all requests: the root fields, and the nodes with arguments or
/// directives. <see cref="Prepare"/> makes a <see cref="PreparedOperation"/> from the template and the variables of a request.
/// </summary>
internal sealed class OperationTemplate(ISchema schema, GraphQLDocument document, string text, GraphQLOperationDefinition definition)
{
    /// <summary>
    /// The root fields and the price plan are cached for each set of nodes that <c>@skip</c> and <c>@include</c> leave out. This is the
    /// largest number of such sets in the cache.
    /// </summary>
    private const int MaxVariants = 16;

    private readonly ArgumentBindings _bindings = new(schema, document, definition);

    // By the nodes that directives leave out. Two requests may both compute an entry, with equal results.
    private readonly ConcurrentDictionary<string, Variant> _variants = [];
    private IValidationResult? _withoutVariables;
    private ValidationContext? _context;

    /// <summary>The text of the document.</summary>
    public string Text => text;

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
    /// <param name="visits">The number of fields that were visited to plan the price; 0 if the plan is in the cache.</param>
    /// <returns>The operation; or the error if its cost cannot be computed (<see cref="PricePlan"/>).</returns>
    public (PreparedOperation? Operation, RequestError? Error) Prepare(JsonElement variables, IValidationResult coerced, out int visits)
    {
        var variant = FindVariant(coerced, out visits);
        if (variant.Price is not { } price)
        {
            return (null, variant.Error?.Copy());
        }

        var execution = new global::GraphQL.Execution.ExecutionContext
        {
            Schema = schema,
            Document = document,
            ArgumentValues = coerced.ArgumentValues,
            DirectiveValues = coerced.DirectiveValues,
        };
        var operation = new PreparedOperation
        {
            Document = text,
            Definition = definition,
            Variables = variables,
            Coerced = coerced,
            Roots = variant.Roots,
            Cost = price.Compute(execution),
            Execution = execution,
        };
        return (operation, null);
    }

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

    private Variant FindVariant(IValidationResult coerced, out int visits)
    {
        var leftOut = coerced.DirectiveValues is { } directives ? _bindings.DescribeLeftOut(directives) : "";
        visits = 0;
        if (!_variants.TryGetValue(leftOut, out var variant))
        {
            variant = Build(new FieldCollector(schema, document, coerced.DirectiveValues));
            visits = variant.Price?.Visits ?? PricePlan.MaxVisits;
            if (_variants.Count < MaxVariants)
            {
                _variants[leftOut] = variant;
            }
        }

        return variant;
    }

    private Variant Build(FieldCollector collector)
    {
        try
        {
            var price = new PricePlan(collector, definition);
            var roots = FieldPlan.BuildRoots(collector, definition, cachesSelections: !_bindings.HasVariablesBelowRoot);
            return new Variant(roots, price, null);
        }
        catch (RequestError tooLarge)
        {
            return new Variant(null, null, tooLarge);
        }
    }

    /// <param name="Roots">The root fields; null if GraphQL.NET must run the operation.</param>
    /// <param name="Price">The price plan; null if it has too many fields.</param>
    /// <param name="Error">The error if the price plan is null.</param>
    private sealed record Variant(FieldPlan[]? Roots, PricePlan? Price, RequestError? Error);
}
