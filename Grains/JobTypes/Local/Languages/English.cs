namespace OrleansAiJobs.Grains.JobTypes.Local.Languages;

internal static class English
{
    public static LanguageProfile Profile { get; } = new()
    {
        Determiners = LanguageProfile.Words("""
            the a an my your his her its our their this that these those some any each every no both all another either neither
            many much few several more most such
            """),
        Prepositions = LanguageProfile.Words("""
            of in on at by for with from to into onto over under about after before between through during without within
            against among across behind beyond near since until till toward towards upon via per than like as off out up down
            according thanks around along above below despite except inside outside throughout
            """),
        Links = LanguageProfile.Words("of to than as like per via out off up down over"),
        Conjunctions = LanguageProfile.Words("and or but nor yet so because although though while whereas which who whom whose where when if unless that whether"),
        Subordinators = LanguageProfile.Words("""
            if when whenever while although though because since after before as once unless until where wherever whether
            whereas even despite during given
            """),
        Pronouns = LanguageProfile.Words("""
            it they he she this that these those them him her its their his there here such both one ones others we i you me us
            who which what itself themselves himself herself everything everyone something someone anyone anything nothing
            it's that's there's here's they're he's she's we're i'm you're i've we've you've they've i'll we'll you'll they'll
            """),
        Speakers = LanguageProfile.Words("i we you"),
        Auxiliaries = LanguageProfile.Words("""
            is are was were be been being am has have had having do does did doing will would can could should may might must
            shall isn't aren't wasn't weren't don't doesn't didn't won't wouldn't can't couldn't shouldn't haven't hasn't hadn't
            cannot
            """),
        Fillers = LanguageProfile.Words("""
            not only also just very too even still already again ever never always often sometimes usually really quite rather
            almost enough now then soon later today yesterday tomorrow ago once twice perhaps maybe however therefore thus instead
            otherwise well much many more most less least lot lots little other others own same different new good better best
            great bad big small large long short old able sure true likely well back away together
            make makes made making take takes took taken taking get gets got getting give gives gave given giving go goes went gone
            going come comes came coming become becomes became see sees saw seen know knows knew known think thinks thought want
            wants wanted need needs needed use uses used using keep keeps kept keeping let lets put puts set sets find finds found
            show shows showed shown say says said saying tell tells told ask asks asked try tries tried start starts started begin
            begins began help helps helped turn turns turned look looks looked looking feel feels felt seem seems seemed leave
            leaves left mean means meant bring brings brought allow allows allowed add adds added adding call calls called run
            hold holds held lead leads led grow grows grew grown stay stays stayed remain remains remained happen happens happened
            offer offers offered include includes included including provide provides provided require requires required
            due thing things way ways kind sort bit part parts number amount rest end anything something nothing
            everything everyone people one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
            seventeen eighteen nineteen twenty thirty forty fifty hundred thousand million half dozen first second third last next
            monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october
            november december morning afternoon evening night day days week weeks month months year years hour hours minute minutes time
            here there why how what when where yes thanks please really simply mainly mostly nearly roughly exactly especially
            actually finally eventually quickly slowly easily clearly carefully fully highly largely recently directly
            """),
        Openers =
        [
            "however", "moreover", "furthermore", "in addition", "additionally", "in fact", "of course", "for example",
            "for instance", "as a result", "therefore", "thus", "meanwhile", "finally", "then", "also", "still", "instead",
            "in other words", "on the other hand", "at the same time", "in the end", "after all", "first", "firstly", "second",
            "secondly", "third", "next", "last", "lastly", "and", "but", "so", "or", "yet", "because of this", "that said",
            "in short", "overall", "in conclusion", "to be honest", "luckily", "fortunately", "unfortunately", "sadly",
            "interestingly", "well", "today", "nowadays", "these days", "besides", "similarly", "likewise", "consequently",
            "to sum up", "in summary", "above all", "eventually", "actually", "clearly", "obviously", "even better",
        ],
        NounLinks = LanguageProfile.Words("of in for with between from without against on at by about among"),
        ReportingVerbs = LanguageProfile.Words("""
            say says said argue argues argued claim claims claimed warn warns warned believe believes believed explain explains
            explained add adds added note notes noted report reports reported announce announces announced expect expects expected
            find finds found show shows showed see saw learn learned realise realised realize realized know knew think thought hope fear
            """),
        Complementizers = LanguageProfile.Words("that"),
        Joiners = LanguageProfile.Words("and but so yet because although though while whereas"),
        Relatives = LanguageProfile.Words("who which whose whom where"),
        Attributions = ["according to"],
        Adverbs = LanguageProfile.Words("also however therefore moreover today already"),
        Weekdays = LanguageProfile.Words("monday tuesday wednesday thursday friday saturday sunday"),
        ParticipleEndings = ["ed", "ing"],
        And = "and",
    };
}
