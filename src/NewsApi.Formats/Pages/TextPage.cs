using System.Text;
using NewsApi.Content.Importing;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Pages;

/// <summary>
/// Reads the text of a page. Lines that belong to the site are dropped. The lines before the first paragraph give the headline, kicker,
/// summary, byline and date. The headline is the first of these lines that has at least three words. The body begins with the first
/// paragraph. It ends with the last paragraph before the lines that the site shows below articles.
/// </summary>
internal sealed class TextPage
{
    private readonly List<ImportWarning> _notes = [];
    private readonly List<string> _dropped = [];
    private Page _page = new();

    public static Page Read(string text)
    {
        var page = new TextPage();
        var lines = PageLines.Of(text);
        var start = page.ReadHead(lines);
        return page.ReadBody(lines, start);
    }

    /// <summary>Reads the lines before the first paragraph.</summary>
    /// <returns>The index of the first paragraph; the number of lines if there is none.</returns>
    private int ReadHead(List<string> lines)
    {
        var titles = new List<string>();
        var i = 0;
        for (; i < lines.Count; i++)
        {
            var line = lines[i];
            if (PageFurniture.IsUpdateStamp(line))
            {
                _dropped.Add(line);
            }
            else if (line.Length <= 80 && PageDate.Find(line) is { } date)
            {
                Date(date, line);
            }
            else if (PageFurniture.IsFurniture(line))
            {
                _dropped.Add(line);
            }
            else if (PageLines.IsAddress(line))
            {
                _page = _page with { Uri = _page.Uri ?? line };
            }
            else if (titles.Count > 0 && PageLines.Byline(line) is { } byline)
            {
                _page = _page with { Byline = _page.Byline ?? byline };
            }
            else if (IsStart(line, titles))
            {
                break;
            }
            else
            {
                titles.Add(line);
            }
        }

        ReadTitles(titles);
        return i;
    }

    /// <summary>
    /// Returns true if the text of the article begins with this line. Such a line is a paragraph, and at least one of <c>titles</c> is
    /// above it. Also, the paragraph is long, begins with a dateline, or is below a headline.
    /// </summary>
    private static bool IsStart(string line, List<string> titles) => titles.Count > 0 && PageLines.IsParagraph(line)
        && (PageLines.IsLongParagraph(line) || PageDateline.Find(line) is not null || titles.Exists(IsHeadline));

    private static bool IsHeadline(string line) => PageLines.CountWords(line) >= 3;

    /// <summary>
    /// Reads headline, kicker and summary. The headline is the first line with at least three words. If no line has three words, the
    /// headline is the longest line. If exactly one line is above the headline, that line is the kicker. The summary is the first line
    /// below the headline with at least four words.
    /// </summary>
    private void ReadTitles(List<string> titles)
    {
        if (titles.Count == 0)
        {
            return;
        }

        var first = titles.FindIndex(IsHeadline);
        var at = first >= 0 ? first : titles.IndexOf(titles.MaxBy(title => title.Length) ?? titles[0]);
        var below = titles.FindIndex(at + 1, title => PageLines.CountWords(title) >= 4);
        _page = _page with
        {
            Headline = titles[at],
            Kicker = at == 1 ? titles[0] : null,
            Summary = below < 0 ? null : titles[below],
        };
        _dropped.AddRange(titles.Where((_, i) => i != at && i != below && !(at == 1 && i == 0)));
    }

    private Page ReadBody(List<string> lines, int start)
    {
        var end = lines.FindLastIndex(PageLines.IsParagraph) + 1;
        var furniture = lines.FindIndex(Math.Min(start, lines.Count), PageFurniture.IsEndOfArticle);
        if (furniture >= 0 && !lines.Skip(furniture).Any(PageLines.IsLongParagraph))
        {
            end = Math.Min(end, furniture);
        }

        var html = new StringBuilder();
        for (var i = start; i < end; i++)
        {
            var line = i == start ? Dateline(lines[i]) : lines[i];
            if (PageFurniture.IsUpdateStamp(line) || PageFurniture.IsFurniture(line))
            {
                _dropped.Add(line);
                continue;
            }

            var tag = PageLines.EndsSentence(line) || PageLines.CountWords(line) > 10 ? "p" : "h2";
            html.Append(html.Length == 0 ? "" : "\n").Append('<').Append(tag).Append('>').Append(PlainText.Escape(line));
            html.Append("</").Append(tag).Append('>');
        }

        foreach (var line in lines.Skip(Math.Max(start, end)))
        {
            ReadTail(line);
        }

        if (_dropped.Count > 0)
        {
            _notes.Add(new ImportWarning("dropped", $"{_dropped.Count} lines of the site were left out: "
                + $"{string.Join(" | ", _dropped.Take(10).Select(PlainText.Short))}"));
        }

        return _page with
        {
            Body = html.Length == 0 ? null : html.ToString(),
            BodyIsTrusted = true,
            Language = PageLanguage.Detect(string.Join(' ', lines.Take(end).Skip(start))),
            Notes = [.. _notes],
        };
    }

    private void ReadTail(string line)
    {
        if (!PageFurniture.IsUpdateStamp(line) && PageDate.Find(line) is { IsLabelled: true } date)
        {
            Date(date, line);
        }
        else
        {
            _dropped.Add(line);
        }
    }

    private string Dateline(string paragraph)
    {
        if (PageDateline.Find(paragraph) is not { } found)
        {
            return paragraph;
        }

        _page = _page with { Dateline = found.Place, Source = _page.Source ?? found.Agency };
        if (found.Date is { } date && PageDate.Find(date) is { } day)
        {
            Date(day, date);
        }

        return paragraph[found.Length..];
    }

    private void Date(PageDate date, string line)
    {
        if (date.Problem is not null)
        {
            _notes.Add(new ImportWarning("date", $"\"{PlainText.Short(line)}\" was not taken as the date of publication: {date.Problem}"));
        }
        else if (_page.Published is null)
        {
            _page = _page with { Published = date.Time };
            var day = date.HasTime ? "" : " The page gives no time of day with its offset; 00:00 UTC was taken.";
            _notes.Add(new ImportWarning("published", $"The date of publication is from the line \"{PlainText.Short(line)}\".{day}"));
        }
    }
}
