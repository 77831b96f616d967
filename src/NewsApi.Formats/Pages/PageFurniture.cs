using System.Text.RegularExpressions;

namespace NewsApi.Formats.Pages;

/// <summary>Recognises lines of a page that belong to the site and not to the article.</summary>
internal static partial class PageFurniture
{
    /// <summary>
    /// The largest number of words in a line of the site. A longer line belongs to the article, even if it begins with words of the site,
    /// such as <c>Subscribe to</c>.
    /// </summary>
    private const int MaxWords = 16;

    /// <summary>Returns true if the line gives the time at which the page was changed. This time is not the date of the article.</summary>
    public static bool IsUpdateStamp(string line) => PageLines.CountWords(line) <= MaxWords && Stamp().IsMatch(line);

    /// <summary>
    /// Returns true if the line belongs to the site: an invitation (for example to subscribe), navigation, advertising or a copyright
    /// notice. Also returns true for a line without letters.
    /// </summary>
    public static bool IsFurniture(string line) => !line.Any(char.IsLetter) || Crumbs().IsMatch(line)
        || (PageLines.CountWords(line) <= MaxWords && (Invitation().IsMatch(line) || IsEndOfArticle(line) || Label().IsMatch(line)));

    /// <summary>
    /// Returns true if the line is a heading that pages show below an article, for example the heading of related articles.
    /// </summary>
    public static bool IsEndOfArticle(string line) => PageLines.CountWords(line) <= MaxWords && End().IsMatch(line);

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"^\W*(this (page|story|article) was )?((last|page|site|content) )?(last )?(updated|modified|revised|reviewed|changed"
        + @"|aktualisiert|zuletzt (aktualisiert|geändert)|mis à jour|actualizado|oppdatert|uppdaterad|sist endret)\b.*(\d|:)|"
        + @"^\W*(stand|update):\s*\d", Options)]
    private static partial Regex Stamp();

    [GeneratedRegex(@"^\W*(get|sign up|subscribe|log ?in|sign ?in|register|join|follow|like|share|tweet|print|e?mail( this)?|save|download"
        + @"|click|tap|skip to|jump to|go to|back to|return to|enable|allow|turn on|accept|listen to|watch( live)?:?|view|see|read)\b"
        + @"(?=.*\b(updates?|notifications?|alerts?|newsletters?|browser|app|inbox|account|cookies?|(main )?content|navigation|top"
        + @"|home( ?page)?|facebook|twitter|whatsapp|linkedin|instagram|this (article|story|page)|us on|comments?|subscription|free trial"
        + @"|gallery|slideshow)\b)"
        + @"|^\W*(share|print|e-?mail|save|tweet|facebook|twitter|whatsapp|linkedin|reddit|copy link|comments?|menu|search|home|login"
        + @"|sign ?in|log ?in|subscribe|advertisements?|anzeige|publicité|annons|annonse|sponsored( content)?|loading\W*|close|next|previous"
        + @"|prev|top|share this( (article|story|page))?|(print|e-?mail) this( (page|article))?|text size|a-? ?a\+?)\W*$", Options)]
    private static partial Regex Invitation();

    [GeneratedRegex(@"^\W*(©|\(c\) ?\d|copyright\b|all rights reserved|alle rechte vorbehalten|tous droits réservés|privacy policy"
        + @"|terms of (use|service)|cookie (policy|settings)|contact us|about us|advertise with|(photo|image|foto|bild|credit):"
        + @"|\d+ (min(ute)?s?( read)?|comments?|shares?|views?)\W*$)", Options)]
    private static partial Regex Label();

    [GeneratedRegex(@"^\W*((related|similar|recommended|popular|trending|latest|top|other|more) "
        + @"(stories|articles|news|topics|coverage|content|posts|links|videos)\b|related:?$|most (read|popular|viewed|shared|emailed)\b"
        + @"|more (from|on|in|about)\b|read (more|next|also)\b|see also\b|you (may|might) (also )?(like|be interested)|recommended( for you)?$"
        + @"|what to read next|(leave|post|add|write) a (comment|reply)|comments? \(\d+\)|join the (conversation|discussion)|(©|copyright\b).*"
        + @"|tags?:|topics?:|filed under|mehr zum thema|lesen sie auch|(à )?lire aussi|les også|läs (också|mer)|lea también)", Options)]
    private static partial Regex End();

    [GeneratedRegex(@"^[\w &'-]{1,30}( ?[|>»›·•] ?[\w &'-]{1,30}| / [\w &'-]{1,30}){1,10}$", Options)]
    private static partial Regex Crumbs();
}
