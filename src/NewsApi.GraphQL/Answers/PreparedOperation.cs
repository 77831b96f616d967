using System.Text.Json;
using GraphQL.Execution;
using GraphQL.Validation;
using GraphQLParser.AST;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Pricing;

namespace NewsApi.GraphQL.Answers;

/// <summary>The operation of one request, ready to run: it is valid, and its arguments are coerced.</summary>
internal sealed class PreparedOperation : IDisposable
{
    /// <summary>The text of the document.</summary>
    public required string Document { get; init; }

    public required GraphQLOperationDefinition Definition { get; init; }

    /// <summary>The root fields. Null if the operation contains introspection, so that GraphQL.NET must run it.</summary>
    public required FieldPlan[]? Roots { get; init; }

    /// <summary>The coerced values of variables, arguments and directives.</summary>
    public required IValidationResult Coerced { get; init; }

    /// <summary>The cost, for the variables of the request.</summary>
    public required OperationCost Cost { get; init; }

    /// <summary>The document with the coerced values of arguments and directives.</summary>
    public required IExecutionContext Execution { get; init; }

    /// <summary>The variables as the client sent them.</summary>
    public required JsonElement Variables { get; init; }

    public OperationType Kind => Definition.Operation;

    /// <param name="except">A variable that does not affect the response; null if every variable affects it.</param>
    public OperationKey CreateKey(Visibility visibility, string? except = null) =>
        OperationKey.Create(Document, Definition, Variables, visibility, except);

    public void Dispose() => (Execution as IDisposable)?.Dispose();
}
