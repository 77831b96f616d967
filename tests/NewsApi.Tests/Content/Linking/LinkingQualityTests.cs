using NewsApi.Content.Entities;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Linking;

/// <summary>
/// Precision and recall over labelled texts, scored as the <c>score.py</c> beside them does.
/// </summary>
[Trait("Needs", "Shared data")]
public sealed class LinkingQualityTests
{
    [Fact]
    public void Links_of_labelled_passages_reach_the_required_precision_and_none_is_forbidden()
    {
        var (index, slugs) = LabelledTexts.Index(
            (SharedData.Path("people.ndjson"), EntityKind.Person), (SharedData.Path("places.ndjson"), EntityKind.Place),
            (SharedData.Path("topics.ndjson"), EntityKind.Topic));
        var (right, wrong, missed, traps) = (0, 0, 0, 0);
        foreach (var text in LabelledTexts.Read(SharedData.Path("linking/cases.ndjson")))
        {
            var links = LabelledTexts.Link(index, slugs, text.Text).Where(l => text.Kinds.Contains(l.Kind)).ToHashSet();
            right += links.Count(text.Expected.Contains);
            wrong += links.Count(l => !text.Expected.Contains(l) && !text.Optional.Contains(l));
            missed += text.Expected.Count(l => !links.Contains(l));
            traps += text.Forbidden.Count(f => links.Any(l =>
                l.Kind == f.Kind && f.Slug is var slug && (slug == "*" || slug == l.Slug) && l.Overlaps(f) && !text.Expected.Contains(l)));
        }

        Assert.Equal(0, traps);
        AssertAtLeast(0.97, right, right + wrong, "precision");
        AssertAtLeast(0.93, right, right + missed, "recall");
    }

    [Fact]
    public void Links_of_labelled_news_with_its_own_gazetteer_reach_the_required_precision()
    {
        var (index, slugs) = LabelledTexts.Index(
            (SharedData.Path("linking/news/people.ndjson"), EntityKind.Person),
            (SharedData.Path("linking/news/places.ndjson"), EntityKind.Place));
        var (right, wrong, missed) = (0, 0, 0);
        foreach (var text in LabelledTexts.Read(SharedData.Path("linking/news/cases.ndjson")))
        {
            var found = new HashSet<int>();
            foreach (var link in LabelledTexts.Link(index, slugs, text.Text))
            {
                var hit = text.Expected.FindIndex(e => e.Slug == link.Slug && e.Overlaps(link));
                right += hit >= 0 ? 1 : 0;
                wrong += hit < 0 && !text.Optional.Exists(o => (o.Slug == "*" || o.Slug == link.Slug) && o.Overlaps(link)) ? 1 : 0;
                found.Add(hit);
            }

            missed += Enumerable.Range(0, text.Expected.Count).Count(i => !found.Contains(i));
        }

        AssertAtLeast(0.95, right, right + wrong, "precision");
        AssertAtLeast(0.95, right, right + missed, "recall");
    }

    private static void AssertAtLeast(double floor, int part, int whole, string what) =>
        Assert.True(part >= floor * whole, $"The {what} is {part} of {whole}, {(double)part / whole:0.000}; the floor is {floor}.");
}
