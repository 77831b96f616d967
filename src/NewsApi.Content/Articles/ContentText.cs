using System.Reflection;
using System.Text.Json;

namespace NewsApi.Content.Articles;

/// <summary>A text property of <see cref="ArticleContent"/>, with its limits.</summary>
/// <param name="Longest">The greatest length, in UTF-16 characters.</param>
/// <param name="Required">True if the text must contain a character that is not white space.</param>
internal sealed record ContentText(PropertyInfo Property, int Longest, bool Required)
{
    /// <summary>The name of the field in the schema.</summary>
    public string Name { get; } = JsonNamingPolicy.CamelCase.ConvertName(Property.Name);

    public string? Of(ArticleContent content) => (string?)Property.GetValue(content);
}
