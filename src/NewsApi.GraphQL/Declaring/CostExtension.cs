using System.Globalization;

namespace NewsApi.GraphQL.Declaring;

/// <summary>
/// Applies <c>@cost</c> and <c>@listSize</c> to the elements of the schema, and reads them again. So the published schema and the price of
/// an operation have the same numbers.
/// </summary>
internal static class CostExtension
{
    /// <summary>The weight of a field that reads from the database once for each parent, as in HotChocolate.</summary>
    public const double Read = 10;

    /// <summary>The weight of a filter, an order, or one of their conditions and keys, as in HotChocolate.</summary>
    public const double Condition = 10;

    /// <summary>The weight of a condition that compares parts of a text, as in HotChocolate. A search has it too.</summary>
    public const double TextCondition = 20;

    public static T WithCost<T>(this T element, double weight)
        where T : IMetadataWriter, IMetadataReader =>
        element.ApplyDirective(CostDirective.DirectiveName, CostDirective.Weight, weight.ToString(CultureInfo.InvariantCulture));

    /// <summary>Declares the size of a list that no argument determines.</summary>
    /// <param name="assumed">The number of elements that such a list usually has at most.</param>
    public static T WithListSize<T>(this T field, int assumed)
        where T : FieldType => field.ApplyDirective(ListSizeDirective.DirectiveName, directive =>
            {
                directive.AddArgument(new DirectiveArgument(ListSizeDirective.AssumedSize) { Value = assumed });
                directive.AddArgument(new DirectiveArgument(ListSizeDirective.RequireOne) { Value = false });
            });

    /// <summary>Declares the size of a list that arguments determine.</summary>
    /// <param name="most">The largest number of elements that the arguments allow.</param>
    /// <param name="byDefault">The number of elements without these arguments.</param>
    /// <param name="sizedFields">The fields below that return the elements; empty if the field itself is the list.</param>
    public static T WithListSize<T>(this T field, int most, string[] arguments, int byDefault, params string[] sizedFields)
        where T : FieldType => field.ApplyDirective(ListSizeDirective.DirectiveName, directive =>
            {
                directive.AddArgument(new DirectiveArgument(ListSizeDirective.AssumedSize) { Value = most });
                directive.AddArgument(new DirectiveArgument(ListSizeDirective.SlicingArguments) { Value = arguments });
                directive.AddArgument(new DirectiveArgument(ListSizeDirective.DefaultValue) { Value = byDefault });
                if (sizedFields.Length > 0)
                {
                    directive.AddArgument(new DirectiveArgument(ListSizeDirective.SizedFields) { Value = sizedFields });
                }

                directive.AddArgument(new DirectiveArgument(ListSizeDirective.RequireOne) { Value = false });
            });

    /// <summary>Returns the weight that <c>@cost</c> gives to an element; null if the element has no such directive.</summary>
    public static double? FindCost(this IMetadataReader element) =>
        element.FindAppliedDirective(CostDirective.DirectiveName)?.FindArgument(CostDirective.Weight)?.Value is string weight
            ? double.Parse(weight, CultureInfo.InvariantCulture)
            : null;

    /// <summary>Returns the size that <c>@listSize</c> gives to a field; null if the field has no such directive.</summary>
    public static ListSize? FindListSize(this IMetadataReader field)
    {
        if (field.FindAppliedDirective(ListSizeDirective.DirectiveName) is not { } applied)
        {
            return null;
        }

        var assumed = applied.FindArgument(ListSizeDirective.AssumedSize)?.Value as int? ?? 1;
        return new ListSize(
            assumed,
            applied.FindArgument(ListSizeDirective.DefaultValue)?.Value as int? ?? assumed,
            applied.FindArgument(ListSizeDirective.SlicingArguments)?.Value as string[] ?? [],
            applied.FindArgument(ListSizeDirective.SizedFields)?.Value as string[] ?? []);
    }
}
