using System;
using System.Linq;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsApi.Content.Database.Migrations
{
    /// <summary>
    /// Search without accents, within runs of Chinese, Japanese and Korean, and across hyphens. Replaces the functions that compute
    /// the generated columns of <see cref="Search"/>, and adds the functions that build a query.
    /// </summary>
    /// <remarks>
    /// Only functions change, so no table is rewritten or locked. Rows keep their old words until they are updated;
    /// <see cref="SearchRebuild"/> updates them in batches, from the bounds stored here. An older version of the program uses
    /// <c>article_search_query</c> and <c>entity_search_query</c>, which match old and new rows.
    /// pg_restore computes generated columns with an empty search path. So each function that they call either has an SQL body, whose
    /// names are resolved when the function is created, or names only PostgreSQL's own functions. An SQL function inside an SQL function
    /// would be planned for each row.
    /// PostgreSQL's own parser separates words. Its result would depend on the server's locale for case, forms of characters and
    /// punctuation outside ASCII, so these are normalised first.
    /// </remarks>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261128230000_SearchWords")]
    public class SearchWords : Migration
    {
        /// <summary>Each configuration that <c>search_language</c> can name.</summary>
        private const string Languages =
            "arabic armenian basque catalan danish dutch english finnish french german greek hindi hungarian indonesian irish italian "
            + "lithuanian nepali norwegian portuguese romanian russian serbian spanish swedish tamil turkish yiddish simple";

        /// <summary>Scripts without spaces between words: Thai, Lao, Burmese, Khmer, Han, Kana, Bopomofo; and Hangul.</summary>
        internal const string Unspaced =
            @"\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u309f\u30a1-\u30fa\u30fc-\u318f"
            + @"\u31a0-\u31ff\u3400-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff";

        /// <summary>Characters of a word in lower case.</summary>
        internal const string Letter = @"0-9a-z\u00aa-\U0010ffff";

        /// <summary>Characters that NFKC may change; normalising costs as much as stemming, and most text has none of them.</summary>
        private const string Composed =
            @"\u00aa\u00b2\u00b3\u00b5\u00b9\u00ba\u0300-\u036f\u1100-\u11ff\u2070-\u209f\u2100-\u218f\u2460-\u24ff\u3099\u309a\u3130-\u318f\u3200-\u33ff\uf900-\uffef";

        /// <summary>Punctuation and blanks outside ASCII.</summary>
        private const string Punctuation =
            @"\u0080-\u00a9\u00ab\u00ac\u00ae-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u055a-\u055f\u0589\u05c0\u05c3\u05f3\u05f4\u060c\u061b\u061f\u066a-\u066c"
            + @"\u06d4\u0964\u0965\u1361-\u1368\u2000-\u200b\u200d-\u206f\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u303d\u30fb";

        /// <summary>
        /// Accents of Latin, Greek and Cyrillic, vowel points of Hebrew and Arabic, Arabic's lengthening, the soft hyphen. Short i (й)
        /// is a letter and keeps its breve.
        /// </summary>
        internal const string Accents =
            @"[\u00ad\u0300-\u0305\u0307-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]+|(?<!\u0438)\u0306";

        internal const string Accented = @"\u00ad\u00c0-\u024f\u0300-\u036f\u0370-\u04ff\u0591-\u05c7\u0610-\u0670\u06d6-\u06ed\u1e00-\u1fff";

        /// <summary>Letters of the Latin alphabet outside ASCII. Stemmers distinguish them from the ASCII letters.</summary>
        internal const string Latin = @"\u00df-\u00f6\u00f8-\u024f\u1e00-\u1eff";

        /// <summary>One case and one form of each character, plain apostrophes and hyphens, and no punctuation but ASCII's.</summary>
        internal static string Plain(string value) =>
            $"""
            (case when octet_length({value}) = length({value}) then lower({value} collate "C") collate "default"
            else regexp_replace(regexp_replace(regexp_replace(
            lower((case when {value} ~ '[{Composed}]' then normalize({value}, nfkc) else {value} end) collate "und-x-icu") collate "default",
            '[\u2018\u2019\u201b\u2032\u02b9\u02bb\u02bc]', '''', 'g'), '[\u2010-\u2013\u2212\u05be\u30a0\u200c]', '-', 'g'), '[{Punctuation}]+', ' ', 'g') end)
            """;

        private static string Bare(string value) => $"regexp_replace(normalize({value}, nfd), '{Accents}', '', 'g')";

        private static string Letters(string value) =>
            $"translate(replace(replace(replace(replace({value}, 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 'øłđıðħŧς', 'oldidhtσ')";

        /// <summary>
        /// The text without accents, and with two letters for a letter such as æ. Composing costs as much as decomposing, and few scripts
        /// need it.
        /// </summary>
        private static string Fold(string value) =>
            $"""
            (case when octet_length({value}) = length({value}) or {value} !~ '[{Accented}]' then {value}
            when {value} !~ '[\u0530-\U0010ffff]' then replace({Letters(Bare(value))}, 'и' || U&'\0306', 'й')
            else normalize({Letters(Bare(value))}, nfc) end)
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            var languages = string.Join(", ", Languages.Split(' ').Select(l => $"('{l}', 'pg_catalog.{l}'::regconfig)"));
            migrationBuilder.Sql(
                $"""
                create function search_plain(value text) returns text language sql immutable parallel safe return {Plain("value")};

                create function search_fold(value text) returns text language sql immutable parallel safe return {Fold("value")};

                create function search_vector(config regconfig, value text) returns tsvector language plpgsql immutable parallel safe as $$
                declare
                  words text := {Plain("value")};
                  accented text;
                begin
                  if words ~ '[-'']' then
                    words := replace(concat_ws(' ', words, (select string_agg(translate(word[1], '-''', ''), ' ')
                      from regexp_matches(words, '[{Letter}]+(?:[-''](?!s(?![{Letter}]))[{Letter}]+)+', 'g') word)), '-', ' ');
                  end if;
                  words := replace(words, '/', ' ');
                  if octet_length(words) = length(words) then
                    return to_tsvector(config, words);
                  end if;
                  if words ~ '[{Unspaced}]' then
                    words := regexp_replace(regexp_replace(words, '([{Unspaced}]+)', ' \1 ', 'g'), '([{Unspaced}])', '\1 \1', 'g');
                  end if;
                  if words ~ '[{Latin}]' and config <> 'pg_catalog.simple'::regconfig then
                    accented := to_tsvector(config, (select string_agg(word[1], ' ') from regexp_matches(words, '[0-9a-z{Latin}]*[{Latin}][0-9a-z{Latin}]*', 'g') word))::text;
                    return to_tsvector(config, {Fold("words")}) || ({Fold("accented")})::tsvector;
                  end if;
                  return to_tsvector(config, {Fold("words")});
                end $$;

                create or replace function article_search(language text, headline text, summary text, body text, byline text) returns tsvector
                language sql immutable parallel safe
                return setweight(search_vector(search_config(language), left(headline, 10000)), 'A')
                || setweight(search_vector(search_config(language), left(coalesce(summary, ''), 10000)), 'B')
                || setweight(search_vector(search_config(language), left(coalesce(body, ''), 100000)), 'C')
                || setweight(search_vector('pg_catalog.simple'::regconfig, left(coalesce(byline, ''), 1000)), 'D')
                || (''' ' || search_language(language) || '''')::tsvector;

                create or replace function entity_search(name text, aliases text[], description text) returns tsvector language sql immutable parallel safe
                return setweight(search_vector('pg_catalog.simple'::regconfig, left(name, 10000)), 'A')
                || setweight(search_vector('pg_catalog.simple'::regconfig, left(array_to_string(aliases, ' / '), 10000)), 'B')
                || setweight(search_vector('pg_catalog.simple'::regconfig, left(coalesce(description, ''), 10000)), 'C');

                create function article_search_terms(terms text) returns tsquery language sql immutable parallel safe
                return (select coalesce(string_agg('('' ' || name || ''' & (' || query::text || '))', ' | '), '')::tsquery
                from (select plain, search_fold(plain) as folded from (select search_plain(terms) as plain offset 0) p offset 0) asked,
                (values {languages}) language(name, config),
                lateral (select case when plain = folded then to_tsquery(config, folded)
                else to_tsquery(config, folded) || search_fold(to_tsquery(config, plain)::text)::tsquery end offset 0) part(query) where numnode(query) > 0);

                create function entity_search_terms(terms text) returns tsquery language sql immutable parallel safe
                return to_tsquery('pg_catalog.simple'::regconfig, search_fold(search_plain(terms)));

                create or replace function article_search_query(query text) returns tsquery language sql immutable parallel safe
                return (select coalesce(string_agg('('' ' || name || ''' & (' || part::text || '))', ' | '), '')::tsquery
                from (values {languages}) language(name, config), lateral (select websearch_to_tsquery(config, lower(query collate "und-x-icu"))
                || search_fold(websearch_to_tsquery(config, regexp_replace(search_plain(query), '([{Letter}])[-/](?=[{Letter}])', '\1 ', 'g'))::text)::tsquery offset 0) parts(part)
                where numnode(part) > 0);

                create or replace function entity_search_query(query text) returns tsquery language sql immutable parallel safe
                return websearch_to_tsquery('pg_catalog.simple'::regconfig, lower(query collate "und-x-icu"))
                || search_fold(websearch_to_tsquery('pg_catalog.simple'::regconfig, regexp_replace(search_plain(query), '([{Letter}])[-/](?=[{Letter}])', '\1 ', 'g'))::text)::tsquery;

                create table search_rebuild (subject text not null, below bigint not null);
                insert into search_rebuild select 'article', max(id) + 1 from article having count(*) > 0;
                insert into search_rebuild select 'entity', max(id) + 1 from entity having count(*) > 0;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new NotSupportedException("This migration cannot be undone. The previous version of the program works with it.");
    }
}
