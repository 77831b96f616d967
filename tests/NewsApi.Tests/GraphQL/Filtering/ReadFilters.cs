using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Filtering;
using NewsApi.GraphQL.Types;

namespace NewsApi.Tests.GraphQL.Filtering;

/// <summary>Filters as clients build them, read by the service's own reader.</summary>
internal static class ReadFilters
{
    private static readonly Dictionary<string,
        Enum> Choices = new Type[] { typeof(ArticleStatus), typeof(EntityKind), typeof(MentionRelation), typeof(MentionOrigin) }
        .SelectMany(type => Enum.GetValues(type).Cast<Enum>()).ToDictionary(value => value.ToString().ToUpperInvariant());

    /// <summary>The content types of the schema, by their tables.</summary>
    public static IReadOnlyDictionary<ContentTable, TableType> Types { get; } =
        new NewsSchema().AllTypes.OfType<TableType>().ToDictionary(t => t.Table);

    /// <summary>A filter on articles with values as <see cref="Thing"/> has them.</summary>
    public static Condition Read(IReadOnlyDictionary<string, object?> filter) =>
        new FilterReader(Types, int.MaxValue).Read(ContentTable.Article, (IDictionary<string, object?>)Coerced(filter)!);

    /// <summary>As the engine hands them on.</summary>
    private static object? Coerced(object? value) => value switch
    {
        IReadOnlyDictionary<string, object?> fields => fields.ToDictionary(f => f.Key, f => Coerced(f.Value)),
        object?[] items => Array.ConvertAll(items, Coerced),
        Thing.Choice choice => Choices[choice.Name],
        DateTime time => DateTime.SpecifyKind(time, DateTimeKind.Utc),
        _ => value,
    };
}
