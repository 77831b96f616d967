using System.Globalization;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// Reads the sections that have articles visible to the caller, sorted by name. The statement steps from one section to the next in the
/// index on sections. So the time depends on the number of sections, and not on the number of articles. But if the articles are counted,
/// the statement also reads an index entry for every article. Sections that are given by name are
/// looked up one by one.
/// </summary>
internal sealed class SectionsRead
{
    /// <summary>
    /// The largest number of sections that are returned. Without this bound, a feed with a new section in every article would make the list
    /// very long.
    /// </summary>
    private const int MaxSections = 1000;

    private readonly List<Section> _sections = [];

    /// <param name="counts">True to count the articles of each section.</param>
    /// <param name="names">The names of the sections to read; null for all.</param>
    public SectionsRead(Visibility visibility, bool counts, string[]? names = null)
    {
        const string name = "a.section collate \"und-x-icu\"";
        var visible = VisibilitySql.Article("a", visibility);
        var count = counts ? $"(select count(*) from article a where {name} = steps.section and {visible})" : "0::bigint";
        var newest = $"""
            (select a.published_at from article a where {name} = steps.section and {visible} and a.published_at is not null
            order by a.published_at desc limit 1)
            """;
        var sql = new SqlText();
        var steps = names is null
            ? $"""
              (select {name} from article a where {visible} and a.section is not null order by {name} limit 1)
              union all
              select (select {name} from article a where {name} > steps.section and {visible} order by {name} limit 1)
              from steps where steps.section is not null
              """
            : $"""
              select given.section from unnest({sql.AddParameter(names)}) given(section)
              where exists (select from article a where {name} = given.section and {visible})
              """;
        sql.Append(string.Create(CultureInfo.InvariantCulture, $"""
            with recursive steps(section) as ({steps})
            select section, {newest}, {count} from steps where section is not null limit {MaxSections}
            """));
        Statement = new Statement(sql, reader => _sections.Add(new Section(
            reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetDateTime(1), (int)reader.GetInt64(2))))
        {
            Reads = () => [new ReadPart.Sections()],
        };
    }

    public Statement Statement { get; }

    /// <summary>The sections that the statement has returned; empty before it has run.</summary>
    public IReadOnlyList<Section> Sections => _sections;
}
