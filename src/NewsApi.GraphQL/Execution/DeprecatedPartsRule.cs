using GraphQL.Validation;
using GraphQLParser.AST;

namespace NewsApi.GraphQL.Execution;

/// <summary>Reports each deprecated field, argument, input field and enum value that a valid document uses.</summary>
internal sealed class DeprecatedPartsRule : ValidationRuleBase
{
    private static readonly INodeVisitor Visitor = new NodeVisitors(
        new MatchingNodeVisitor<GraphQLField>((field, context) => Report(
            context, field, $"field `{context.TypeInfo.GetParentType()?.Name}.{field.Name.Value}`",
            context.TypeInfo.GetFieldDef()?.DeprecationReason)),
        new MatchingNodeVisitor<GraphQLArgument>((argument, context) => Report(
            context, argument, $"argument `{argument.Name.Value}`", context.TypeInfo.GetArgument()?.DeprecationReason)),
        new MatchingNodeVisitor<GraphQLObjectField>((field, context) => Report(
            context, field, $"input field `{field.Name.Value}`",
            (context.TypeInfo.GetInputType(1)?.GetNamedType() as IInputObjectGraphType)?.GetField(field.Name)?.DeprecationReason)),
        new MatchingNodeVisitor<GraphQLEnumValue>((value, context) => Report(
            context, value, $"value `{value.Name.Value}`",
            (context.TypeInfo.GetInputType()?.GetNamedType() as EnumerationGraphType)?.Values.FindByName(value.Name)?.DeprecationReason)));

    public override ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context) => new(Visitor);

    private static void Report(ValidationContext context, ASTNode node, string part, string? reason)
    {
        if (reason is not null)
        {
            context.ReportError(new ValidationError(context.Document.Source, null, $"The {part} is deprecated: {reason}", node));
        }
    }
}
