using NewsApi.Content.Entities;

namespace NewsApi.Content.Linking;

/// <summary>
/// Finds the names of the index in a text, in one pass. At each token, takes the longest name whose capitals fit the text.
/// </summary>
internal static class NameFinder
{
    private const int MostSyllablesAfterName = 3;
    private const int MostInitials = 3;

    private static readonly Comparison<NameForm> ById = (a, b) => a.Entity.Id.CompareTo(b.Entity.Id);

    /// <param name="found">Receives the names of people and places. These names do not overlap.</param>
    /// <param name="topics">Receives the names of topics. These names do not overlap each other.</param>
    public static void Find(NameIndex index, ItemText item, List<FoundName> found, List<FoundName> topics)
    {
        var tokens = item.Tokens;
        for (var (i, afterTopic) = (0, 0); i < tokens.Count; i++)
        {
            ref readonly var token = ref tokens[i];
            if (!index.MayBegin(token) || (token.Script == TokenScript.Hangul && token.Gap == Gap.None && i > 0))
            {
                continue;
            }

            var (name, topic) = Longest(index, item, i);
            if (topic.Node > 0 && i >= afterTopic)
            {
                topics.Add(topic);
                afterTopic = topic.Last + 1;
            }

            if (name.Node > 0)
            {
                name = LongerWithin(index, item, name) is { Node: > 0 } longer ? longer : name;
                found.Add(name);
                i = name.Last;
            }
        }
    }

    /// <summary>
    /// Returns the forms of a found name that fit the text. There is one form for each entity, in the order of the ids of the entities.
    /// </summary>
    public static NameForm[] FormsOf(NameIndex index, ItemText item, in FoundName name)
    {
        var count = 0;
        for (var form = index.FirstForm(name.Node); form >= 0; form = index.Form(form).Next)
        {
            count += IsPossible(index.Form(form), item, name) ? 1 : 0;
        }

        var forms = new NameForm[count];
        for (var form = index.FirstForm(name.Node); form >= 0; form = index.Form(form).Next)
        {
            if (IsPossible(index.Form(form), item, name))
            {
                forms[--count] = index.Form(form);
            }
        }

        if (forms.Length > 1)
        {
            Array.Sort(forms, ById);
        }

        return forms;
    }

    /// <summary>Whether the capitals of the text allow a form at these tokens.</summary>
    private static bool IsWrittenAs(NameForm form, ItemText item, int first, int last)
    {
        var tokens = item.Tokens;
        if ((form.Flags & FormFlags.Acronym) != 0)
        {
            for (var i = first; i <= last; i++)
            {
                if (tokens[i].Shape == TokenShape.Lower || (tokens[i].Shape == TokenShape.Capital && tokens[i].Length > 1))
                {
                    return false;
                }
            }

            // In a line of capitals, "US" may be the word "us".
            return first != last || item.CaseOf(first) != LineCase.Capitals || !Words.Is(tokens[first].Hash, WordKinds.Word);
        }

        if (form.Entity.Kind == EntityKind.Topic)
        {
            return true;
        }

        return ((form.Flags & FormFlags.FirstCapital) == 0 || tokens[first].Shape != TokenShape.Lower)
            && ((form.Flags & FormFlags.LastCapital) == 0 || tokens[last].Shape != TokenShape.Lower);
    }

    /// <summary>Finds the longest name of a person or place that begins at a token, and the longest name of a topic.</summary>
    private static (FoundName Name, FoundName Topic) Longest(NameIndex index, ItemText item, int first)
    {
        var tokens = item.Tokens;
        var (name, topic) = (default(FoundName), default(FoundName));
        var (node, skips) = (HashTrie.Root, false);
        for (var i = first; i < tokens.Count; i++)
        {
            ref readonly var token = ref tokens[i];
            if (i > first && (token.EndsName || ((token.Gap & Gap.Dot) != 0 && item.EndsSentence(i))))
            {
                break;
            }

            var next = index.Next(node, token);
            if (next == 0)
            {
                if (i == first || !token.IsInitial || i - first > MostInitials)
                {
                    break;
                }

                skips = true;
                continue;
            }

            node = next;
            if (index.FirstForm(node) >= 0 && EndsWord(tokens, i))
            {
                Take(index, item, new FoundName(first, i, node, skips), ref name, ref topic);
            }
        }

        return (name, topic);
    }

    private static void Take(NameIndex index, ItemText item, FoundName here, ref FoundName name, ref FoundName topic)
    {
        var asTopic = here with { IsTopic = true };
        var (isLarge, isOther) = (false, false);
        for (var form = index.FirstForm(here.Node); form >= 0; form = index.Form(form).Next)
        {
            var it = index.Form(form);
            if (IsPossible(it, item, here))
            {
                var isOfLarge = it.Entity is { IsOfLargeVocabulary: true, Kind: EntityKind.Place };
                isLarge |= isOfLarge;
                isOther |= !isOfLarge;
            }
            else if (IsPossible(it, item, asTopic))
            {
                topic = asTopic;
            }
        }

        name = isLarge || isOther ? here with { IsOfLargeVocabulary = !isOther } : name;
    }

    // A single word of a large vocabulary counts only where its capital is evidence for a name.
    private static bool IsPossible(NameForm form, ItemText item, in FoundName name)
    {
        var (first, last) = (name.First, name.Last);
        return (form.Entity.Kind == EntityKind.Topic) == name.IsTopic && (!name.SkipsInitials || form.Entity.Kind == EntityKind.Person)
            && IsWrittenAs(form, item, first, last)
            && (first < last || !form.Entity.IsOfLargeVocabulary || item.IsNameLike(first)
                || item.Tokens[first].Shape is TokenShape.Caseless or TokenShape.Upper);
    }

    // Finds a name that begins inside a found name and ends after it. In "Queen Elizabeth II", "Elizabeth II" wins over a town called Queen
    // Elizabeth.
    private static FoundName LongerWithin(NameIndex index, ItemText item, in FoundName name)
    {
        for (var i = name.First + 1; i <= name.Last; i++)
        {
            if (index.MayBegin(item.Tokens[i]) && Longest(index, item, i).Name is { Node: > 0 } inner && inner.Last > name.Last
                && inner.Tokens >= name.Tokens)
            {
                return inner;
            }
        }

        return default;
    }

    // Korean particles are short. If more syllables follow, the name is only the beginning of another word.
    private static bool EndsWord(TextTokens tokens, int last)
    {
        var rest = 0;
        while (tokens[last].Script == TokenScript.Hangul && last + 1 + rest < tokens.Count
            && tokens[last + 1 + rest] is { Script: TokenScript.Hangul, Gap: Gap.None })
        {
            rest++;
        }

        return rest <= MostSyllablesAfterName;
    }
}
