using NewsApi.Content.Entities;

namespace NewsApi.Content.Linking;

/// <summary>
/// Chooses between several entities that share one name. The evidence is, for example, a tag of the item or a country that the item names.
/// If the evidence for two entities is almost equally strong, chooses no entity.
/// </summary>
internal static class CandidateChoice
{
    private const int Margin = 2;
    private const int ManyTimes = 4;
    private const int OftenNamed = 5;

    private const int LeastRoleWord = 4;

    /// <summary>Returns the entity that the name means, and the evidence. The entity is null if the evidence does not decide.</summary>
    public static (NamedEntity? Entity, LinkEvidence Evidence) Choose(ItemReading reading, in FoundName name, NameForm[] candidates)
    {
        var (best, bestScore, bestEvidence, secondScore) = (default(NamedEntity), int.MinValue, LinkEvidence.None, int.MinValue);
        foreach (var form in candidates)
        {
            var evidence = EvidenceFor(reading, name, form, candidates);
            if (form.Kind == FormKind.Demonym || (form.Kind == FormKind.Unqualified && (evidence & LinkEvidence.CountryNamed) == 0))
            {
                continue;
            }

            var score = Score(evidence, form);
            if (score > bestScore)
            {
                (best, secondScore, bestScore, bestEvidence) = (form.Entity, bestScore, score, evidence);
            }
            else
            {
                secondScore = Math.Max(secondScore, score);
            }
        }

        if (best is null || secondScore == int.MinValue || bestScore - secondScore >= Margin)
        {
            return (best, bestEvidence);
        }

        reading.Undecided.UnionWith(candidates.Select(c => c.Entity.Id));
        return (null, LinkEvidence.Ambiguous);
    }

    private static int Score(LinkEvidence evidence, NameForm form)
    {
        var score = form.Kind switch
        {
            FormKind.Name or FormKind.Alias or FormKind.Keyword => 3,
            FormKind.Shortened => 1,
            _ => 0,
        };
        score += Has(LinkEvidence.Tagged) ? 100 : 0;
        score += Has(LinkEvidence.SmallVocabulary) ? 12 : 0;
        score -= Has(LinkEvidence.OtherCountry) ? 12 : 0;
        score += Has(LinkEvidence.CountryNamed) ? 4 : 0;
        score += Has(LinkEvidence.RegionAfter) ? 4 : 0;
        score += Has(LinkEvidence.Role) ? 3 : 0;
        score += Has(LinkEvidence.Archive) ? 4 : 0;
        score += Has(LinkEvidence.Population) ? 3 : 0;
        return score + (form.Entity.IsCountry ? 2 : 0);

        bool Has(LinkEvidence one) => (evidence & one) != 0;
    }

    private static LinkEvidence EvidenceFor(ItemReading reading, in FoundName name, NameForm form, NameForm[] candidates)
    {
        var entity = form.Entity;
        var evidence = form.Kind switch
        {
            FormKind.Alias => LinkEvidence.Alias,
            FormKind.Surname => LinkEvidence.OwnSurname,
            FormKind.Keyword => LinkEvidence.Keyword,
            _ => LinkEvidence.Name,
        };
        evidence |= reading.Input.Tagged.Contains(entity.Id) ? LinkEvidence.Tagged : 0;
        if (entity.Kind == EntityKind.Place)
        {
            evidence |= PlaceContext.EvidenceFor(reading, name, form);
        }

        if (candidates.Length == 1)
        {
            return evidence;
        }

        evidence |= entity.IsOfLargeVocabulary ? 0 : LinkEvidence.SmallVocabulary;
        evidence |= entity.Kind == EntityKind.Person && NamesRole(reading, entity) ? LinkEvidence.Role : 0;
        evidence |= IsFarAbove(candidates, entity, e => e.Population) ? LinkEvidence.Population : 0;
        return evidence | (reading.Archive is { } archive && archive.GetValueOrDefault(entity.Id) >= OftenNamed
            && IsFarAbove(candidates, entity, e => archive.GetValueOrDefault(e.Id)) ? LinkEvidence.Archive : 0);
    }

    private static bool IsFarAbove(NameForm[] candidates, NamedEntity entity, Func<NamedEntity, long> measure)
    {
        var mine = measure(entity);
        return mine > 0 && Array.TrueForAll(candidates, c => c.Entity == entity || measure(c.Entity) * ManyTimes <= mine);
    }

    private static bool NamesRole(ItemReading reading, NamedEntity person)
    {
        if (person.About is null)
        {
            return false;
        }

        using var words = TextTokens.Of(person.About);
        var named = 0;
        foreach (ref readonly var word in words.All)
        {
            var isOfRole = word.Length >= LeastRoleWord && !person.SurnameTokens.AsSpan().Contains(word.Hash);
            named += isOfRole && reading.HasWord(word.Hash) ? 1 : 0;
        }

        return named >= 2;
    }
}
