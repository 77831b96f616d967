using System.Collections.Frozen;

namespace NewsApi.Content.Linking;

/// <summary>The words that the linker knows without a gazetteer, by the hashes of their tokens.</summary>
internal static class Words
{
    private const string Titles =
        """
        mr mrs ms miss mister dr doctor prof professor president vice minister premier chancellor secretary treasurer governor
        gov senator sen representative rep congressman congresswoman ambassador attorney general gen admiral adm colonel col
        lieutenant lt captain capt major sergeant sgt commander cmdr marshal mayor judge justice chairman chairwoman chair
        chief director head leader spokesman spokeswoman speaker commissioner deputy undersecretary adviser advisor economist
        analyst coach manager editor founder pope cardinal bishop archbishop rabbi imam ayatollah sheikh sheik king queen
        prince princess emperor sultan sir lord lady dame baron count countess duke duchess earl viscount father mother
        brother sister saint officer executive detective inspector democrat republican herr frau monsieur madame mme signor
        señor senor don doña comrade
        """;

    private const string Nobilities =
        """
        king queen prince princess emperor empress duke duchess earl count countess baron baroness marquess viscount landgrave
        margrave elector lord lady archduke archbishop bishop tsar sultan shah
        """;

    private const string Organisations =
        """
        bank university college school church cathedral abbey hospital institute institution museum academy society
        association federation council committee commission court court's department ministry office agency bureau board
        corporation corp company co inc incorporated ltd limited plc llc ag sa nv bv gmbh group holding holdings industries
        international partners fund trust foundation party union league club team united fc stadium arena airport station
        hotel theatre theater opera orchestra press times post journal news herald tribune gazette guardian observer mirror
        telegraph chronicle radio television tv magazine review prize award awards medal festival marathon cup open
        championship championships championships' tournament games olympics race tour derby exchange stock market index
        library gallery palace castle house tower bridge street avenue road square park garden gardens center centre center's
        mall army navy force forces guard police brigade regiment division treaty accord agreement convention declaration act
        bill conference congress parliament assembly battle war siege protocol treaty airlines airways air railway railways
        railroad electric steel oil petroleum energy power gas mining motors telecom systems technologies technology software
        pharmaceuticals laboratories laboratory observatory seminary elementary high polytechnic faculty chamber battalion
        diocese parish gulf bay strait straits sea ocean lake river mount mountain mountains island islands cape coast
        peninsula valley canal desert basin hills forest canyon
        """;

    private const string Directions =
        """
        north south east west northern southern eastern western central northeast northwest southeast southwest northeastern
        northwestern southeastern southwestern new old upper lower greater inner outer middle mid equatorial great little
        saint st san santa fort port lake mount cape point
        """;

    private const string Locatives =
        """
        in at from near outside inside around across throughout to into via of northern southern eastern western central
        downtown en à dans de aus bei nach von im em na no di da
        """;

    private const string Calendars =
        """
        january february march april may june july august september october november december jan feb mar apr jun jul aug sep
        sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun
        yesterday today tomorrow
        """;

    private const string Verbs =
        """
        said says say told tells has had have will would was is are were did does do also who whose which noted added asked
        called met made took came went and could may might must should can cannot was replied denied declined refused insisted
        believes believed wants wanted expects expected agreed urged warned became began began won lost beat scored plans
        planned hopes hoped thinks thought described received moved married died joined worked studied attended served
        returned
        """;

    private const string Particles = "de del della di da do dos das du la le van von der den ter ten zu af al el bin ibn ben abu ó o";

    private const string LeadingSurnames =
        """
        chen li wang zhang liu yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo deng jiang xi wen zheng liang xie
        song tang han feng cao peng zeng xiao tian dong pan yuan cai yu du ye cheng wei su lu ding ren yao shen zhong cui tan
        kim park lee choi jung kang cho yoon jang lim nguyen tran pham hoang vo dang bui ngo chiang chou teng hua
        """;

    private const string Suffixes = "jr sr ii iii iv junior senior";

    private const string Functions =
        """
        a an the and or but nor of in on at by to for from with without into onto over under after before as than via vs per
        amid against about between upon off up out down is are it its his her
        """;

    private const string Companies =
        "co corp company corporation inc incorporated ltd limited plc llc ag sa spa nv bv gmbh";

    private const string Territories =
        "city town village state states province republic kingdom county district municipality island islands government people nation "
        + "port region territory emirate governor president mayor";

    private static readonly FrozenDictionary<ulong, WordKinds> Known = Load();

    /// <summary>The kinds of a word, by the hash of its token.</summary>
    public static WordKinds Of(ulong hash) => Known.GetValueOrDefault(hash);

    public static bool Is(ulong hash, WordKinds kind) => (Of(hash) & kind) != 0;

    private static FrozenDictionary<ulong, WordKinds> Load()
    {
        var known = new Dictionary<ulong, WordKinds>();
        Add(Read("Words.txt"), WordKinds.Word);
        Add(Read("GivenNames.txt"), WordKinds.GivenName);
        Add(Titles, WordKinds.Title);
        Add(Nobilities, WordKinds.Nobility);
        Add(Organisations, WordKinds.Organisation);
        Add(Directions, WordKinds.Direction);
        Add(Locatives, WordKinds.Locative);
        Add(Calendars, WordKinds.Calendar);
        Add(Verbs, WordKinds.Verb);
        Add(Particles, WordKinds.Particle);
        Add(LeadingSurnames, WordKinds.LeadingSurname);
        Add(Suffixes, WordKinds.Suffix);
        Add(Territories, WordKinds.Territory);
        Add(Functions, WordKinds.Function);
        Add(Companies, WordKinds.Company);
        return known.ToFrozenDictionary();

        void Add(string words, WordKinds kind)
        {
            using var tokens = TextTokens.Of(words);
            foreach (ref readonly var token in tokens.All)
            {
                known[token.Hash] = known.GetValueOrDefault(token.Hash) | kind;
            }
        }
    }

    private static string Read(string list)
    {
        using var stream = typeof(Words).Assembly.GetManifestResourceStream($"NewsApi.Content.Linking.Lists.{list}")
            ?? throw new InvalidOperationException($"{list} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
